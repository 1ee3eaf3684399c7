import { omit } from '../billing/billing-periods.ts';
import type { InvoiceLine } from '../billing/invoice.ts';
import { chargeLine, chargeOf, removeLicences } from '../billing/proration.ts';
import type { Terms } from '../catalogue/product.ts';
import { ok, type RefusedResult, type Result, refuse } from '../common/result.ts';
import type { Instant } from '../common/time.ts';
import { type OrderPreview, previewOfAct, type RuleContext } from './order-preview.ts';
import type { ChangeRequest } from './order-request.ts';
import { refundWindowEnd } from './refund-window.ts';
import { assignmentsBeyond, licencesOf, removableNow, type Subscription } from './subscription.ts';

type ChangeAct = 'add' | 'remove' | 'split' | 'schedule' | 'keep';

/**
 * Previews a new total number of licences (RULES S3, #5–#9, #14), or returns why it is refused. A new total replaces a
 * scheduled one.
 */
export function previewChange(
  subscription: Subscription,
  request: ChangeRequest,
  context: RuleContext,
): Result<OrderPreview> {
  const { terms, rules, now } = context;
  const refusal = refuseChange(subscription, terms, now);
  if (refusal) return refusal;
  const { total } = request;
  const product = subscription.product;
  const from = licencesOf(subscription);
  const { scheduled, term } = subscription;
  if (!Number.isSafeInteger(total) || total < 1 || total > rules.maxLicences) {
    return refuse({ kind: 'out-of-range', asked: total, max: rules.maxLicences });
  }
  if (total === from) return scheduled ? ok(previewTarget('keep')) : refuse({ kind: 'same-number', total, product });
  const assigned = subscription.assignments.length;
  const belowAssigned: RefusedResult = refuse({ kind: 'below-assigned', total, assigned, renewal: term.end });
  if (total > from && request.when === 'renewal') return refuse({ kind: 'changed-since', product, total: from });
  if (total > from) return total < assigned ? belowAssigned : ok(previewTarget('add', { now: total }));
  if (!subscription.renews) return refuse({ kind: 'recurring-off', product, ends: term.end });

  const removable = Math.min(from - total, removableNow(subscription, now, rules));
  if (request.when === 'renewal' || (removable === 0 && total >= assigned)) return schedule();
  if (total < assigned) return belowAssigned;
  if (removable === from - total) return ok(previewTarget('remove', { now: total }));
  return ok(previewTarget('split', { now: from - removable, later: total }));

  function schedule(): Result<OrderPreview> {
    if (scheduled?.total === total) return refuse({ kind: 'already-scheduled', total, at: term.end, product });
    return ok(previewTarget('schedule', { later: total }));
  }

  function previewTarget(act: ChangeAct, target: { now?: number; later?: number } = {}): OrderPreview {
    const { now: licencesNow = from, later } = target;
    const { lines, next } = applyTarget(subscription, { ...context, from, to: licencesNow, later });
    return previewOfAct(act, subscription, next, {
      terms,
      rules,
      lines,
      over: later === undefined ? [] : assignmentsBeyond(subscription, later).map(({ person }) => person),
      ...(later !== undefined && { later }),
      ...(scheduled && { withdraws: scheduled.total }),
      ...undoWindow(act, subscription, context),
    });
  }
}

/** Returns why licences cannot be changed, if so (RULES #9). */
function refuseChange(subscription: Subscription, terms: Terms, now: Instant): RefusedResult | undefined {
  const { product, state, term, pastDue, creditCheckUntil } = subscription;
  if (state.kind !== 'active') return refuse({ kind: 'not-active', product, since: endOf(subscription) });
  if (subscription.plan === 'trial') return refuse({ kind: 'trial', product, ends: term.end });
  if (creditCheckUntil !== undefined) return refuse({ kind: 'credit-check', product, until: creditCheckUntil });
  // A payment that is due but unconfirmed counts as failed: no amounts are computed for unpaid days.
  const unpaidSince = pastDue?.since ?? (now >= subscription.billed.end ? subscription.billed.end : undefined);
  if (unpaidSince !== undefined) return refuse({ kind: 'past-due', product, since: unpaidSince, card: '' });
  const endOfSale = terms.products.get(product)?.endOfSale;
  if (endOfSale !== undefined && now >= endOfSale) return refuse({ kind: 'end-of-sale', product, since: endOfSale });
  return undefined;
}

/** Returns when a subscription ended: the end of its term, or the time of its cancellation. */
export const endOf = ({ cancelled, term }: Subscription): Instant => cancelled?.at ?? term.end;

function applyTarget(
  subscription: Subscription,
  { terms, now, order = '', invoice = '', from, to, later }: RuleContext & { from: number; to: number; later?: number },
): { lines: readonly InvoiceLine[]; next: Subscription } {
  const rest = { ...omit(subscription, 'scheduled'), version: subscription.version + 1 };
  const scheduled = later !== undefined && { scheduled: { total: later, order } };
  if (to <= from) {
    const { lots, lines } = removeLicences(subscription, from - to, now);
    return { lines, next: { ...rest, lots, ...scheduled } };
  }
  const quantity = to - from;
  const line = chargeLine('add-quantity', subscription, {
    quantity,
    from: now,
    billed: subscription.billed,
    taxRate: terms.taxRate,
  });
  const lot = { quantity, at: now, why: 'added' as const, charge: chargeOf(line, invoice) };
  return { lines: [line], next: { ...omit(rest, 'overSince'), lots: [...subscription.lots, lot] } };
}

function undoWindow(act: ChangeAct, { term, renews }: Subscription, { now, rules }: RuleContext) {
  if (act === 'add' && renews) return { undoUntil: refundWindowEnd(now, rules) };
  return act === 'schedule' ? { undoUntil: term.end } : {};
}
