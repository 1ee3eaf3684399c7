import { ProviderError } from '../../../application/ports/errors.ts';

/** Why a call to one of Microsoft's services failed. */
export type ServiceErrorKind =
  /** The service rejected the call: nothing was changed. */
  | 'refused'
  /** The caller is not authorised. */
  | 'forbidden'
  | 'not-found'
  /** Another change is in progress, or was made since the resource was read. */
  | 'conflict'
  /** The service throttles its callers: nothing was changed. */
  | 'busy'
  /** No response, or one without a result: a change may have been made. */
  | 'unanswered'
  /** A response that is not as documented. */
  | 'unreadable';

interface ServiceErrorDetails {
  readonly status?: number | undefined;
  /** The service's error code. */
  readonly code?: string | undefined;
  /** The service's error message; never logged, as it may name people. */
  readonly serviceMessage?: string | undefined;
  /** The request id for the service's support. */
  readonly request?: string | undefined;
  readonly cause?: unknown;
}

/** A failed call to a service. Its message contains no personal data. */
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
