import { LeaverCheck } from '../../src/application/administration/leaver-check.ts';
import type { IndexRow } from '../../src/application/ports/documents.ts';
import { accountDueHandler, Scheduler } from '../../src/application/runtime/scheduler.ts';
import { internalError } from '../operations/loggable-error.ts';
import type { Core } from './core.ts';
import type { Provider } from './provider-types.ts';
import type { Services } from './services.ts';

/** Composes background work other than notifications: due work in accounts and requests, and the check for leavers. */
export function composeBackground(core: Core, provider: Provider, { requestDecision }: Services) {
  const { documents, clock, metrics, log } = core;
  const { unattended, directory, refresh } = provider;
  const handlers = {
    ...accountDueHandler(unattended),
    request: ({ tenant, id }: IndexRow) => requestDecision.handleDue(String(tenant), String(id)),
  };
  const scheduler = new Scheduler(documents, handlers, clock, (error) => {
    metrics.countBackgroundError('due');
    log.error({ error: internalError(error) }, 'due work failed; it stays due');
  });
  const leaverCheck = new LeaverCheck({
    documents,
    commerce: unattended,
    directory,
    refresh: async (owner) => void (await refresh(owner)),
    clock,
    onError: (error) =>
      log.warn({ error: internalError(error) }, 'whether a purchaser left could not be checked; it is tried tomorrow'),
  });
  return { scheduler, leaverCheck };
}
