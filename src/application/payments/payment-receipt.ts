import type { PaymentRequest, PaymentSnapshot } from '../../domain/account/payment-method.ts';

/** A failed payment that was retried because of the change, and its state now. */
interface RetriedPayment {
  readonly product: string;
  readonly result: 'paid' | 'declined' | 'open';
}

/** A completed change of payment methods, as it is shown and as notifications contain it. */
export interface PaymentReceipt {
  readonly act: PaymentRequest['act'];
  readonly snapshot: PaymentSnapshot;
  /** Names of the products in the snapshot's `pays`. */
  readonly paysFor: readonly string[];
  readonly retried: readonly RetriedPayment[];
}
