import { type Account, type Order, type PendingOrder, usableProfiles } from '../../domain/account/account.ts';
import { findOffer } from '../../domain/catalogue/eligibility.ts';
import type { Terms } from '../../domain/catalogue/product.ts';
import { type Actor, forbidden, isAllowed } from '../../domain/common/actor.ts';
import type { PersonId } from '../../domain/common/person.ts';
import type { Refusal } from '../../domain/common/refusal.ts';
import { ok, type Result, refuse } from '../../domain/common/result.ts';
import type { Rules } from '../../domain/common/rules.ts';
import { irreversibleActs } from '../../domain/subscription/acts.ts';
import {
  changedFields,
  type OrderPreview,
  type PreviewSnapshot,
  type RuleContext,
  snapshotOf,
  withoutUnsupportedUndo,
} from '../../domain/subscription/order-preview.ts';
import type { ChangeRequest, OrderRequest } from '../../domain/subscription/order-request.ts';
import { previewOrder } from '../../domain/subscription/preview-order.ts';
import { licencesOf, type Subscription } from '../../domain/subscription/subscription.ts';
import { fetchKnownPeople, type PeopleSearch } from '../people/people-search.ts';
import type { Clock } from '../ports/clock.ts';
import type { Commerce, OrderCommand } from '../ports/commerce.ts';
import type { Directory } from '../ports/directory.ts';
import { type SubscriptionAction, unavailableReason } from '../subscriptions/available-actions.ts';
import { matchingSubscriptions } from '../subscriptions/match-product.ts';
import {
  liveSubscriptions,
  productName,
  type SubscriptionDetails,
  subscriptionDetails,
} from '../subscriptions/overview.ts';
import { readOnlyIfAdministrator } from '../subscriptions/ownership.ts';
import { monthlyCost } from './monthly-cost.ts';
import type { Names, Receipt } from './receipt.ts';
import { canUndo, peopleStillWithout, undoRequestFor } from './undo.ts';

/** What somebody said of which subscription they mean, and of a number. */
export interface SubscriptionQuery {
  readonly subscription?: string | undefined;
  readonly product?: string | undefined;
  readonly total?: number | undefined;
  readonly delta?: number | undefined;
}

/** What a wish comes to: one subscription, perhaps with its new total, or several to choose from. */
export type SubscriptionMatch =
  | { readonly kind: 'one'; readonly subscription: string; readonly total?: number }
  | { readonly kind: 'choose'; readonly from: readonly SubscriptionDetails[]; readonly wish: SubscriptionQuery };

export interface OrderReview {
  readonly preview: OrderPreview;
  readonly request: OrderRequest;
  readonly details: SubscriptionDetails;
  /** Names of everybody it touches. */
  readonly names: Names;
  /** What differs from an earlier review of the same act, if anything. */
  readonly changedFields: readonly (keyof PreviewSnapshot)[];
  /** A trial that could be had with a card as well as without. */
  readonly isCardOptional: boolean;
  /** How many more lost a licence with those who get theirs back now, as many as can at a time. */
  readonly remaining: number;
  readonly shownSnapshot?: PreviewSnapshot;
  /** Whose yes it waits for, because it costs so much a month: minor units before tax. */
  readonly approval?: {
    readonly manager: string;
    readonly name: string;
    readonly monthly: number;
    readonly above: number;
  };
}

export interface OrderServiceDeps {
  readonly commerce: Commerce;
  readonly directory: Directory;
  readonly people: PeopleSearch;
  readonly clock: Clock;
  readonly rules: Rules;
  /** Told of a fault after which something was done all the same. */
  readonly onError: (error: unknown) => void;
}

/** Everything a purchaser can have done: reviewed first, carried out once, told exactly (RULES S1, S3–S6). */
export class OrderService {
  readonly #deps: OrderServiceDeps;

  constructor(deps: OrderServiceDeps) {
    this.#deps = deps;
  }

