/** Moves money. Each key moves it once. */
export interface PaymentGateway {
  /** Charges a card, or refunds it when the amount is negative. Throws when the gateway does not answer. */
  charge(charge: GatewayCharge): Promise<'accepted' | 'declined' | 'voided'>;
  /** Ensures that a key no longer moves money, unless it already did. */
  void(key: string): Promise<'accepted' | 'voided'>;
}

export interface GatewayCharge {
  readonly key: string;
  /** Minor units; negative for a refund. */
  readonly amount: number;
  readonly currency: string;
  readonly token: string;
}
