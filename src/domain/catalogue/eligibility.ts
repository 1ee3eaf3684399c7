import { ok, type Result, refuse } from '../common/result.ts';
import type { Rules } from '../common/rules.ts';
import type { Instant } from '../common/time.ts';
import type { BuyRequest } from '../subscription/order-request.ts';
import type { Subscription } from '../subscription/subscription.ts';
import { type BillingPlan, listPrice, type Product, type Terms } from './product.ts';

/** What one organisation's purchasers can buy of a product now. */
export interface Offer {
  readonly product: Product;
  /** The billing plans it can be bought with; empty when it cannot be bought. */
  readonly plans: readonly BillingPlan[];
  readonly trial: { readonly withCard: boolean; readonly withoutCard: boolean };
  /** Whether the organisation's policy blocks purchases (RULES #18). */
  readonly stopped: boolean;
}

interface OfferContext {
  readonly terms: Terms;
  readonly rules: Rules;
  readonly now: Instant;
  /** The purchaser's current and past subscriptions: one trial per product and person. */
  readonly subscriptions: readonly Subscription[];
}

const BILLING_PLANS: readonly BillingPlan[] = ['monthly', 'annual', 'annual-monthly'];

/** Lists every product offered in this organisation, by name (RULES #3, #9, #18). */
export const listOffers = (context: OfferContext): readonly Offer[] =>
  [...context.terms.products.values()]
    .filter((product) => isSold(product, context))
    .map((product) => offerOf(product, context))
    .sort((a, b) => a.product.name.localeCompare(b.product.name, 'en'));

/** Returns the offer for one product, or why there is none (RULES #3, #9). */
export function findOffer(id: string, context: OfferContext): Result<Offer> {
  const { terms, rules } = context;
  const product = terms.products.get(id);
  if (!product) return refuse({ kind: 'unknown-product', said: id });
  if (!isSoldIn(product, terms, rules)) return refuse({ kind: 'not-sold-here', product: product.name });
  if (hasEnded(product, context)) {
    return refuse({ kind: 'no-longer-sold', product: product.name, since: product.endOfSale ?? 0 });
  }
  return ok(offerOf(product, context));
}

/** Checks whether an offer includes a request (RULES #2, #18; one trial per product and person). */
export function checkOffer(
  { product, plans, trial, stopped }: Offer,
  { term, profile }: BuyRequest,
  hadTrialBefore: boolean,
) {
  const { name } = product;
  if (term === 'trial') {
    if (product.trial === 'none') return refuse({ kind: 'no-trial', product: name });
    if (hadTrialBefore) return refuse({ kind: 'trial-used', product: name });
    const isAllowed = profile ? trial.withCard : trial.withoutCard;
    if (isAllowed) return ok(undefined);
    if (stopped) return refuse({ kind: 'policy', product: name, trial: trial.withoutCard });
    // A trial with a card requires a known price for the plan that follows.
    return refuse({ kind: profile ? 'no-trial' : 'trial-needs-card', product: name });
  }
  if (stopped) return refuse({ kind: 'policy', product: name, trial: trial.withoutCard && !hadTrialBefore });
  if (!plans.includes(term)) return refuse({ kind: 'not-sold-so', product: name });
  return ok(undefined);
}

/** Tells whether the purchaser already had a trial of a product. */
export const hadTrial = (subscriptions: readonly Subscription[], product: string): boolean =>
  subscriptions.some((one) => one.product === product && one.trial === true);

function offerOf(product: Product, { terms, subscriptions }: OfferContext): Offer {
  const policy = terms.policy.get(product.id) ?? 'Enabled';
  const hadTrialBefore = hadTrial(subscriptions, product.id);
  const pricedPlans = BILLING_PLANS.filter((plan) => listPrice(terms, product.id, plan) !== undefined);
  return {
    product,
    plans: policy === 'Enabled' ? pricedPlans : [],
    trial: {
      // A trial with a card converts to a monthly plan: without a monthly price there is no such trial.
      withCard: policy === 'Enabled' && !hadTrialBefore && product.trial !== 'none' && pricedPlans.includes('monthly'),
      withoutCard: policy !== 'Disabled' && !hadTrialBefore && product.trial === 'without-card',
    },
    stopped: policy !== 'Enabled',
  };
}

const isSold = (product: Product, context: OfferContext): boolean =>
  isSoldIn(product, context.terms, context.rules) && !hasEnded(product, context);

const hasEnded = ({ endOfSale }: Product, { now }: OfferContext): boolean =>
  endOfSale !== undefined && now >= endOfSale;

function isSoldIn({ families }: Product, { country, segment }: Terms, { excluded }: Rules): boolean {
  if (excluded.countries.includes(country) || excluded.segments.includes(segment)) return false;
  return !excluded.families.some(
    (one) => one.countries.includes(country) && one.families.some((family) => families.includes(family)),
  );
}