  /** Finds which of the actor's own subscriptions is meant. */
  async findSubscription(
    actor: Actor,
    query: SubscriptionQuery,
    action: SubscriptionAction,
  ): Promise<Result<SubscriptionMatch>> {
    const found = await this.#load(actor);
    if (!found.ok) return found;
    const { account, terms, setting: context } = found.value;
    const isUnavailable = (one: Subscription) => unavailableReason(one, action, context) !== undefined;
    const matches = query.subscription
      ? liveSubscriptions(account).filter(({ id }) => id === query.subscription)
      : meantBy(liveSubscriptions(account), query.product, terms, isUnavailable);
    const [only] = matches;
    if (!only && !query.subscription && !query.product) return refuse({ kind: 'none-changeable' });
    if (!only)
      return refuse(readOnlyIfAdministrator(actor, { kind: 'unknown-subscription', said: query.product ?? '' }));
    const reason = only && unavailableReason(only, action, context);
    // None of them can be: one reason is better than a choice between them.
    if (matches.length > 1 && reason && matches.every(isUnavailable))
      return refuse(named(reason, subscriptionDetails(account, only, context)));
    if (matches.length > 1) {
      return ok({
        kind: 'choose',
        from: matches.map((one) => subscriptionDetails(account, one, context)),
        wish: query,
      });
    }
    const total = query.total ?? (query.delta === undefined ? undefined : licencesOf(only) + query.delta);
    return ok({ kind: 'one', subscription: only.id, ...(total !== undefined && { total }) });
  }

  /** The subscription something is asked about, or why it is out of the question. */
  async checkAction(actor: Actor, id: string, action: SubscriptionAction): Promise<Result<SubscriptionDetails>> {
    const found = await this.#load(actor);
    if (!found.ok) return found;
    const { account, setting } = found.value;
    const subscription = liveSubscriptions(account).find((one) => one.id === id);
    if (!subscription) return refuse(readOnlyIfAdministrator(actor, { kind: 'unknown-subscription', said: '' }));
    const reason = unavailableReason(subscription, action, setting);
    const details = subscriptionDetails(account, subscription, setting);
    return reason ? refuse(named(reason, details)) : ok(details);
  }

  /** Exactly what a request would do. Nothing is changed. */
  async review(actor: Actor, request: OrderRequest, shown?: PreviewSnapshot): Promise<Result<OrderReview>> {
    const found = await this.#load(actor, request);
    if (!found.ok) return found;
    const { account, terms, setting } = found.value;
    const planned = previewOrder(account, request, setting);
    if (!planned.ok)
      return refuse(readOnlyIfAdministrator(actor, nameIn(planned.refusal, account, request, { ...setting, terms })));
    const { supported } = this.#deps.commerce;
    const plan = withoutUnsupportedUndo(planned.value, supported);
    if (!supported.has(plan.act)) return refuse({ kind: 'elsewhere', what: plan.act });
    const holding = subscriptionDetails(account, plan.next, setting);
    if (plan.today.gross !== 0 && !holding.paidWith) return refuse({ kind: 'no-card', product: holding.product });
    const waitsFor = await this.#requiredApproval(actor, plan, terms);
    return ok({
      preview: plan,
      request,
      details: holding,
      ...(waitsFor && { approval: waitsFor }),
      names: await this.#deps.people.names(actor, touched(plan)),
      changedFields: shown ? changedFields(shown, snapshotOf(plan)) : [],
      remaining: this.#remainingPeople(account, plan.next, plan).length,
      isCardOptional: plan.act === 'trial' && trialEitherWay(account, plan, setting),
      ...(shown && { shownSnapshot: shown }),
    });
  }

