import type { Terms } from '../../domain/catalogue/product.ts';
import type { Actor } from '../../domain/common/actor.ts';
import { ok, type Result, refuse } from '../../domain/common/result.ts';
import { licencesOf, type Subscription } from '../../domain/subscription/subscription.ts';
import { type SubscriptionAction, unavailableReason } from '../subscriptions/available-actions.ts';
import { matchingSubscriptions } from '../subscriptions/match-product.ts';
import { liveSubscriptions, type SubscriptionDetails, subscriptionDetails } from '../subscriptions/overview.ts';
import { readOnlyIfAdministrator } from '../subscriptions/ownership.ts';
import { loadOrderContext, type OrderServiceDeps, withDetails } from './order-context.ts';

/** Identifies a subscription by its id or its product's name, optionally with a new or a relative number of licences. */
export interface SubscriptionQuery {
  readonly subscription?: string | undefined;
  readonly product?: string | undefined;
  readonly total?: number | undefined;
  readonly delta?: number | undefined;
}

/** The result of a query: one subscription, perhaps with its new total, or several to choose from. */
export type SubscriptionMatch =
  | { readonly kind: 'one'; readonly subscription: string; readonly product: string; readonly total?: number }
  | {
      readonly kind: 'choose';
      readonly candidates: readonly SubscriptionDetails[];
      readonly query: SubscriptionQuery;
    };

/** Finds which of the actor's own subscriptions a query identifies. */
export async function findSubscription(
  deps: OrderServiceDeps,
  actor: Actor,
  query: SubscriptionQuery,
  action: SubscriptionAction,
): Promise<Result<SubscriptionMatch>> {
  const context = await loadOrderContext(deps, actor);
  if (!context.ok) return context;
  const { account, terms, ruleContext } = context.value;
  const isUnavailable = (one: Subscription) => unavailableReason(one, action, ruleContext) !== undefined;
  const matches = query.subscription
    ? liveSubscriptions(account).filter(({ id }) => id === query.subscription)
    : matchByProduct(liveSubscriptions(account), query.product, terms, isUnavailable);
  const [first] = matches;
  if (!first && !query.subscription && !query.product) return refuse({ kind: 'none-changeable' });
  if (!first) {
    return refuse(readOnlyIfAdministrator(actor, { kind: 'unknown-subscription', said: query.product ?? '' }));
  }
  const reason = unavailableReason(first, action, ruleContext);
  // If the action is unavailable for all of them, a reason is better than a choice between them.
  if (matches.length > 1 && reason && matches.every(isUnavailable))
    return refuse(withDetails(reason, subscriptionDetails(account, first, ruleContext)));
  if (matches.length > 1) {
    const candidates = matches.map((one) => subscriptionDetails(account, one, ruleContext));
    return ok({ kind: 'choose', candidates, query });
  }
  const total = query.total ?? (query.delta === undefined ? undefined : licencesOf(first) + query.delta);
  const { product } = subscriptionDetails(account, first, ruleContext);
  return ok({ kind: 'one', subscription: first.id, product, ...(total !== undefined && { total }) });
}

/** Returns the actor's subscription, or why an action is unavailable for it. */
export async function checkAction(
  deps: OrderServiceDeps,
  actor: Actor,
  id: string,
  action: SubscriptionAction,
): Promise<Result<SubscriptionDetails>> {
  const context = await loadOrderContext(deps, actor);
  if (!context.ok) return context;
  const { account, ruleContext } = context.value;
  const subscription = liveSubscriptions(account).find((one) => one.id === id);
  if (!subscription) return refuse(readOnlyIfAdministrator(actor, { kind: 'unknown-subscription', said: '' }));
  const reason = unavailableReason(subscription, action, ruleContext);
  const details = subscriptionDetails(account, subscription, ruleContext);
  return reason ? refuse(withDetails(reason, details)) : ok(details);
}

/** A named product is matched even if the action is unavailable, to explain why; otherwise only available ones match. */
function matchByProduct(
  subscriptions: readonly Subscription[],
  product: string | undefined,
  terms: Terms,
  isUnavailable: (one: Subscription) => boolean,
): readonly Subscription[] {
  const matches = matchingSubscriptions(subscriptions, product, terms);
  const available = matches.filter((one) => !isUnavailable(one));
  return available.length > 0 || !product ? available : matches;
}
