import { z } from 'zod';
import type { PendingOperation } from '../../../domain/account/account.ts';
import { parseReply, type Reply, retryAfter, type ServiceClient } from './service-client.ts';
import { ServiceError } from './service-error.ts';

/** The progress of a change at the service. */
export type Progress =
  | { readonly is: 'running'; readonly operation: PendingOperation }
  | { readonly is: 'done'; readonly body: unknown }
  | {
      readonly is: 'failed';
      readonly code: string | undefined;
      readonly serviceMessage: string | undefined;
      readonly request: string | undefined;
    };

/** Milliseconds until the next poll, where the service does not say. */
const DEFAULT_POLL_INTERVAL = 10_000;
const MIN_POLL_INTERVAL = 1_000;

const statusSchema = z.object({
  status: z.string(),
  properties: z.unknown().optional(),
  error: z.object({ code: z.string().optional(), message: z.string().optional() }).nullish(),
});

/** The progress that a write's response describes: done, or running with a URL to poll (202). */
export function progressOfReply(reply: Reply, now: number): Progress {
  if (reply.status !== 202) return { is: 'done', body: reply.body };
  const statusUrl = reply.headers.get('azure-asyncoperation');
  const url = statusUrl ?? reply.headers.get('location');
  if (url === null) throw new ServiceError('unreadable', { status: 202, code: 'location', request: reply.request });
  return {
    is: 'running',
    operation: { url, says: statusUrl === null ? 'status' : 'state', askAt: nextPollAt(reply, now) },
  };
}

/**
 * Polls an operation once; does nothing before its next poll is due.
 * @throws {ServiceError} when its progress cannot be read now; it has to be polled again
 */
export async function pollOperation(
  service: Pick<ServiceClient, 'send'>,
  operation: PendingOperation,
  now: number,
): Promise<Progress> {
  if (now < operation.askAt) return { is: 'running', operation };
  const reply = await service.send({ path: operation.url });
  if (operation.says === 'status') {
    return reply.status === 202
      ? { is: 'running', operation: continued(operation, reply, now) }
      : { is: 'done', body: reply.body };
  }
  const data = parseReply(statusSchema, reply);
  switch (data.status.toLowerCase()) {
    case 'succeeded':
      return { is: 'done', body: data.properties };
    case 'failed':
    case 'canceled':
    case 'cancelled':
      return { is: 'failed', code: data.error?.code, serviceMessage: data.error?.message, request: reply.request };
    default:
      return { is: 'running', operation: continued(operation, reply, now) };
  }
}

interface PollOptions {
  readonly clock: () => number;
  readonly pause: (ms: number) => Promise<unknown>;
  /** Milliseconds after which it is left running. */
  readonly timeout: number;
}

/** Polls an operation, when the service says to, until it ends; returns it as running once the time is over. */
export async function pollUntilDone(
  service: { progress(operation: PendingOperation, now: number): Promise<Progress> },
  started: Progress,
  { clock, pause, timeout }: PollOptions,
): Promise<Progress> {
  const until = clock() + timeout;
  let progress = started;
  while (progress.is === 'running' && progress.operation.askAt < until) {
    await pause(Math.max(0, progress.operation.askAt - clock()));
    progress = await service.progress(progress.operation, clock());
  }
  return progress;
}

/** The operation with its next poll; it may continue at another URL of the same service. */
const continued = (operation: PendingOperation, reply: Reply, now: number): PendingOperation => ({
  ...operation,
  url: (operation.says === 'status' && reply.headers.get('location')) || operation.url,
  askAt: nextPollAt(reply, now),
});

const nextPollAt = ({ headers }: Reply, now: number): number =>
  now + Math.max(MIN_POLL_INTERVAL, retryAfter(headers, now) ?? DEFAULT_POLL_INTERVAL);
