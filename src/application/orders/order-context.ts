import type { Account, PendingOrder } from '../../domain/account/account.ts';
import type { Terms } from '../../domain/catalogue/product.ts';
import { type Actor, forbidden, isAllowed } from '../../domain/common/actor.ts';
import type { Refusal } from '../../domain/common/refusal.ts';
import { ok, type Result } from '../../domain/common/result.ts';
import type { Rules } from '../../domain/common/rules.ts';
import type { RuleContext } from '../../domain/subscription/order-preview.ts';
import type { OrderRequest } from '../../domain/subscription/order-request.ts';
import { fetchKnownPeople, type PeopleSearch } from '../people/people-search.ts';
import type { Clock } from '../ports/clock.ts';
import type { Commerce } from '../ports/commerce.ts';
import type { Directory } from '../ports/directory.ts';
import { productName, type SubscriptionDetails } from '../subscriptions/overview.ts';
import { readOnlyIfAdministrator } from '../subscriptions/ownership.ts';

export interface OrderServiceDeps {
  readonly commerce: Commerce;
  readonly directory: Directory;
  readonly people: PeopleSearch;
  readonly clock: Clock;
  readonly rules: Rules;
  /** Called for an error after which the order was executed, wholly or in part. */
  readonly onError: (error: unknown) => void;
}

/** The actor's account, and what is needed to preview orders in it. */
export interface OrderContext {
  readonly account: Account;
  readonly terms: Terms;
  readonly ruleContext: RuleContext;
}

/** @param request whose people are looked up in the directory, if it assigns licences */
export async function loadOrderContext(
  { commerce, rules, clock, directory }: OrderServiceDeps,
  actor: Actor,
  request?: OrderRequest,
): Promise<Result<OrderContext>> {
  if (!isAllowed(actor, 'purchase.change')) return forbidden(actor);
  const [account, terms] = await Promise.all([commerce.account(actor), commerce.terms(actor.tenant)]);
  const knownPeople = request?.act === 'assign' && (await fetchKnownPeople(directory, actor.tenant, request.people));
  return ok({ account, terms, ruleContext: { terms, rules, now: clock(), ...(knownPeople && { knownPeople }) } });
}

/** Puts the product's name into a refusal by the system of record, which has its id. */
export async function withProductName(
  { commerce }: OrderServiceDeps,
  actor: Actor,
  refusal: Refusal,
): Promise<Refusal> {
  if (!('product' in refusal)) return readOnlyIfAdministrator(actor, refusal);
  const terms = await commerce.terms(actor.tenant);
  return { ...refusal, product: productName(terms, refusal.product) };
}

/** Puts the names of product and card into a refusal by the rules, which has their ids. */
export function withDetails(refusal: Refusal, { product, paidWith }: SubscriptionDetails): Refusal {
  if (!('product' in refusal)) return refusal;
  return refusal.kind === 'past-due' ? { ...refusal, product, card: paidWith } : { ...refusal, product };
}

export const underWayRefusal = ({ order }: PendingOrder): Refusal => ({
  kind: 'under-way',
  order: order.number,
  product: order.product,
});