  /** Carries out what a review showed, once for its key. */
  async confirm(actor: Actor, command: OrderCommand, { isApproved = false } = {}): Promise<Result<Receipt>> {
    if (!isAllowed(actor, 'purchase.change')) return forbidden(actor);
    const { request } = command;
    const wants = isApproved ? undefined : await this.#missingApproval(actor, command);
    if (wants) return refuse(wants);
    if (request.act === 'change' && request.unassign) {
      return this.#freeAndReduce(actor, command, { ...request, unassign: request.unassign });
    }
    const done = await this.#deps.commerce.carryOut(actor, command);
    if (!done.ok) return refuse(await this.#withProductName(actor, done.refusal));
    return ok(await this.#safeReceipt(actor, done.value));
  }

  /** Why a purchase cannot be carried out before the purchaser's manager agreed, unless it already was. */
  async #missingApproval(actor: Actor, { key, request }: OrderCommand): Promise<Refusal | undefined> {
    const { commerce, rules } = this.#deps;
    if (rules.approvalAbove === undefined) return undefined;
    const { orders } = await commerce.account(actor);
    if (orders.some((order) => order.key === key)) return undefined;
    const review = await this.review(actor, request);
    if (!review.ok || !review.value.approval) return undefined;
    const { details, approval } = review.value;
    return { kind: 'needs-approval', product: details.product, manager: approval.name };
  }

  async #requiredApproval(
    { tenant, person }: Actor,
    plan: OrderPreview,
    terms: Terms,
  ): Promise<OrderReview['approval']> {
    const { directory, rules } = this.#deps;
    const { approvalAbove: above } = rules;
    const monthly = monthlyCost(plan.next, boughtBy(plan), terms);
    if (above === undefined || monthly <= above) return undefined;
    const id = (await directory.person(tenant, person))?.manager;
    const manager = id === undefined ? undefined : await directory.person(tenant, id);
    if (manager?.kind !== 'member') return undefined;
    return { manager: manager.id, name: manager.name, monthly, above };
  }

