import type { OwnPurchases } from '../../src/application/subscriptions/overview.ts';

/** A product of their own to use in an example; nothing when none of theirs can be changed. */
export function exampleProduct({ subscriptions, terms }: OwnPurchases): string | undefined {
  const changeable = subscriptions.find(({ state, plan }) => state.kind === 'active' && plan !== 'trial');
  return changeable && terms.products.get(changeable.product)?.name;
}
