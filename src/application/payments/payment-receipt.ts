import type { PaymentRequest, PaymentSnapshot } from '../../domain/account/payment-method.ts';

/** A failed payment that was tried again because its card was mended, and how it stands now. */
interface RetriedPayment {
  readonly product: string;
  readonly result: 'paid' | 'declined' | 'open';
}

/** An act on cards or billing profiles that was carried out, as it is shown and told. */
export interface PaymentReceipt {
  readonly act: PaymentRequest['act'];
  readonly snapshot: PaymentSnapshot;
  /** Names of the subscriptions in the facts. */
  readonly paysFor: readonly string[];
  readonly retried: readonly RetriedPayment[];
}
