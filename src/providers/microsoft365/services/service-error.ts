import { ProviderError } from '../../../application/ports/errors.ts';

/** Why a call to one of Microsoft's services did not do what was asked. */
export type ServiceErrorKind =
  /** It was understood and not done: nothing was changed. */
  | 'refused'
  /** Whoever calls may not do this. */
  | 'forbidden'
  | 'not-found'
  /** Somebody else is changing it, or has changed it since it was read. */
  | 'conflict'
  /** Too much was asked of it for now: nothing was changed. */
  | 'busy'
  /** No answer, or one that says nothing: a change may have been made. */
  | 'unanswered'
  /** An answer that is not as documented. */
  | 'unreadable';

interface ServiceErrorDetails {
  readonly status?: number | undefined;
  /** What the service calls the fault. */
  readonly code?: string | undefined;
  /** What it says of it, in its own words: never for the log, it may name people. */
  readonly serviceMessage?: string | undefined;
  /** What the service's own support finds the call by. */
  readonly request?: string | undefined;
  readonly cause?: unknown;
}

/** A call to a service that failed, and what is known of it. Its message holds nothing personal. */
export class ServiceError extends ProviderError {
  override readonly name = 'ServiceFault';
  readonly kind: ServiceErrorKind;
  readonly status: number | undefined;
  readonly code: string | undefined;
  readonly serviceMessage: string | undefined;

  constructor(kind: ServiceErrorKind, { status, code, serviceMessage, request, cause }: ServiceErrorDetails = {}) {
    const details = [status, code, request && `request ${request}`].filter((one) => one !== undefined && one !== '');
    super([`A service's answer: ${kind}`, ...details].join(', '), request, { cause });
    this.kind = kind;
    this.status = status;
    this.code = code;
    this.serviceMessage = serviceMessage;
  }
}

/** Awaits a reply; `undefined` where the service has no such thing. Throws every other error. */
export async function undefinedIfNotFound<T>(reply: Promise<T>): Promise<T | undefined> {
  try {
    return await reply;
  } catch (error) {
    if (error instanceof ServiceError && error.kind === 'not-found') return undefined;
    throw error;
  }
}
