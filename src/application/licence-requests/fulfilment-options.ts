import { type Account, usableProfiles } from '../../domain/account/account.ts';
import { findOffer } from '../../domain/catalogue/eligibility.ts';
import { type BillingPlan, listPrice } from '../../domain/catalogue/product.ts';
import type { Refusal } from '../../domain/common/refusal.ts';
import type { RuleContext } from '../../domain/subscription/order-preview.ts';
import type { OrderRequest } from '../../domain/subscription/order-request.ts';
import { freeLicencesOf } from '../../domain/subscription/preview-assignment.ts';
import { licencesOf, type Subscription } from '../../domain/subscription/subscription.ts';
import { monthlyCost } from '../orders/monthly-cost.ts';
import { unavailableReason } from '../subscriptions/available-actions.ts';

/** A way for a decider to fulfil a licence request. */
export type FulfilmentOption =
  /** Unassigned licences of their own subscription. */
  | { readonly kind: 'free'; readonly subscription: string; readonly free: number; readonly needed: number }
  /** Additional licences of their own subscription; minor units a month before tax. */
  | {
      readonly kind: 'add';
      readonly subscription: string;
      readonly free: number;
      readonly missing: number;
      readonly monthly: number;
    }
  /** A new subscription. */
  | {
      readonly kind: 'buy';
      readonly profile: string;
      readonly plans: readonly { readonly plan: BillingPlan; readonly price: number }[];
    }
  | { readonly kind: 'none'; readonly reason: Refusal };

/**
 * Returns the cheapest option: free licences, then additional ones, then a new subscription if that is allowed. People who
 * have a licence already need none.
 */
export function findFulfilmentOption(
  account: Account,
  product: string,
  people: readonly string[],
  context: RuleContext,
): FulfilmentOption {
  const { terms, rules, now } = context;
  const ownSubscriptions = account.subscriptions
    .filter((one) => one.product === product && one.state.kind === 'active')
    .sort((one, other) => freeLicencesOf(other) - freeLicencesOf(one));
  const neededIn = ({ assignments }: Subscription) =>
    people.filter((id) => !assignments.some(({ person }) => person === id)).length;
  const sufficient = ownSubscriptions.find((one) => freeLicencesOf(one) >= neededIn(one));
  if (sufficient)
    return {
      kind: 'free',
      subscription: sufficient.id,
      free: freeLicencesOf(sufficient),
      needed: neededIn(sufficient),
    };
  const extendable = ownSubscriptions.find((one) => unavailableReason(one, 'change', context) === undefined);
  if (extendable) {
    const missing = neededIn(extendable) + extendable.assignments.length - licencesOf(extendable);
    const monthly = monthlyCost(extendable, missing, terms);
    return { kind: 'add', subscription: extendable.id, free: freeLicencesOf(extendable), missing, monthly };
  }
  const offer = findOffer(product, { terms, rules, now, subscriptions: account.subscriptions });
  if (!offer.ok) return { kind: 'none', reason: offer.refusal };
  const { name } = offer.value.product;
  const plans = offer.value.plans.map((plan) => ({ plan, price: listPrice(terms, product, plan) ?? 0 }));
  if (plans.length === 0) return { kind: 'none', reason: { kind: 'policy', product: name, trial: false } };
  const [profile] = usableProfiles(account);
  return profile
    ? { kind: 'buy', profile: profile.id, plans }
    : { kind: 'none', reason: { kind: 'no-card', product: name } };
}

/** Returns the order that gives people a licence with an option. */
export function orderFor(
  option: Exclude<FulfilmentOption, { kind: 'none' }>,
  product: string,
  people: readonly string[],
  term?: BillingPlan,
): OrderRequest {
  switch (option.kind) {
    case 'free':
      return { act: 'assign', subscription: option.subscription, people };
    case 'add':
      return { act: 'assign', subscription: option.subscription, people, buy: option.missing };
    case 'buy': {
      const { profile, plans } = option;
      const plan = (plans.find((one) => one.plan === term) ?? plans[0])?.plan ?? 'monthly';
      return { act: 'buy', product, term: plan, quantity: people.length, profile };
    }
  }
}
