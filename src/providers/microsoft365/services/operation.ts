import { z } from 'zod';
import type { PendingOperation } from '../../../domain/account/account.ts';
import { parsed, type Reply, retryAfter, type ServiceClient } from './service-client.ts';
import { ServiceFault } from './service-fault.ts';

/** How far it is. */
export type Progress =
  | { readonly is: 'running'; readonly operation: PendingOperation }
  | { readonly is: 'done'; readonly body: unknown }
  | {
      readonly is: 'failed';
      readonly code: string | undefined;
      readonly said: string | undefined;
      readonly request: string | undefined;
    };

/** Milliseconds, where the service does not say when to ask. */
const ASK_AFTER = 10_000;
const ASK_AT_MOST_EVERY = 1_000;

const state = z.object({
  status: z.string(),
  properties: z.unknown().optional(),
  error: z.object({ code: z.string().optional(), message: z.string().optional() }).nullish(),
});

/** What a write that was answered comes to: it may be over, or go on (202 with where to ask). */
export function started(reply: Reply, now: number): Progress {
  if (reply.status !== 202) return { is: 'done', body: reply.body };
  const own = reply.headers.get('azure-asyncoperation');
  const url = own ?? reply.headers.get('location');
  if (url === null) throw new ServiceFault('unreadable', { status: 202, code: 'location', request: reply.request });
  return { is: 'running', operation: { url, says: own === null ? 'status' : 'state', askAt: nextAsk(reply, now) } };
}

/**
 * Asks once how far it is; nothing is asked before its time.
 * @throws {ServiceFault} when it cannot be seen now: it is still to be asked again
 */
export async function progressOf(
  service: Pick<ServiceClient, 'send'>,
  operation: PendingOperation,
  now: number,
): Promise<Progress> {
  if (now < operation.askAt) return { is: 'running', operation };
  const reply = await service.send({ path: operation.url });
  if (operation.says === 'status') {
    return reply.status === 202
      ? { is: 'running', operation: moved(operation, reply, now) }
      : { is: 'done', body: reply.body };
  }
  const data = parsed(state, reply);
  switch (data.status.toLowerCase()) {
    case 'succeeded':
      return { is: 'done', body: data.properties };
    case 'failed':
    case 'canceled':
    case 'cancelled':
      return { is: 'failed', code: data.error?.code, said: data.error?.message, request: reply.request };
    default:
      return { is: 'running', operation: moved(operation, reply, now) };
  }
}

/** It may go on at another address of the same service. */
const moved = (operation: PendingOperation, reply: Reply, now: number): PendingOperation => ({
  ...operation,
  url: (operation.says === 'status' && reply.headers.get('location')) || operation.url,
  askAt: nextAsk(reply, now),
});

const nextAsk = ({ headers }: Reply, now: number): number =>
  now + Math.max(ASK_AT_MOST_EVERY, retryAfter(headers, now) ?? ASK_AFTER);
