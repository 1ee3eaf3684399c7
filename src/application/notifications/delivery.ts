import type { NotificationRecipient, NotificationTopic } from '../../domain/account/notification.ts';
import type { PersonId } from '../../domain/common/person.ts';
import { DAY, type Instant } from '../../domain/common/time.ts';
import type { IndexRow, WriteOptions } from '../ports/documents.ts';

/** How long what was said is remembered, so that it is not said again and its message can be changed. */
export const DELIVERY_RETENTION = 60 * DAY;

/** One thing on its way to whoever is to hear it. */
export interface Delivery {
  readonly about: PersonId;
  readonly to: NotificationRecipient;
  readonly at: Instant;
  readonly until?: Instant;
  readonly matter:
    | NotificationTopic
    | { readonly kind: 'digest'; readonly every: 'daily' | 'weekly'; readonly of: readonly string[] };
  readonly stage: DeliveryState;
  /** When a channel was asked to take it, and in which conversation. */
  readonly asked: readonly { readonly at: Instant; readonly thread: string }[];
  /** Since when it was tried in vain. */
  readonly troubleSince?: Instant;
}

export type DeliveryState =
  | { readonly is: 'open'; readonly due: Instant }
  /** Given to the channel, which has not said yet: after its due time nobody knows. */
  | { readonly is: 'sending'; readonly due: Instant }
  /** Waits for somebody's digest. */
  | {
      readonly is: 'gathered';
      readonly for: readonly string[];
      readonly due: Instant;
      readonly every: 'daily' | 'weekly';
    }
  /** Nobody knows yet where they are to be found. */
  | { readonly is: 'waiting'; readonly for: string }
  | { readonly is: 'undeliverable'; readonly for: string; readonly why: 'blocked' | 'silent'; readonly since: Instant }
  | { readonly is: 'told'; readonly at: Instant; readonly for?: string; readonly message?: string }
  /** There is nothing to be told any more, or they did not want to hear it. */
  | { readonly is: 'dropped'; readonly at: Instant };

export const deliveryKey = (about: PersonId, id: string): string => `letter/${about.tenant}/${about.person}/${id}`;

/** Whether a key is one of an organisation's letters: somebody may send the key of anything. */
export const isDeliveryKeyOf = (tenant: string, key: string): boolean => key.startsWith(`letter/${tenant}/`);

/** How a letter is found: by when it is due, for whom it waits, or that it could not be delivered. */
export function deliveryRows({
  about: { tenant },
  stage,
  asked,
  troubleSince,
}: Delivery): NonNullable<WriteOptions['index']> {
  const lastAttemptAt = asked.at(-1)?.at;
  const row = stateRows(tenant, stage, troubleSince);
  // What was said lately counts towards what the channel allows, also for a process that starts now.
  return lastAttemptAt === undefined
    ? row
    : [...(Array.isArray(row) ? row : [row]), { kind: 'letter-asked', tenant, at: lastAttemptAt }];
}

function stateRows(tenant: string, state: DeliveryState, troubleSince: Instant | undefined): IndexRow | IndexRow[] {
  switch (state.is) {
    case 'open':
    case 'sending':
      return { kind: 'letter', tenant, due: state.due, ...(troubleSince !== undefined && { trouble: troubleSince }) };
    case 'gathered':
      return state.for.map((person) => ({ kind: 'gathered', due: state.due, tenant, person, every: state.every }));
    case 'waiting':
      return { kind: 'letter-waiting', tenant, person: state.for };
    case 'undeliverable':
      return { kind: 'letter-undeliverable', tenant, person: state.for, since: state.since };
    case 'told':
    case 'dropped':
      return { kind: 'letter-done', due: state.at + DELIVERY_RETENTION };
  }
}
