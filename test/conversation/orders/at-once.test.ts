import { expect, jest, test } from '@jest/globals';
import { ChatDriver, type Shape, testApp } from '../support/chat-driver.ts';

const TURNS = 50;

test.each<Shape>(['teams', 'emulator'])(
  'fifty turns at once in one conversation (%s) are all answered, in order, and none is lost',
  async (shape) => {
    const app = await testApp();
    const noor = new ChatDriver(app, shape, 'many');
    await noor.say('help');
    const from = noor.sent.length;
    const write = jest.spyOn(app.documents, 'write');
    await Promise.all(Array.from({ length: TURNS }, (_, at) => noor.say(`set Power BI Pro to ${21 + at}`)));
    const versions = await Promise.all(
      write.mock.calls.flatMap(([key], at) => (key.startsWith('talk/') ? [write.mock.results[at]?.value] : [])),
    );
    expect(versions).toEqual(Array.from({ length: TURNS }, (_, at) => Number(versions[0]) + at));
    const answers = noor.sent.slice(from).map((one) => JSON.stringify(one));
    const totals = answers.flatMap((one) => /20 → (\d+) licences/.exec(one)?.[1] ?? []).map(Number);
    expect(totals).toEqual(Array.from({ length: TURNS }, (_, at) => 21 + at));
    // What is confirmed is the last one that was asked for.
    await noor.press('Pay');
    expect(noor.card.lines).toContain(`${20 + TURNS} licences`);
  },
);
