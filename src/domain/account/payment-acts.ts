import type { PaymentRequest } from './payment-method.ts';

/** Every payment change with the verb of the conversation in which it is confirmed. */
export const paymentActs = {
  add: { verb: 'add-card' },
  edit: { verb: 'edit-card' },
  attach: { verb: 'attach' },
  detach: { verb: 'detach' },
  delete: { verb: 'delete-card' },
} as const satisfies Record<PaymentRequest['act'], { readonly verb: string }>;

/** A verb whose conversation ends in a payment change. */
export type PaymentVerb = (typeof paymentActs)[PaymentRequest['act']]['verb'];

/** The verbs whose conversation ends in a payment change. */
export const paymentVerbs: readonly PaymentVerb[] = Object.values(paymentActs).map(({ verb }) => verb);
