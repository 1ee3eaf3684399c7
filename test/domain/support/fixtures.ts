import type { Product, Terms } from '../../../src/domain/catalogue/product.ts';
import type { Refusal } from '../../../src/domain/common/refusal.ts';
import type { Result } from '../../../src/domain/common/result.ts';
import { defaultRules as rules } from '../../../src/domain/common/rules.ts';
import { type Instant, DAY as MS_PER_DAY } from '../../../src/domain/common/time.ts';
import type { OrderPreview as ChangePlan } from '../../../src/domain/subscription/order-preview.ts';
import type { ChangeRequest } from '../../../src/domain/subscription/order-request.ts';
import { previewChange } from '../../../src/domain/subscription/preview-change.ts';
import { type SubscriptionStart, startSubscription } from '../../../src/domain/subscription/preview-purchase.ts';
import type { Assignment, Subscription } from '../../../src/domain/subscription/subscription.ts';

export const PRODUCT = 'planner';
export const DAY = MS_PER_DAY;
export { rules };

/** An instant as people write it, in UTC: `2026-11-22` or `2026-11-22T10:30`. */
export const utc = (text: string): Instant => Date.parse(text.includes('T') ? `${text}Z` : text);

/** One product at one price for every plan. */
export function termsWith({
  price = 1210,
  taxRate = 2100,
  ...product
}: { price?: number; taxRate?: number } & Partial<Product> = {}): Terms {
  const prices = { monthly: price, annual: price, 'annual-monthly': price };
  const one = {
    id: PRODUCT,
    name: 'Planner',
    aliases: [],
    prices,
    trial: 'with-card' as const,
    families: [],
    ...product,
  };
  return {
    currency: 'EUR',
    country: 'NL',
    segment: 'commercial',
    policy: new Map(),
    taxRate,
    products: new Map([[PRODUCT, one]]),
  };
}

/** A subscription as it starts: ten licences a month from 1 November 2026, unless told otherwise. */
export function newSubscription({
  at = utc('2026-11-01'),
  terms = termsWith(),
  ...purchase
}: Partial<SubscriptionStart> & { at?: Instant; terms?: Terms } = {}): Subscription {
  const usual = { id: 'S-1', product: PRODUCT, plan: 'monthly' as const, quantity: 10, card: true, profile: 'P-1' };
  return startSubscription({ ...usual, ...purchase }, { terms, rules, at, invoice: 'A-1' }).subscription;
}

/** So many people with a licence, `person-1` the longest. */
export const people = (count: number, at = utc('2026-11-01')): readonly Assignment[] =>
  Array.from({ length: count }, (_, index) => ({ person: `person-${index + 1}`, at }));

interface PreviewOptions {
  readonly now: Instant;
  readonly when?: ChangeRequest['when'];
  readonly terms?: Terms;
}

export const previewTotal = (
  subscription: Subscription,
  total: number,
  { now, when, terms = termsWith() }: PreviewOptions,
): Result<ChangePlan> =>
  previewChange(
    subscription,
    { act: 'change', subscription: subscription.id, total, ...(when && { when }) },
    { terms, rules, now, order: `PD-${now}`, invoice: `A-${now}` },
  );

export function expectPreview(outcome: Result<ChangePlan>): ChangePlan {
  if (!outcome.ok) throw new Error(`Refused: ${JSON.stringify(outcome.refusal)}`);
  return outcome.value;
}

export function expectRefusal(outcome: Result<unknown>): Refusal {
  if (outcome.ok) throw new Error('It was not refused.');
  return outcome.refusal;
}

/** The subscription once this total is in force, or scheduled. */
export const withTotal = (subscription: Subscription, total: number, options: PreviewOptions): Subscription =>
  expectPreview(previewTotal(subscription, total, options)).next;
