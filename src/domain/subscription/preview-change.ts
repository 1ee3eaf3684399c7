import { without } from '../billing/billing-periods.ts';
import type { InvoiceLine } from '../billing/invoice.ts';
import { chargeLine, chargeOf, removeLicences } from '../billing/proration.ts';
import type { Terms } from '../catalogue/product.ts';
import { ok, type RefusedResult, type Result, refuse } from '../common/result.ts';
import { DAY, type Instant } from '../common/time.ts';
import { type OrderPreview, previewOfAct, type RuleContext } from './order-preview.ts';
import type { ChangeRequest } from './order-request.ts';
import { licencesOf, overNumber, removableNow, type Subscription } from './subscription.ts';

type Change = 'add' | 'remove' | 'split' | 'schedule' | 'keep';

/**
 * What a new total would do (RULES S3, #5–#9, #14), or why it cannot be done. A new total replaces a scheduled one.
 * Nothing is changed.
 */
export function previewChange(
  subscription: Subscription,
  request: ChangeRequest,
  setting: RuleContext,
): Result<OrderPreview> {
  const { terms, rules, now } = setting;
  const barred = changeBarred(subscription, terms, now);
  if (barred) return barred;
  const { total } = request;
  const product = subscription.product;
  const from = licencesOf(subscription);
  const { scheduled, term } = subscription;
  if (!Number.isSafeInteger(total) || total < 1 || total > rules.maxLicences) {
    return refuse({ kind: 'out-of-range', asked: total, max: rules.maxLicences });
  }
  if (total === from) return scheduled ? ok(planned('keep')) : refuse({ kind: 'same-number', total, product });
  const assigned = subscription.assignments.length;
  const tooFew: RefusedResult = refuse({ kind: 'below-assigned', total, assigned, renewal: term.end });
  if (total > from && request.when === 'renewal') return refuse({ kind: 'changed-since', product, total: from });
  if (total > from) return total < assigned ? tooFew : ok(planned('add', { now: total }));
  if (!subscription.renews) return refuse({ kind: 'recurring-off', product, ends: term.end });

  const atOnce = Math.min(from - total, removableNow(subscription, now, rules));
  if (request.when === 'renewal' || (atOnce === 0 && total >= assigned)) return schedule();
  if (total < assigned) return tooFew;
  if (atOnce === from - total) return ok(planned('remove', { now: total }));
  return ok(planned('split', { now: from - atOnce, later: total }));

  function schedule(): Result<OrderPreview> {
    if (scheduled?.total === total) return refuse({ kind: 'already-scheduled', total, at: term.end, product });
    return ok(planned('schedule', { later: total }));
  }

  function planned(act: Change, target: { now?: number; later?: number } = {}): OrderPreview {
    const { now: at = from, later } = target;
    const { lines, next } = changed(subscription, { ...setting, from, to: at, later });
    return previewOfAct(act, subscription, next, {
      terms,
      rules,
      lines,
      over: later === undefined ? [] : overNumber(subscription, later).map(({ person }) => person),
      ...(later !== undefined && { later }),
      ...(scheduled && { withdraws: scheduled.total }),
      ...undoWindow(act, subscription, setting),
    });
  }
}

/** Why licences cannot be changed at all, if so (RULES #9). */
function changeBarred(subscription: Subscription, terms: Terms, now: Instant): RefusedResult | undefined {
  const { product, state, term, pastDue, creditCheckUntil } = subscription;
  if (state.kind !== 'active') return refuse({ kind: 'not-active', product, since: endOf(subscription) });
  if (subscription.plan === 'trial') return refuse({ kind: 'trial', product, ends: term.end });
  if (creditCheckUntil !== undefined) return refuse({ kind: 'credit-check', product, until: creditCheckUntil });
  // A payment that is due and was not answered yet counts as failed: nothing is reckoned on days that are not paid.
  const unpaidSince = pastDue?.since ?? (now >= subscription.billed.end ? subscription.billed.end : undefined);
  if (unpaidSince !== undefined) return refuse({ kind: 'past-due', product, since: unpaidSince, card: '' });
  const endOfSale = terms.products.get(product)?.endOfSale;
  if (endOfSale !== undefined && now >= endOfSale) return refuse({ kind: 'end-of-sale', product, since: endOfSale });
  return undefined;
}

/** When a subscription ended: its term's end, or before it when it was cancelled. */
export const endOf = ({ cancelled, term }: Subscription): Instant => cancelled?.at ?? term.end;

function changed(
  subscription: Subscription,
  { terms, now, order = '', invoice = '', from, to, later }: RuleContext & { from: number; to: number; later?: number },
): { lines: readonly InvoiceLine[]; next: Subscription } {
  const rest = { ...without(subscription, 'scheduled'), version: subscription.version + 1 };
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
  return { lines: [line], next: { ...without(rest, 'overSince'), lots: [...subscription.lots, lot] } };
}

function undoWindow(act: Change, { term, renews }: Subscription, { now, rules }: RuleContext) {
  if (act === 'add' && renews) return { undoUntil: now + rules.windowDays * DAY };
  return act === 'schedule' ? { undoUntil: term.end } : {};
}
