import { listPrice, planMonths, type Terms } from '../catalogue/product.ts';
import type { Rules } from '../common/rules.ts';
import { anniversary, type Instant, type Period } from '../common/time.ts';
import { refundWindowEnd } from '../subscription/refund-window.ts';
import { type Lot, licencesOf, type Subscription } from '../subscription/subscription.ts';
import type { InvoiceLine } from './invoice.ts';
import { chargeLine, chargeOf } from './proration.ts';

/** The invoice lines of the next billing period, and the subscription once they are paid. */
export interface PeriodBilling {
  readonly lines: readonly InvoiceLine[];
  readonly next: Subscription;
}

/** Returns the whole months from an anchor to one of its anniversaries. */
function monthsBetween(anchor: Instant, at: Instant): number {
  const [from, to] = [new Date(anchor), new Date(at)];
  return (to.getUTCFullYear() - from.getUTCFullYear()) * 12 + to.getUTCMonth() - from.getUTCMonth();
}

const periodFrom = (anchor: Instant, start: Instant, months: number): Period => ({
  start,
  end: anniversary(anchor, monthsBetween(anchor, start) + months),
});

/** Returns the first term of a plan and its first billing period. */
export function firstPeriods(plan: keyof typeof planMonths, start: Instant): { term: Period; billed: Period } {
  const { term, billing } = planMonths[plan];
  return { term: periodFrom(start, start, term), billed: periodFrom(start, start, billing) };
}

/**
 * Bills the period after the current one: the next month of a term paid monthly (RULES #11), the renewal with the
 * scheduled number of licences (RULES #4, #7), or the conversion of a trial with a card (RULES #4).
 * @param at when it is charged: the end of the period, or later after failed tries; refund windows start then (RULES
 * #6)
 */
export function billNextPeriod(
  subscription: Subscription,
  { terms, rules, at, invoice }: { terms: Terms; rules: Rules; at: Instant; invoice: string },
): PeriodBilling {
  const { billed, term } = subscription;
  if (subscription.plan === 'trial') {
    const anchor = term.end;
    const price = listPrice(terms, subscription.product, 'monthly') ?? 0;
    const converted = { ...subscription, plan: 'monthly' as const, anchor, price, ...firstPeriods('monthly', anchor) };
    return startNewTerm(converted, 'convert', { terms, at, invoice });
  }
  const { term: termMonths, billing } = planMonths[subscription.plan];
  const next = periodFrom(subscription.anchor, billed.end, billing);
  if (billed.end < term.end) {
    const lots = mergeClosedLots(subscription.lots, at, rules).map((lot) => {
      const line = chargeLine('monthly-payment', subscription, {
        quantity: lot.quantity,
        from: next.start,
        billed: next,
        taxRate: terms.taxRate,
      });
      return { line, lot: { ...lot, charge: chargeOf(line, invoice) } };
    });
    return {
      lines: lots.map(({ line }) => line),
      next: { ...omit(subscription, 'pastDue'), billed: next, lots: lots.map(({ lot }) => lot) },
    };
  }
  const price = listPrice(terms, subscription.product, subscription.plan) ?? subscription.price;
  const renewed = { ...subscription, price, term: periodFrom(subscription.anchor, term.end, termMonths), billed: next };
  return startNewTerm(renewed, 'renew', { terms, at, invoice });
}

/** Starts a new term: all licences form one lot with its own refund window, and the scheduled number takes effect. */
function startNewTerm(
  subscription: Subscription,
  kind: 'renew' | 'convert',
  { terms, at, invoice }: { terms: Terms; at: Instant; invoice: string },
): PeriodBilling {
  const quantity = subscription.scheduled?.total ?? licencesOf(subscription);
  const { billed } = subscription;
  const line = chargeLine(kind, subscription, { quantity, from: billed.start, billed, taxRate: terms.taxRate });
  const isOverAssigned = subscription.assignments.length > quantity;
  return {
    lines: [line],
    next: {
      ...omit(subscription, 'pastDue', 'scheduled', 'overSince'),
      lots: [{ quantity, at, why: 'renewed', charge: chargeOf(line, invoice) }],
      ...(isOverAssigned && { overSince: subscription.overSince ?? at }),
    },
  };
}

/** Merges the lots whose refund window is closed into one. */
function mergeClosedLots(lots: readonly Lot[], at: Instant, rules: Rules): readonly Lot[] {
  const open = lots.filter((lot) => at < refundWindowEnd(lot.at, rules));
  const [first, ...others] = lots.filter((lot) => at >= refundWindowEnd(lot.at, rules));
  if (!first) return open;
  return [{ ...first, quantity: licencesOf({ lots: [first, ...others] }) }, ...open];
}

export function omit<K extends keyof Subscription>(subscription: Subscription, ...keys: K[]): Omit<Subscription, K> {
  const rest: Partial<Subscription> = { ...subscription };
  for (const key of keys) delete rest[key];
  return rest as Omit<Subscription, K>;
}
