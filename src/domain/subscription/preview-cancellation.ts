import { omit } from '../billing/billing-periods.ts';
import { totalOf } from '../billing/invoice.ts';
import { chargeLine, chargeOf, removeLicences } from '../billing/proration.ts';
import { ok, type Result, refuse } from '../common/result.ts';
import type { Rules } from '../common/rules.ts';
import type { Instant } from '../common/time.ts';
import { type OrderPreview, previewOfAct, type RuleContext } from './order-preview.ts';
import type { CancelRequest, RecurringRequest } from './order-request.ts';
import { endOf } from './preview-change.ts';
import { startSubscription } from './preview-purchase.ts';
import { refundWindowEnd } from './refund-window.ts';
import { licencesOf, type Subscription } from './subscription.ts';

/**
 * Returns until when a subscription can be cancelled for a refund: the window of its start or last renewal (RULES #10).
 */
export function cancellableUntil({ lots }: Subscription, rules: Rules): Instant {
  const windowLot = lots.findLast(({ why }) => why !== 'added') ?? lots[0];
  return windowLot ? refundWindowEnd(windowLot.at, rules) : 0;
}

/**
 * Previews a cancellation (RULES #10). Inside the window the unused days are refunded and access ends at once, skipping
 * Expired (RULES #13). Outside it recurring billing is turned off, and the subscription runs to its end.
 */
export function previewCancellation(
  subscription: Subscription,
  { reason, feedback = '' }: CancelRequest,
  context: RuleContext,
): Result<OrderPreview> {
  const { terms, rules, now } = context;
  const { product, plan, creditCheckUntil } = subscription;
  const letters = [...feedback].length;
  if (letters > rules.maxFeedback) return refuse({ kind: 'feedback-too-long', letters, max: rules.maxFeedback });
  if (creditCheckUntil !== undefined) return refuse({ kind: 'credit-check', product, until: creditCheckUntil });
  const until = cancellableUntil(subscription, rules);
  const isPaidUp = plan !== 'trial' && !subscription.pastDue && now < subscription.billed.end;
  if (subscription.state.kind !== 'active' || !isPaidUp || now >= until) {
    const endPreview = previewRecurring(subscription, false, context);
    return endPreview.ok ? ok({ ...endPreview.value, next: { ...endPreview.value.next, reason } }) : endPreview;
  }
  const { lots, lines } = removeLicences(subscription, licencesOf(subscription), now, 'cancel');
  // Its licences and assignments are kept while the cancellation can be undone.
  const next: Subscription = {
    ...omit(subscription, 'scheduled'),
    state: { kind: 'disabled', since: now },
    cancelled: { at: now, until },
    reason,
    version: subscription.version + 1,
  };
  return ok(
    previewOfAct('cancel', subscription, next, {
      terms,
      rules,
      lines,
      now: licencesOf({ lots }),
      undoUntil: until,
      people: subscription.assignments.map(({ person }) => ({ person, result: 'done' })),
      ...(subscription.scheduled && { withdraws: subscription.scheduled.total }),
    }),
  );
}

/**
 * Previews turning recurring billing on or off (RULES #12). Off withdraws a scheduled number; on is possible only while
 * Active.
 */
export function previewRecurring(
  subscription: Subscription,
  on: RecurringRequest['on'],
  { terms, rules, now }: RuleContext,
): Result<OrderPreview> {
  const { product, state, term, plan, card, renews, billed, scheduled } = subscription;
  if (state.kind !== 'active') return refuse({ kind: 'not-active', product, since: endOf(subscription) });
  if (on && plan === 'trial' && !card) return refuse({ kind: 'trial-ends', product, ends: term.end });
  if (renews === on) return refuse({ kind: 'already-so', product, on, ends: term.end });
  const switched = { ...omit(subscription, 'scheduled', 'reason'), renews: on, version: subscription.version + 1 };
  // The paid period is over: without renewal the subscription expires now.
  const endsNow = !on && billed.end >= term.end && (subscription.pastDue !== undefined || now >= billed.end);
  const next: Subscription = endsNow
    ? { ...omit(switched, 'pastDue'), state: { kind: 'expired', since: now } }
    : switched;
  return ok(
    previewOfAct(on ? 'renew' : 'end', subscription, next, {
      terms,
      rules,
      ...(scheduled && !on && { withdraws: scheduled.total }),
      ...(!endsNow && { undoUntil: term.end }),
    }),
  );
}

/**
 * Previews undoing a cancellation: access returns, and the remaining days are charged again, up to the refunded amount.
 */
export function previewReinstate(subscription: Subscription, context: RuleContext): Result<OrderPreview> {
  const { terms, rules, now, invoice = '' } = context;
  const { cancelled, product, billed } = subscription;
  if (!cancelled) return refuse({ kind: 'unknown-order' });
  if (now >= cancelled.until) return refuse({ kind: 'undo-too-late', product, until: cancelled.until });
  const lots = subscription.lots.map((lot) => {
    const { quantity, charge } = lot;
    const taxRate = charge?.taxRate ?? terms.taxRate;
    const fullCharge = chargeLine('re-enable', subscription, { quantity, from: now, billed, taxRate });
    const refund = totalOf(removeLicences({ ...subscription, lots: [lot] }, quantity, cancelled.at, 'cancel').lines);
    const line = {
      ...fullCharge,
      net: Math.min(fullCharge.net, 0 - refund.net),
      tax: Math.min(fullCharge.tax, 0 - refund.tax),
    };
    return { line, lot: { ...lot, charge: chargeOf(line, invoice) } };
  });
  const next: Subscription = {
    ...omit(subscription, 'cancelled', 'reason'),
    state: { kind: 'active' },
    lots: lots.map(({ lot }) => lot),
    version: subscription.version + 1,
  };
  const lines = lots.map(({ line }) => line);
  // It can be cancelled again until then: the window does not move.
  return ok(
    previewOfAct('reinstate', subscription, next, { terms, rules, lines, from: 0, undoUntil: cancelled.until }),
  );
}

/** Previews replacing an ended subscription with a new one of the same plan and assignments (RULES #15). */
export function previewReactivate(subscription: Subscription, context: RuleContext): Result<OrderPreview> {
  const { terms, rules, now, invoice = '', id = '' } = context;
  const { product, plan, state, profile, assignments, version } = subscription;
  if (state.kind === 'active' || state.kind === 'deleted') return refuse({ kind: 'not-ended', product });
  if (plan === 'trial') return refuse({ kind: 'trial-over', product });
  const soldProduct = terms.products.get(product);
  const since = soldProduct?.endOfSale;
  if (since !== undefined && now >= since) return refuse({ kind: 'end-of-sale', product, since });
  if (soldProduct?.prices[plan] === undefined) return refuse({ kind: 'not-sold-so', product });
  if (!profile) return refuse({ kind: 'no-card', product });
  const quantity = licencesOf(subscription);
  const replacement = startSubscription(
    { id, product, plan, quantity, card: true, profile },
    { terms, rules, at: now, invoice, kind: 're-enable' },
  );
  const next = { ...replacement.subscription, assignments: assignments.slice(0, quantity) };
  return ok(
    previewOfAct('reactivate', { ...next, assignments: [], version }, next, {
      terms,
      rules,
      lines: replacement.lines,
      from: 0,
      undoUntil: refundWindowEnd(now, rules),
      people: next.assignments.map(({ person }) => ({ person, result: 'done' })),
      replaces: {
        ...omit(subscription, 'scheduled', 'overSince', 'cancelled'),
        state: { kind: 'deleted', since: now },
        assignments: [],
        version: version + 1,
      },
    }),
  );
}
