import type { WalletFacts, WalletRequest } from '../../domain/account/payment-methods.ts';

/** A failed payment that was tried again because its card was mended, and how it stands now. */
interface Mended {
  readonly product: string;
  readonly result: 'paid' | 'declined' | 'open';
}

/** An act on cards or billing profiles that was carried out, as it is shown and told. */
export interface WalletReceipt {
  readonly act: WalletRequest['act'];
  readonly facts: WalletFacts;
  /** Names of the subscriptions in the facts. */
  readonly pays: readonly string[];
  readonly mended: readonly Mended[];
}
