import type { Address as BillingAddress } from '../../domain/account/payment-method.ts';
import type { Instant } from '../../domain/common/time.ts';

/** The card details typed on the card page. The number and the security code go to the card company only. */
export interface CardDetails {
  readonly number: string;
  readonly code: string;
  /** The first moment the card is no longer valid. */
  readonly expires: Instant;
  readonly holder: string;
  readonly address: BillingAddress;
}

/** The card company's response to a new card. */
export type CardRegistration =
  | { readonly result: 'registered'; readonly token: string; readonly brand: string; readonly lastFour: string }
  | { readonly result: 'declined' | 'expired' };

/** The card company: stores card numbers and returns opaque tokens. Both methods throw when aborted. */
export interface CardRegister {
  register(card: CardDetails, signal: AbortSignal): Promise<CardRegistration>;
  update(
    token: string,
    card: Omit<CardDetails, 'number'>,
    signal: AbortSignal,
  ): Promise<'updated' | 'declined' | 'expired'>;
}
