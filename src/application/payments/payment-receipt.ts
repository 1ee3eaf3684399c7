import type { PaymentRequest, PaymentSnapshot } from '../../domain/account/payment-methods.ts';

/** A failed payment that was tried again because its card was mended, and how it stands now. */
interface Mended {
  readonly product: string;
  readonly result: 'paid' | 'declined' | 'open';
}

/** An act on cards or billing profiles that was carried out, as it is shown and told. */
export interface PaymentReceipt {
  readonly act: PaymentRequest['act'];
  readonly facts: PaymentSnapshot;
  /** Names of the subscriptions in the facts. */
  readonly pays: readonly string[];
  readonly mended: readonly Mended[];
}
