import { listPrice, monthsOf, type Terms } from '../catalogue/product.ts';
import type { Rules } from '../common/rules.ts';
import { anniversary, type Instant, type Period } from '../common/time.ts';
import { type Lot, licencesOf, type Subscription, windowEnd } from '../subscription/subscription.ts';
import type { InvoiceLine } from './invoice.ts';
import { chargeLine, chargeOf } from './proration.ts';

/** What the end of a billing period brings if the charge succeeds: the lines, and the subscription after them. */
export interface Billing {
  readonly lines: readonly InvoiceLine[];
  readonly next: Subscription;
}

/** Whole months from an anchor to one of its anniversaries. */
function monthsBetween(anchor: Instant, at: Instant): number {
  const [from, to] = [new Date(anchor), new Date(at)];
  return (to.getUTCFullYear() - from.getUTCFullYear()) * 12 + to.getUTCMonth() - from.getUTCMonth();
}

const after = (anchor: Instant, start: Instant, months: number): Period => ({
  start,
  end: anniversary(anchor, monthsBetween(anchor, start) + months),
});

/** The first term of a plan and its first billing period. */
export function firstPeriods(plan: keyof typeof monthsOf, start: Instant): { term: Period; billed: Period } {
  const { term, billing } = monthsOf[plan];
  return { term: after(start, start, term), billed: after(start, start, billing) };
}

/**
 * What follows the billing period now paid for: the next month of a term paid monthly (RULES #11), the renewal with the
 * number scheduled for it (RULES #4, #7), or the conversion of a trial with a card (RULES #4).
 * @param at when it is charged: the period's end, or later when an earlier try failed; windows open then (RULES #6)
 */
export function nextBilling(
  subscription: Subscription,
  { terms, rules, at, invoice }: { terms: Terms; rules: Rules; at: Instant; invoice: string },
): Billing {
  const { billed, term } = subscription;
  if (subscription.plan === 'trial') {
    const anchor = term.end;
    const price = listPrice(terms, subscription.product, 'monthly') ?? 0;
    const paid = { ...subscription, plan: 'monthly' as const, anchor, price, ...firstPeriods('monthly', anchor) };
    return renewed(paid, 'convert', { terms, at, invoice });
  }
  const { term: termMonths, billing } = monthsOf[subscription.plan];
  const next = after(subscription.anchor, billed.end, billing);
  if (billed.end < term.end) {
    const lots = settledLots(subscription.lots, at, rules).map((lot) => {
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
      next: { ...without(subscription, 'pastDue'), billed: next, lots: lots.map(({ lot }) => lot) },
    };
  }
  const price = listPrice(terms, subscription.product, subscription.plan) ?? subscription.price;
  const started = { ...subscription, price, term: after(subscription.anchor, term.end, termMonths), billed: next };
  return renewed(started, 'renew', { terms, at, invoice });
}

/** A new term: all licences are one lot with a window of its own, and the scheduled number is in force. */
function renewed(
  subscription: Subscription,
  kind: 'renew' | 'convert',
  { terms, at, invoice }: { terms: Terms; at: Instant; invoice: string },
): Billing {
  const quantity = subscription.scheduled?.total ?? licencesOf(subscription);
  const { billed } = subscription;
  const line = chargeLine(kind, subscription, { quantity, from: billed.start, billed, taxRate: terms.taxRate });
  const over = subscription.assignments.length > quantity;
  return {
    lines: [line],
    next: {
      ...without(subscription, 'pastDue', 'scheduled', 'overSince'),
      lots: [{ quantity, at, why: 'renewed', charge: chargeOf(line, invoice) }],
      ...(over && { overSince: subscription.overSince ?? at }),
    },
  };
}

/** Lots whose window is closed need not be told apart any more. */
function settledLots(lots: readonly Lot[], at: Instant, rules: Rules): readonly Lot[] {
  const open = lots.filter((lot) => at < windowEnd(lot, rules));
  const [first, ...others] = lots.filter((lot) => at >= windowEnd(lot, rules));
  if (!first) return open;
  return [{ ...first, quantity: licencesOf({ lots: [first, ...others] }) }, ...open];
}

export function without<K extends keyof Subscription>(subscription: Subscription, ...keys: K[]): Omit<Subscription, K> {
  const rest: Partial<Subscription> = { ...subscription };
  for (const key of keys) delete rest[key];
  return rest as Omit<Subscription, K>;
}
