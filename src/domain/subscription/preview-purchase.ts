import { firstPeriods } from '../billing/billing-periods.ts';
import type { InvoiceLine } from '../billing/invoice.ts';
import { chargeLine, chargeOf } from '../billing/proration.ts';
import { checkOffer, findOffer, hadTrial } from '../catalogue/eligibility.ts';
import { type BillingPlan, listPrice, type Terms } from '../catalogue/product.ts';
import { ok, type Result, refuse } from '../common/result.ts';
import type { Rules } from '../common/rules.ts';
import { DAY, type Instant } from '../common/time.ts';
import { type OrderPreview as Planned, previewOfAct, type RuleContext } from './order-preview.ts';
import type { BuyRequest } from './order-request.ts';
import { refundWindowEnd } from './refund-window.ts';
import type { Subscription } from './subscription.ts';

export interface SubscriptionStart {
  readonly id: string;
  readonly product: string;
  readonly plan: BillingPlan | 'trial';
  readonly quantity: number;
  /** For a trial: whether a card is there to pay for the plan that follows (RULES #4). */
  readonly card: boolean;
  readonly profile?: string;
  readonly creditCheckUntil?: Instant;
}

interface StartOptions {
  readonly terms: Terms;
  readonly rules: Rules;
  readonly at: Instant;
  readonly invoice: string;
  readonly kind?: 'purchase' | 're-enable';
}

/** Starts a subscription and charges its first billing period (RULES #4, S1). */
export function startSubscription(
  start: SubscriptionStart,
  { terms, rules, at, invoice, kind = 'purchase' }: StartOptions,
): { readonly subscription: Subscription; readonly lines: readonly InvoiceLine[] } {
  const { id, product, plan, quantity, card, profile, creditCheckUntil } = start;
  const trial = { start: at, end: at + rules.trialDays * DAY };
  const price = plan === 'trial' ? 0 : listPrice(terms, product, plan);
  if (price === undefined) throw new Error(`${product} is not sold as ${plan}.`);
  const base = {
    id,
    product,
    plan,
    card,
    state: { kind: 'active' },
    anchor: at,
    ...(plan === 'trial' ? { term: trial, billed: trial } : firstPeriods(plan, at)),
    price,
    assignments: [],
    renews: plan !== 'trial' || card,
    version: 1,
    ...(profile && { profile }),
    ...(plan === 'trial' && { trial: true as const }),
    ...(creditCheckUntil !== undefined && { creditCheckUntil }),
  } as const;
  const lot = { quantity, at, why: 'bought' as const };
  if (plan === 'trial') return { subscription: { ...base, lots: [lot] }, lines: [] };
  const { billed } = base;
  const line = chargeLine(kind, base, { quantity, from: at, billed, taxRate: terms.taxRate });
  return { subscription: { ...base, lots: [{ ...lot, charge: chargeOf(line, invoice) }] }, lines: [line] };
}

/** Previews a purchase or a trial (RULES S1, #2–#4, #18), or returns why it is refused. */
export function previewPurchase(
  subscriptions: readonly Subscription[],
  request: BuyRequest,
  { terms, rules, now, invoice = '', id = '' }: RuleContext,
): Result<Planned> {
  const { product, term, profile } = request;
  const foundOffer = findOffer(product, { terms, rules, now, subscriptions });
  if (!foundOffer.ok) return foundOffer;
  const eligibility = checkOffer(foundOffer.value, request, hadTrial(subscriptions, product));
  if (!eligibility.ok) return eligibility;
  const trial = term === 'trial';
  const quantity = trial ? rules.trialLicences : request.quantity;
  if (!Number.isSafeInteger(quantity) || quantity < 1 || quantity > rules.maxLicences) {
    return refuse({ kind: 'out-of-range', asked: quantity, max: rules.maxLicences });
  }
  if (!trial && !profile) return refuse({ kind: 'no-profile', product: foundOffer.value.product.name });
  const { subscription, lines } = startSubscription(
    { id, product, plan: term, quantity, card: profile !== undefined, ...(profile && { profile }) },
    { terms, rules, at: now, invoice },
  );
  return ok(
    previewOfAct(trial ? 'trial' : 'buy', { ...subscription, version: 0 }, subscription, {
      terms,
      rules,
      lines,
      from: 0,
      // A trial is free and has no undo: it ends by itself, or its renewal is turned off.
      ...(!trial && { undoUntil: refundWindowEnd(now, rules) }),
    }),
  );
}
