import { describe, expect, test } from '@jest/globals';
import { MemoryDocuments } from '../../../src/state/memory/memory-documents.ts';
import { ChatDriver, shapes, testApp } from '../support/chat-driver.ts';

/** What people type where a total should be, and the sentence that says what would be right. */
const answers = {
  'en-GB': [
    ['banana', '“banana” is not a whole number. Enter a number from 1 to 10,000.'],
    ['0', 'With 0 nothing is left. Enter a number from 1 to 10,000.'],
    ['-3', '−3 is not possible. Enter a number from 1 to 10,000.'],
    ['−3', '−3 is not possible. Enter a number from 1 to 10,000.'],
    ['1e9', '“1e9” is not a whole number. Enter a number from 1 to 10,000.'],
    ['1000000000', '1,000,000,000 is not possible. Enter a number from 1 to 10,000.'],
    ['2.5', '“2.5” is not a whole number. Enter a number from 1 to 10,000.'],
    ['1.000', '“1.000” is not a whole number. Enter a number from 1 to 10,000.'],
    ['', '“” is not a whole number. Enter a number from 1 to 10,000.'],
    ['🙂', '“🙂” is not a whole number. Enter a number from 1 to 10,000.'],
    ['9'.repeat(10_000), `“${'9'.repeat(24)}…” is not a whole number. Enter a number from 1 to 10,000.`],
    ['20', 'You already have 20. Enter another number.'],
  ],
  'nl-NL': [
    ['banaan', '‘banaan’ is geen heel getal. Voer een getal van 1 tot en met 10.000 in.'],
    ['1,000', '‘1,000’ is geen heel getal. Voer een getal van 1 tot en met 10.000 in.'],
    ['2,5', '‘2,5’ is geen heel getal. Voer een getal van 1 tot en met 10.000 in.'],
    ['0', 'Met 0 blijft er niets over. Voer een getal van 1 tot en met 10.000 in.'],
    ['20', 'U hebt er al 20. Voer een ander aantal in.'],
    ['12', '17 zijn toegewezen. Voer 17 of meer in, of kies 12 bij de verlenging.'],
  ],
} satisfies Record<string, [typed: string, sentence: string][]>;

const plain = (text: string) => text.replaceAll('\\', '');

