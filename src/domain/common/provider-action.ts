import { paymentActs } from '../account/payment-acts.ts';
import type { PaymentAct } from '../account/payment-method.ts';
import { type Act, actsWhere } from '../subscription/acts.ts';

/** Everything a provider can be asked to change; what it does not support is left to its own pages. */
export type ProviderAction = Act | `card-${PaymentAct['act']}`;

/** Every action that charges or concerns payment methods. */
export const spendingActions: ReadonlySet<ProviderAction> = new Set<ProviderAction>([
  ...actsWhere(({ spends }) => spends),
  ...(Object.keys(paymentActs) as PaymentAct['act'][]).map((act) => `card-${act}` as const),
]);

/** Returns the actions that a provider supports, less those that are disabled in this deployment. */
export function supportedActions(
  support: Readonly<Record<ProviderAction, boolean>>,
  disabled: ReadonlySet<ProviderAction> = new Set(),
): ReadonlySet<ProviderAction> {
  const actions = Object.keys(support) as ProviderAction[];
  return new Set(actions.filter((action) => support[action] && !disabled.has(action)));
}
