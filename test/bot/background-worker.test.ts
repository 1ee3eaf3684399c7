import { setImmediate as soon } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { BackgroundWorker } from '../../bot/operations/background-worker.ts';
import type { Account } from '../../src/domain/account/account.ts';
import { DAY } from '../../src/domain/common/time.ts';
import { ChatDriver, testApp } from '../conversation/support/chat-driver.ts';

test('stopping signals the current run, waits for it, and starts no other', async () => {
  const signals: AbortSignal[] = [];
  let endRun = (): void => undefined;
  const runOnce = async (signal: AbortSignal) => {
    signals.push(signal);
    await new Promise<void>((resolve) => {
      endRun = resolve;
    });
    return 0;
  };
  const worker = new BackgroundWorker(runOnce, { clock: () => 0, atLeastEvery: 1 }, () => undefined);
  worker.wake();
  worker.wake();
  let hasStopped = false;
  const stopped = worker.stop().then(() => {
    hasStopped = true;
  });
  await soon();
  expect([signals.map(({ aborted }) => aborted), hasStopped]).toEqual([[true], false]);
  endRun();
  await stopped;
  worker.wake();
  await soon();
  expect(signals).toHaveLength(1);
});

test('stopping ends the outbox after the current notification; the others are sent later, once each', async () => {
  const app = await testApp();
  const noor = new ChatDriver(app, 'teams', 'many');
  await noor.say('help');
  const { tenant, personas } = app.organisation;
  const person = personas.find(({ role }) => role === 'many')?.person.id ?? '';
  const account = (await noor.account()) as Account;
  const content = { kind: 'order-settled', order: account.orders[0]?.number ?? '' } as const;
  const notifications = [1, 2, 3, 4, 5].map(
    (at) => ({ id: `settled-${at}`, to: 'purchaser', at: 0, matter: content }) as const,
  );
  const index = { kind: 'telling', of: 'account', tenant, person };
  await app.documents.write(`account/${tenant}/${person}`, { ...account, notices: notifications }, { index });
  const stopping = new AbortController();
  const before = noor.sent.length;
  const hear = noor.hear.bind(noor);
  noor.hear = async (...args) => {
    stopping.abort();
    await hear(...args);
  };
  await app.composition.outbox.run(stopping.signal);
  expect(noor.sent.length - before).toBe(1);
  await app.composition.outbox.run(stopping.signal);
  expect(noor.sent.length - before).toBe(1);
  await app.composition.outbox.run();
  await app.composition.outbox.run();
  expect(noor.sent.length - before).toBe(5);
});

test('work that is due stays due when the scheduler stops', async () => {
  const app = await testApp();
  app.pass(40 * DAY);
  const due = await app.composition.scheduler.nextDue();
  expect(due).toBeLessThan(app.now());
  await app.composition.scheduler.runDue(AbortSignal.abort());
  expect(await app.composition.scheduler.nextDue()).toBe(due);
  await app.composition.scheduler.runDue();
  expect(await app.composition.scheduler.nextDue()).toBeGreaterThan(app.now());
});
