import type { Refusal } from '../../domain/common/refusal.ts';
import type { Progress } from './services/operation.ts';
import type { ServiceError } from './services/service-error.ts';

/** The refusal for an error after which the service certainly changed nothing; `undefined` where it may have. */
export function toRefusal({ kind, serviceMessage = '', request = '' }: ServiceError): Refusal | undefined {
  switch (kind) {
    case 'refused':
    case 'forbidden':
    case 'not-found':
      return { kind: 'service', said: serviceMessage, request };
    case 'conflict':
      return { kind: 'locked' };
    case 'busy':
      return { kind: 'service-busy' };
    case 'unanswered':
    case 'unreadable':
      return undefined;
  }
}

/** The refusal for an operation that the service accepted and then failed to complete. */
export const failureRefusal = ({ serviceMessage, request }: Extract<Progress, { is: 'failed' }>): Refusal => ({
  kind: 'service',
  said: serviceMessage ?? '',
  request: request ?? '',
});
