import { afterEach, describe, expect, test } from '@jest/globals';
import type { PendingOperation as Operation } from '../../src/domain/account/account.ts';
import { type Progress, pollOperation, progressOfReply } from '../../src/providers/microsoft365/services/operation.ts';
import { type ScriptedReply, ScriptedService } from './stand-in/scripted.ts';

const NOW = Date.UTC(2026, 10, 23, 12);
const open: ScriptedService[] = [];
afterEach(() => {
  for (const one of open.splice(0)) one.stop();
});

async function startService(...answers: ScriptedReply[]): Promise<ScriptedService> {
  const scripted = await ScriptedService.start(answers, () => NOW);
  open.push(scripted);
  return scripted;
}

const runningOperation = (progress: Progress): Operation => {
  if (progress.is !== 'running') throw new Error(`It is ${progress.is}.`);
  return progress.operation;
};

const startChange = async (scripted: ScriptedService) =>
  progressOfReply(await scripted.service.send({ method: 'PATCH', path: 'x' }), NOW);

describe('something that a service goes on with', () => {
  test('is over at once where the service says so', async () => {
    expect(await startChange(await startService({ json: { id: 'a' } }))).toEqual({ is: 'done', body: { id: 'a' } });
  });

  test('is asked for where and when the service says, until it says that it is over', async () => {
    const scripted = await startService(
      { status: 202, headers: { location: 'operations/1', 'retry-after': '10' } },
      { status: 202, headers: { location: 'operations/2', 'retry-after': '20' } },
      { json: { id: 'a' } },
    );
    const first = runningOperation(await startChange(scripted));
    expect(first.askAt).toBe(NOW + 10_000);
    expect(runningOperation(await pollOperation(scripted.service, first, NOW + 9_999))).toBe(first);
    expect(scripted.requests).toHaveLength(1);
    const second = runningOperation(await pollOperation(scripted.service, first, NOW + 10_000));
    expect(second).toEqual({ url: 'operations/2', says: 'status', askAt: NOW + 30_000 });
    expect(await pollOperation(scripted.service, second, NOW + 30_000)).toEqual({ is: 'done', body: { id: 'a' } });
    expect(scripted.requests.map(({ url }) => url)).toEqual(['/base/x', '/base/operations/1', '/base/operations/2']);
  });

  test.each([
    ['InProgress', { is: 'running' }],
    ['an unknown state', { is: 'running' }],
    ['Succeeded', { is: 'done', body: { quantity: 5 } }],
    ['Failed', { is: 'failed', code: 'NoSeats', serviceMessage: 'There is no room', request: 'r-1' }],
    ['Canceled', { is: 'failed', code: 'NoSeats' }],
  ])('and says %s', async (status, expected) => {
    const scripted = await startService(
      { status: 202, headers: { 'azure-asyncoperation': 'states/1', location: 'not/this/one' } },
      {
        json: { status, properties: { quantity: 5 }, error: { code: 'NoSeats', message: 'There is no room' } },
        headers: { 'x-ms-request-id': 'r-1' },
      },
    );
    const operation = runningOperation(await startChange(scripted));
    expect(await pollOperation(scripted.service, operation, operation.askAt)).toMatchObject(expected);
    expect(scripted.requests.at(-1)?.url).toBe('/base/states/1');
  });

  test('is not asked for at another address than the service’s own', async () => {
    const scripted = await startService({ status: 202, headers: { location: 'https://elsewhere.example/1' } });
    const operation = runningOperation(await startChange(scripted));
    await expect(pollOperation(scripted.service, operation, operation.askAt)).rejects.toMatchObject({ code: 'origin' });
    expect(scripted.tokens).toHaveLength(1);
  });

  test('can be kept as JSON, and goes on after a restart', async () => {
    const scripted = await startService({ status: 202, headers: { location: 'operations/1' } }, { json: {} });
    const stored = JSON.parse(JSON.stringify(runningOperation(await startChange(scripted)))) as Operation;
    expect((await pollOperation(scripted.service, stored, stored.askAt)).is).toBe('done');
  });

  test('without an address to ask at is not believed', async () => {
    await expect(startChange(await startService({ status: 202 }))).rejects.toMatchObject({ kind: 'unreadable' });
  });
});
