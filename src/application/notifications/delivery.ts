import type { NotificationRecipient, NotificationTopic } from '../../domain/account/notification.ts';
import type { PersonId } from '../../domain/common/person.ts';
import { DAY, type Instant } from '../../domain/common/time.ts';
import type { IndexRow, WriteOptions } from '../ports/documents.ts';

/** How long completed deliveries are kept, so that nothing is sent twice and their messages can be updated. */
export const DELIVERY_RETENTION = 60 * DAY;

/** The delivery of one notification to its recipient. */
export interface Delivery {
  readonly about: PersonId;
  readonly to: NotificationRecipient;
  readonly at: Instant;
  readonly until?: Instant;
  readonly matter:
    | NotificationTopic
    | { readonly kind: 'digest'; readonly every: 'daily' | 'weekly'; readonly of: readonly string[] };
  readonly stage: DeliveryState;
  /** The attempts to send it: when, and in which conversation. */
  readonly asked: readonly { readonly at: Instant; readonly thread: string }[];
  /** The time of the first of the failing attempts. */
  readonly troubleSince?: Instant;
}

export type DeliveryState =
  | { readonly is: 'open'; readonly due: Instant }
  /** Sent to the channel, no response yet; after `due` the result is unknown. */
  | { readonly is: 'sending'; readonly due: Instant }
  /** Waits for the digest of its recipients. */
  | {
      readonly is: 'gathered';
      readonly for: readonly string[];
      readonly due: Instant;
      readonly every: 'daily' | 'weekly';
    }
  /** Waits until the recipient first uses the bot: there is no conversation to send it to. */
  | { readonly is: 'waiting'; readonly for: string }
  | { readonly is: 'undeliverable'; readonly for: string; readonly why: 'blocked' | 'silent'; readonly since: Instant }
  | { readonly is: 'told'; readonly at: Instant; readonly for?: string; readonly message?: string }
  /** No longer relevant, or switched off by the recipient. */
  | { readonly is: 'dropped'; readonly at: Instant };

export const deliveryKey = (about: PersonId, id: string): string => `letter/${about.tenant}/${about.person}/${id}`;

/** Returns whether a key belongs to a delivery of the organisation: keys come from buttons and could be any. */
export const isDeliveryKeyOf = (tenant: string, key: string): boolean => key.startsWith(`letter/${tenant}/`);

/** Index rows of a delivery: by due time, by waiting recipient, or as failed. */
export function deliveryRows({
  about: { tenant },
  stage: state,
  asked: attempts,
  troubleSince,
}: Delivery): NonNullable<WriteOptions['index']> {
  const lastAttemptAt = attempts.at(-1)?.at;
  const row = stateRows(tenant, state, troubleSince);
  // Recent attempts count towards the channel's rate limits, also after a restart.
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
