import type { PaymentAct } from '../account/payment-method.ts';
import type { Instant } from '../common/time.ts';
import type { Act } from '../subscription/acts.ts';
import type { PersonResult } from '../subscription/order-preview.ts';
import type { CancellationReason } from '../subscription/order-request.ts';

/** Events caused by time, such as a renewal. */
export type TimeEvent =
  | 'renewal'
  | 'monthly-payment'
  | 'conversion'
  | 'payment-failed'
  | 'expired'
  | 'disabled'
  | 'deleted'
  | 'licences-lost'
  | 'not-renewed';

/** User actions that do not change an account. */
export type UserAction = 'settings' | 'asked' | 'withdrew' | 'answered' | 'sent-again';

export type EventType = Act | `card-${PaymentAct['act']}` | TimeEvent | UserAction;

/** One audit event: who did what, when and why, in codes, ids and numbers, never in text a user typed. */
export interface AccountEvent {
  readonly at: Instant;
  /** The object id of the user, or `time` for timed events. */
  readonly by: string;
  readonly what: EventType;
  readonly order?: string;
  readonly subscription?: string;
  readonly product?: string;
  /** Licences before, from then on, and from the renewal on. */
  readonly from?: number;
  readonly now?: number;
  readonly later?: number;
  /** Minor units with tax, negative for refunds. */
  readonly gross?: number;
  readonly currency?: string;
  readonly invoice?: string;
  /** The payment card's brand and last digits. */
  readonly card?: string;
  /** The card that was attached before. */
  readonly replaced?: string;
  /** Why the user cancelled, or why it is not renewed. */
  readonly reason?: CancellationReason | 'left' | 'not-sold';
  /** The order that this order undoes. */
  readonly undoes?: string;
  readonly people?: readonly Pick<PersonResult, 'person' | 'result'>[];
  /** The idempotency key from the review card. */
  readonly key?: string;
}
