import type { Instant } from '../common/time.ts';

/** The billing address of a card. */
export interface Address {
  readonly line: string;
  readonly postalCode: string;
  readonly city: string;
  /** ISO 3166: the organisation's own (RULES #16). */
  readonly country: string;
}

/** A payment card without its number, which is never stored (RULES #16). */
export interface PaymentMethod {
  readonly id: string;
  readonly brand: string;
  readonly lastFour: string;
  /** The instant from which it is no longer valid. */
  readonly expires: Instant;
  readonly holder: string;
  /** The payment gateway's token for the card. */
  readonly token: string;
  /** Absent on cards added before addresses were required. */
  readonly address?: Address;
  /** When its last charge was declined; absent if the last charge succeeded. */
  readonly declinedAt?: Instant;
}

export interface BillingProfile {
  readonly id: string;
  readonly name: string;
  /** The id of the attached payment method. */
  readonly method?: string;
}

/** A card as accepted by the payment gateway, before it has an id. */
export type NewCard = Omit<PaymentMethod, 'id' | 'declinedAt'> & { readonly address: Address };

/**
 * Changes to cards and billing profiles (RULES S7–S9, #16). None can change a card number: an edit changes its expiry,
 * holder and address. `profileName` is the name of a first profile.
 */
export type PaymentRequest =
  | { readonly act: 'add'; readonly card: NewCard; readonly profile?: string; readonly profileName: string }
  | {
      readonly act: 'edit';
      readonly method: string;
      readonly expires: Instant;
      readonly holder: string;
      readonly address: Address;
    }
  | { readonly act: 'attach'; readonly profile: string; readonly method: string }
  | { readonly act: 'detach'; readonly profile: string }
  | { readonly act: 'delete'; readonly method: string };

/** The effect of a payment change, in names and ids that remain valid after it. */
export interface PaymentSnapshot {
  readonly card: string;
  /** The name of the billing profile, if one is involved. */
  readonly profile?: string;
  /** The card attached before, which is kept (RULES #16). */
  readonly replaced?: string;
  /** Subscriptions paid with the card afterwards; when detaching, those whose next payment will fail. */
  readonly pays: readonly string[];
  /** Subscriptions whose failed payment is retried at once. */
  readonly mends: readonly string[];
}

/** A completed payment change. */
export interface PaymentAct {
  /** The idempotency key: a key is executed only once. */
  readonly key: string;
  readonly at: Instant;
  readonly act: PaymentRequest['act'];
  /** A digest of the request: the holder and address of a deleted card are not kept here. */
  readonly asked: string;
  readonly facts: PaymentSnapshot;
}
