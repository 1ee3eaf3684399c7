import type { OwnPurchases } from '../../src/application/subscriptions/overview.ts';

/** A product of the user for an example sentence; `undefined` if none of their subscriptions can be changed. */
export function exampleProduct({ subscriptions, terms }: OwnPurchases): string | undefined {
  const changeable = subscriptions.find(({ state, plan }) => state.kind === 'active' && plan !== 'trial');
  return changeable && terms.products.get(changeable.product)?.name;
}
