import { type Account, usableProfiles } from '../../domain/account/account.ts';
import { findOffer } from '../../domain/catalogue/eligibility.ts';
import type { Terms } from '../../domain/catalogue/product.ts';
import type { Actor } from '../../domain/common/actor.ts';
import type { PersonId } from '../../domain/common/person.ts';
import type { Refusal } from '../../domain/common/refusal.ts';
import { ok, type Result, refuse } from '../../domain/common/result.ts';
import {
  changedFields,
  type OrderPreview,
  type PreviewSnapshot,
  type RuleContext,
  snapshotOf,
  withoutUnsupportedUndo,
} from '../../domain/subscription/order-preview.ts';
import type { OrderRequest } from '../../domain/subscription/order-request.ts';
import { previewOrder } from '../../domain/subscription/preview-order.ts';
import type { OrderCommand } from '../ports/commerce.ts';
import { productName, type SubscriptionDetails, subscriptionDetails } from '../subscriptions/overview.ts';
import { readOnlyIfAdministrator } from '../subscriptions/ownership.ts';
import { monthlyCost } from './monthly-cost.ts';
import { loadOrderContext, type OrderServiceDeps, withDetails } from './order-context.ts';
import type { Names } from './receipt.ts';
import { remainingPeople } from './undo.ts';

/** What an order would do, before the user confirms it. */
export interface OrderReview {
  readonly preview: OrderPreview;
  readonly request: OrderRequest;
  readonly details: SubscriptionDetails;
  /** Names of the people the order affects. */
  readonly names: Names;
  /** The fields that differ from an earlier review of the same order. */
  readonly changedFields: readonly (keyof PreviewSnapshot)[];
  /** Whether the trial is available both with and without a card. */
  readonly isCardOptional: boolean;
  /** When licences are given back: how many more people lost theirs in the same order. */
  readonly remaining: number;
  readonly shownSnapshot?: PreviewSnapshot;
  /** The manager's approval that the order needs because of its monthly cost: minor units before tax. */
  readonly approval?: RequiredApproval;
}

interface RequiredApproval {
  readonly manager: string;
  readonly name: string;
  readonly monthly: number;
  readonly above: number;
}

/** Returns exactly what a request would do. Nothing is changed. */
export async function reviewOrder(
  deps: OrderServiceDeps,
  actor: Actor,
  request: OrderRequest,
  shownSnapshot?: PreviewSnapshot,
): Promise<Result<OrderReview>> {
  const context = await loadOrderContext(deps, actor, request);
  if (!context.ok) return context;
  const { account, terms, ruleContext } = context.value;
  const result = previewOrder(account, request, ruleContext);
  if (!result.ok) {
    return refuse(readOnlyIfAdministrator(actor, withNames(result.refusal, account, request, ruleContext)));
  }
  const { supported } = deps.commerce;
  const preview = withoutUnsupportedUndo(result.value, supported);
  if (!supported.has(preview.act)) return refuse({ kind: 'elsewhere', what: preview.act });
  const details = subscriptionDetails(account, preview.next, ruleContext);
  if (preview.today.gross !== 0 && !details.paidWith) return refuse({ kind: 'no-card', product: details.product });
  const approval = await requiredApproval(deps, actor, preview, terms);
  return ok({
    preview,
    request,
    details,
    ...(approval && { approval }),
    names: await deps.people.names(actor, affectedPeople(preview)),
    changedFields: shownSnapshot ? changedFields(shownSnapshot, snapshotOf(preview)) : [],
    remaining: remainingPeople(account, preview.next, preview, deps.rules).length,
    isCardOptional: preview.act === 'trial' && isTrialCardOptional(account, preview, ruleContext),
    ...(shownSnapshot && { shownSnapshot }),
  });
}

/** Refuses an order that needs the approval of the purchaser's manager, unless it was executed already. */
export async function missingApproval(
  deps: OrderServiceDeps,
  actor: Actor,
  { key, request }: OrderCommand,
): Promise<Refusal | undefined> {
  const { commerce, rules } = deps;
  if (rules.approvalAbove === undefined) return undefined;
  const { orders } = await commerce.account(actor);
  if (orders.some((order) => order.key === key)) return undefined;
  const review = await reviewOrder(deps, actor, request);
  if (!review.ok || !review.value.approval) return undefined;
  const { details, approval } = review.value;
  return { kind: 'needs-approval', product: details.product, manager: approval.name };
}

async function requiredApproval(
  { directory, rules }: OrderServiceDeps,
  { tenant, person }: PersonId,
  preview: OrderPreview,
  terms: Terms,
): Promise<RequiredApproval | undefined> {
  const { approvalAbove: above } = rules;
  const monthly = monthlyCost(preview.next, purchasedLicences(preview), terms);
  if (above === undefined || monthly <= above) return undefined;
  const managerId = (await directory.person(tenant, person))?.manager;
  const manager = managerId === undefined ? undefined : await directory.person(tenant, managerId);
  if (manager?.kind !== 'member') return undefined;
  return { manager: manager.id, name: manager.name, monthly, above };
}

/** Returns how many licences an order buys: a trial with a card buys those of the subscription that follows it. */
function purchasedLicences({ act, from, now, next }: OrderPreview): number {
  switch (act) {
    case 'buy':
    case 'reactivate':
      return now;
    case 'trial':
      return next.renews ? now : 0;
    case 'add':
    case 'assign':
      return now - from;
    case 'remove':
    case 'split':
    case 'schedule':
    case 'keep':
    case 'cancel':
    case 'end':
    case 'renew':
    case 'reinstate':
    case 'unassign':
      return 0;
  }
}

/** Returns everyone an order affects, including people who lose access at the end of the term (RULES #13). */
function affectedPeople({ act, over, people, next }: OrderPreview): readonly string[] {
  const holders = act === 'end' ? next.assignments : [];
  return [...over, ...people.map(({ person }) => person), ...holders.map(({ person }) => person)];
}

function isTrialCardOptional(account: Account, { next }: OrderPreview, ruleContext: RuleContext): boolean {
  const offer = findOffer(next.product, { ...ruleContext, subscriptions: account.subscriptions });
  return offer.ok && offer.value.trial.withCard && offer.value.trial.withoutCard && usableProfiles(account).length > 0;
}

function withNames(refusal: Refusal, account: Account, request: OrderRequest, ruleContext: RuleContext): Refusal {
  const id = request.act === 'buy' ? undefined : request.subscription;
  const subscription = account.subscriptions.find((one) => one.id === id);
  if (subscription) return withDetails(refusal, subscriptionDetails(account, subscription, ruleContext));
  return 'product' in refusal ? { ...refusal, product: productName(ruleContext.terms, refusal.product) } : refusal;
}