describe.each(shapes)('in %s form', (shape) => {
  describe.each(Object.entries(answers))('in %s', (locale, cases) => {
    test.each(cases)('%s in the form: what would be right, and nothing changed', async (typed, sentence) => {
      const noor = new ChatDriver(await testApp(), shape, 'many', locale);
      const change = locale === 'en-GB' ? 'change Power BI Pro' : 'wijzig Power BI Pro';
      await noor.say(change);
      const form = await noor.press(locale === 'en-GB' ? 'Review' : 'Controleren', { total: typed });
      expect(form.lines.map(plain)).toContain(sentence);
      if (/^-?\d{1,12}(\.5)?$/.test(typed)) expect(form.field?.value).toBe(Number(typed));
      const list = await noor.say(locale === 'en-GB' ? 'my subscriptions' : 'mijn abonnementen');
      expect(list.text).toContain(locale === 'en-GB' ? '17 of 20 used' : '17 van 20 in gebruik');
    });
  });

  test.each([
    ['twelve more', '20 → 32 licences'],
    ['set Power BI Pro to twenty-five', '20 → 25 licences'],
    ['set Power BI Pro to 1,000', '20 → 1,000 licences'],
  ])('“%s” is understood', async (text, change) => {
    const noor = new ChatDriver(await testApp(), shape, 'many');
    await noor.say('change Power BI Pro');
    expect((await noor.say(text)).change).toBe(change);
  });

  test('numbers in words are understood in Dutch, with its own separators', async () => {
    const noor = new ChatDriver(await testApp(), shape, 'many', 'nl-NL');
    expect((await noor.say('zet Power BI Pro op vijfentwintig')).change).toBe('20 → 25 licenties');
    expect((await noor.say('zet Power BI Pro op 1.000')).change).toBe('20 → 1.000 licenties');
    expect((await noor.say('2 licenties minder')).change).toBe('20 → 18 vanaf 1 dec 2026');
  });

  test('letters typed for the total are answered with the form again', async () => {
    const noor = new ChatDriver(await testApp(), shape, 'many');
    await noor.say('change Power BI Pro');
    expect((await noor.say('banana')).text).toContain('“banana” is not a whole number');
    expect((await noor.say('set Power BI Pro to banana')).text).toContain('“banana” is not a whole number');
  });

  test('another purchaser’s subscription, and an unknown product', async () => {
    const app = await testApp();
    const noor = new ChatDriver(app, shape, 'many');
    expect((await noor.say('set Paint to 12')).lines.map(plain)[1]).toBe('You have no “Paint” to change');
    const iris = new ChatDriver(app, shape, 'manager');
    await noor.say('my subscriptions');
    const theirs = noor.card.button('Power BI Pro').data.subscription;
    const value = { verb: 'change', subscription: theirs, total: 25 };
    const activity =
      shape === 'teams'
        ? {
            type: 'invoke',
            name: 'adaptiveCard/action',
            value: { action: { type: 'Action.Execute', verb: 'change', data: value } },
          }
        : { type: 'message', value };
    expect((await iris.send(activity)).title).toBe('That subscription is not in your list');
  });

  test('a file, a book of text and nonsense get a sentence', async () => {
    const noor = new ChatDriver(await testApp(), shape, 'many');
    const file = { type: 'message', attachments: [{ contentType: 'application/pdf', name: 'order.pdf' }] };
    expect((await noor.send(file)).title).toBe('I cannot use files');
    await noor.say('change Power BI Pro');
    expect((await noor.send(file)).text).toContain('A file is not needed here. Enter the new total.');
    expect((await noor.say('x'.repeat(10_000))).title).toBe('That is more text than I can read');
    await noor.say('stop');
    expect((await noor.say('🙂')).title).toBe('I did not understand that');
  });

  test.each([
    [null],
    [[]],
    [{}],
    [{ verb: 7 }],
    [{ verb: 'open' }],
    [{ verb: 'list', page: -1 }],
    [{ verb: '__proto__' }],
  ])('a press that makes no sense changes nothing: %j', async (value) => {
    const noor = new ChatDriver(await testApp(), shape, 'many');
    const action = { type: 'Action.Execute', verb: value && 'verb' in value ? value.verb : undefined, data: value };
    const activity =
      shape === 'teams'
        ? { type: 'invoke', name: 'adaptiveCard/action', value: { action } }
        : { type: 'message', value, text: '' };
    expect((await noor.send(activity)).text).not.toBe('');
    expect((await noor.say('my subscriptions')).text).toContain('17 of 20 used');
  });

  test('a provider that throws: nothing was changed, a reference, and the log says why', async () => {
    let broken = true;
    const gateway = {
      charge: async () => {
        if (broken) throw new Error('the card company is on fire');
        return 'accepted' as const;
      },
      void: async () => 'voided' as const,
    };
    const app = await testApp({ gateway });
    const noor = new ChatDriver(app, shape, 'many');
    await noor.say('set Power BI Pro to 25');
    const problem = await noor.press('Pay');
    expect(problem.header).toMatchObject({ eyebrow: 'That did not work', title: 'Nothing was changed' });
    const line = app.lines.find(({ reference }) => reference === problem.value('Reference'));
    expect(line).toMatchObject({ answer: { message: 'the card company is on fire' } });
    expect(JSON.stringify(line)).not.toContain('Noor');
    broken = false;
    await noor.press('Back to the card');
    expect((await noor.press('Pay')).value('Order')).toBeDefined();
  });

  test('a card company that answers nothing at all: in progress, and one order in the end', async () => {
    let silent = true;
    const gateway = {
      charge: async () => {
        throw new Error('no answer');
      },
      void: async () => {
        if (silent) throw new Error('no answer');
        return 'accepted' as const;
      },
    };
    const app = await testApp({ gateway });
    const noor = new ChatDriver(app, shape, 'many');
    await noor.say('set Power BI Pro to 25');
    expect((await noor.press('Pay')).eyebrow).toBe('In progress');
    expect((await noor.pressAgain()).eyebrow).toBe('In progress');
    expect((await noor.say('undo')).eyebrow).toBe('In progress');
    app.pass(61_000);
    expect((await noor.say('my subscriptions')).text).toContain('17 of 20 used');
    silent = false;
    expect((await noor.say('my subscriptions')).text).toContain('17 of 25 used');
    expect((await noor.pressAgain()).text).toContain('25 licences');
  });

  test('an order whose conversation cannot be written down is told all the same: it was made', async () => {
    const app = await testApp();
    const noor = new ChatDriver(app, shape, 'many');
    await noor.say('set Power BI Pro to 25');
    const write = app.documents.write.bind(app.documents);
    app.documents.write = async (key, ...rest) => {
      if (key.startsWith('talk/')) throw new Error('the disk is full');
      return write(key, ...rest);
    };
    expect((await noor.press('Pay')).value('Order')).toBeDefined();
    expect(app.lines.at(-1)).toMatchObject({ level: 50, answer: { message: 'the disk is full' } });
    app.documents.write = write;
    expect((await noor.say('my subscriptions')).text).toContain('17 of 25 used');
  });

  test('an order that was charged and cannot be written down is in progress, not undone', async () => {
    const app = await testApp();
    const noor = new ChatDriver(app, shape, 'many');
    await noor.say('set Power BI Pro to 25');
    const write = app.documents.write.bind(app.documents);
    let charged = false;
    app.documents.write = async (key, ...rest) => {
      if (charged && key.startsWith('account/')) throw new Error('the disk is full');
      charged ||= key.startsWith('gateway/');
      return write(key, ...rest);
    };
    expect((await noor.press('Pay')).eyebrow).toBe('In progress');
    app.documents.write = write;
    app.pass(61_000);
    expect((await noor.say('my subscriptions')).text).toContain('17 of 25 used');
  });

  test('a review that could not be written down is not shown: nothing would wait for its answer', async () => {
    const app = await testApp();
    const noor = new ChatDriver(app, shape, 'many');
    const write = app.documents.write.bind(app.documents);
    app.documents.write = async (key, ...rest) => {
      if (key.startsWith('talk/')) throw new Error('the disk is full');
      return write(key, ...rest);
    };
    expect((await noor.say('set Power BI Pro to 25')).eyebrow).toBe('That did not work');
  });

  test('a card number is neither shown again nor kept', async () => {
    const app = await testApp();
    const noor = new ChatDriver(app, shape, 'many');
    await noor.say('change Power BI Pro');
    for (const typed of ['4111 1111 1111 1111', '5555555555554444']) {
      expect(JSON.stringify((await noor.press('Review', { total: typed })).card)).not.toContain(typed);
      expect(JSON.stringify((await noor.say(`5 more ${typed}`)).card)).not.toContain(typed);
      await noor.say('change Power BI Pro');
    }
    const remaining = new MemoryDocuments();
    const texts: string[] = [];
    remaining.write = async (_key, value) => texts.push(JSON.stringify(value));
    await app.documents.copyTo(remaining);
    expect(texts.join()).not.toMatch(/4111 ?1111|5555555555554444/);
  });

  test('an answer of any length and shape is answered', async () => {
    const noor = new ChatDriver(await testApp(), shape, 'many');
    await noor.say('change Power BI Pro');
    const form = await noor.press('Review', { total: `1${' '.repeat(100_000)}x` });
    expect(form.text).toContain('is not a whole number');
  });
});