  /** What became of a key: its receipt, or that it is under way; nothing when it did nothing. */
  async receiptForKey(actor: Actor, key: string): Promise<Result<Receipt> | undefined> {
    if (!isAllowed(actor, 'purchase.read')) return undefined;
    const account = await this.#deps.commerce.account(actor);
    if (account.intent?.order.key === key) return refuse(await this.#withProductName(actor, underWay(account.intent)));
    const order = account.orders.find((one) => one.key === key);
    return order && ok(await this.receipt(actor, order));
  }

  /** What takes an order back, the newest unless another is named, while that is possible: reviewed like any other. */
  async buildUndoRequest(actor: Actor, number?: string): Promise<Result<OrderRequest>> {
    const found = await this.#load(actor);
    if (!found.ok) return found;
    const { account, terms } = found.value;
    const { orders, intent } = account;
    if (intent) return refuse(await this.#withProductName(actor, underWay(intent)));
    const order = number === undefined ? orders.at(-1) : orders.find((one) => one.number === number);
    if (!order && number !== undefined && isAllowed(actor, 'purchases.read-all'))
      return refuse({ kind: 'read-only', said: '' });
    if (!order) return refuse({ kind: 'unknown-order' });
    if (irreversibleActs.includes(order.act)) return refuse({ kind: 'unknown-order' });
    const product = productName(terms, order.product);
    const subscription = liveSubscriptions(account).find(({ id }) => id === order.subscription);
    if (!subscription) return refuse({ kind: 'not-active', product, since: order.at });
    const { undoUntil } = order;
    if (undoUntil !== undefined && this.#deps.clock() >= undoUntil) {
      return refuse({ kind: 'undo-too-late', product, until: undoUntil });
    }
    if (!canUndo(order, orders, subscription, this.#deps.clock())) {
      return refuse({ kind: 'changed-since', product, total: licencesOf(subscription) });
    }
    return ok(atOnce(undoRequestFor(order, subscription), this.#deps.rules.maxPeople));
  }

  /** An order as its owner sees it now. */
  async receipt(owner: PersonId, order: Order): Promise<Receipt> {
    const { commerce, people, clock } = this.#deps;
    const [account, terms] = await Promise.all([commerce.account(owner), commerce.terms(owner.tenant)]);
    const subscription = liveSubscriptions(account).find(({ id }) => id === order.subscription);
    const freed = account.orders.find(({ key }) => key === freeing(order.key));
    const about = [...(order.people ?? []), ...(freed?.people ?? [])].map(({ person }) => person);
    return {
      order,
      product: productName(terms, order.product),
      freeLicences: subscription ? Math.max(0, licencesOf(subscription) - subscription.assignments.length) : 0,
      // Whoever gave up their licence for it does not get it back with the number: that is assigned again.
      canUndo: !freed && subscription !== undefined && canUndo(order, account.orders, subscription, clock()),
      names: await people.names(owner, about),
      freedPeople: (freed?.people ?? []).map(({ person }) => person),
      remainingPeople: subscription
        ? this.#remainingPeople(account, subscription, order).slice(0, this.#deps.rules.maxPeople)
        : [],
      ...(subscription && { subscription }),
    };
  }

  /** First the people, then the number (RULES #8). What was done stays done and is told, whatever follows. */
  async #freeAndReduce(
    actor: Actor,
    { key, request, shown }: OrderCommand,
    { unassign, ...change }: ChangeRequest & { unassign: readonly string[] },
  ): Promise<Result<Receipt>> {
    const { onError } = this.#deps;
    const before = await this.#preview(actor, request);
    const begun = before.account.orders.some((order) => order.key === freeing(key));
    if (!begun) {
      if (!before.planned.ok) return refuse(await this.#withProductName(actor, before.planned.refusal));
      if (changedFields(shown, snapshotOf(before.planned.value)).length > 0) {
        return refuse({ kind: 'changed', plan: before.planned.value });
      }
    }
    const free = { act: 'unassign', subscription: change.subscription, people: unassign } as const;
    const freed = await this.#step(actor, freeing(key), free);
    // Where all of them lost theirs meanwhile, the number goes down all the same.
    if (!freed.ok && freed.refusal.kind !== 'nobody') return refuse(await this.#withProductName(actor, freed.refusal));
    const reduced = await this.#step(actor, key, change, shown).catch((fault: unknown): Result<Order> => {
      onError(fault);
      return refuse({ kind: 'unanswered' });
    });
    if (reduced.ok) return ok(await this.#safeReceipt(actor, reduced.value));
    const refusal = await this.#withProductName(actor, reduced.refusal);
    if (!freed.ok) return refuse(refusal);
    return ok({
      ...(await this.#safeReceipt(actor, freed.value)),
      incompleteReduction: { refusal, total: change.total },
    });
  }

  /** @param money what was shown of the money: it must be the same still */
  async #step(actor: Actor, key: string, request: OrderRequest, money?: PreviewSnapshot): Promise<Result<Order>> {
    const { account, planned } = await this.#preview(actor, request);
    const done = account.orders.find((order) => order.key === key);
    if (done) return ok(done);
    if (!planned.ok) return planned;
    const facts = snapshotOf(planned.value);
    const differs =
      money && (['gross', 'now', 'later', 'renewal', 'renewalAt'] as const).some((one) => money[one] !== facts[one]);
    if (differs) return refuse({ kind: 'changed', plan: planned.value });
    return this.#deps.commerce.carryOut(actor, { key, request, shown: facts });
  }

  async #preview(actor: Actor, request: OrderRequest): Promise<{ account: Account; planned: Result<OrderPreview> }> {
    const { commerce } = this.#deps;
    const [account, terms] = await Promise.all([commerce.account(actor), commerce.terms(actor.tenant)]);
    return { account, planned: previewOrder(account, request, await this.#ruleContext(actor, terms, request)) };
  }

  /** Whose turn it is after these, where more lost a licence than can get it back at a time (RULES S4). */
  #remainingPeople(
    { orders }: Account,
    subscription: Subscription,
    { act, people = [] }: Pick<Order, 'act' | 'people'>,
  ) {
    const given = people.filter(({ result }) => result === 'done').map(({ person }) => person);
    const full = act === 'assign' && given.length >= this.#deps.rules.maxPeople;
    return full ? peopleStillWithout(orders, subscription, given) : [];
  }

  /** It is done: whatever goes wrong with telling it must not sound as if it were not. */
  #safeReceipt(actor: Actor, order: Order): Promise<Receipt> {
    return this.receipt(actor, order).catch((fault) => {
      this.#deps.onError(fault);
      return {
        order,
        product: order.product,
        freeLicences: 0,
        canUndo: false,
        names: new Map(),
        freedPeople: [],
        remainingPeople: [],
      };
    });
  }

  async #load(actor: Actor, request?: OrderRequest) {
    if (!isAllowed(actor, 'purchase.change')) return forbidden(actor);
    const { commerce } = this.#deps;
    const [account, terms] = await Promise.all([commerce.account(actor), commerce.terms(actor.tenant)]);
    return ok({ account, terms, setting: await this.#ruleContext(actor, terms, request) });
  }

  async #ruleContext(actor: Actor, terms: Terms, request?: OrderRequest): Promise<RuleContext> {
    const { rules, clock, directory } = this.#deps;
    const known = request?.act === 'assign' && (await fetchKnownPeople(directory, actor.tenant, request.people));
    return { terms, rules, now: clock(), ...(known && { knownPeople: known }) };
  }

  /** A refusal from the system of record knows a product by its id; people know it by its name. */
  async #withProductName(actor: Actor, refusal: Refusal): Promise<Refusal> {
    if (!('product' in refusal)) return readOnlyIfAdministrator(actor, refusal);
    const terms = await this.#deps.commerce.terms(actor.tenant);
    return { ...refusal, product: productName(terms, refusal.product) };
  }
}

/** How many licences a plan buys: a trial with a card buys those that follow it. */
function boughtBy({ act, from, now, next }: OrderPreview): number {
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

/** Everybody a plan has something to say about: those who lose access when it ends, too (RULES #13). */
function touched({ act, over, people, next }: OrderPreview): readonly string[] {
  const ends = act === 'end' ? next.assignments : [];
  return [...over, ...people.map(({ person }) => person), ...ends.map(({ person }) => person)];
}

function trialEitherWay(account: Account, { next }: OrderPreview, setting: RuleContext): boolean {
  const found = findOffer(next.product, { ...setting, subscriptions: account.subscriptions });
  return found.ok && found.value.trial.withCard && found.value.trial.withoutCard && usableProfiles(account).length > 0;
}

/** The key under which people give up their licence before a number goes down. */
const freeing = (key: string): string => `${key}/unassign`;

/** Licences are given to so many people at a time (RULES S4): the others are for another time. */
const atOnce = (request: OrderRequest, most: number): OrderRequest =>
  request.act === 'assign' ? { ...request, people: request.people.slice(0, most) } : request;

const underWay = ({ order }: PendingOrder): Refusal => ({
  kind: 'under-way',
  order: order.number,
  product: order.product,
});

/** Whoever names a product is told what bars it; a list to choose from has only what is possible. */
function meantBy(
  subscriptions: readonly Subscription[],
  product: string | undefined,
  terms: Terms,
  impossible: (one: Subscription) => boolean,
): readonly Subscription[] {
  const all = matchingSubscriptions(subscriptions, product, terms);
  const possible = all.filter((one) => !impossible(one));
  return possible.length > 0 || !product ? possible : all;
}

/** Puts the names people know into a refusal of the rules. */
function named(refusal: Refusal, { product, paidWith }: SubscriptionDetails): Refusal {
  if (!('product' in refusal)) return refusal;
  return refusal.kind === 'past-due' ? { ...refusal, product, card: paidWith } : { ...refusal, product };
}

function nameIn(refusal: Refusal, account: Account, request: OrderRequest, setting: RuleContext): Refusal {
  const id = request.act === 'buy' ? undefined : request.subscription;
  const subscription = account.subscriptions.find((one) => one.id === id);
  if (subscription) return named(refusal, subscriptionDetails(account, subscription, setting));
  return 'product' in refusal ? { ...refusal, product: productName(setting.terms, refusal.product) } : refusal;
}
