import { type Account, type Order, type PendingOrder, usableProfiles } from '../../domain/account/account.ts';
import { findOffer } from '../../domain/catalogue/eligibility.ts';
import type { Terms } from '../../domain/catalogue/product.ts';
import { type Actor, forbidden, isAllowed } from '../../domain/common/actor.ts';
import type { PersonId } from '../../domain/common/person.ts';
import type { Refusal } from '../../domain/common/refusal.ts';
import { ok, type Result, refuse } from '../../domain/common/result.ts';
import type { Rules } from '../../domain/common/rules.ts';
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
import { knownPeople, type PeopleSearch } from '../people/people-search.ts';
import type { Clock, Command, Commerce, Directory } from '../ports/ports.ts';
import { type Purpose, unavailableReason } from '../subscriptions/available-actions.ts';
import { matching } from '../subscriptions/match-product.ts';
import { holdingOf, live, productName, type SubscriptionDetails } from '../subscriptions/overview.ts';
import { notYours } from '../subscriptions/ownership.ts';
import { monthlyOf } from './monthly-cost.ts';
import type { Names, Receipt } from './receipt.ts';
import { neverUndone, stillWithout, takingBack, undoableNow } from './undo.ts';

/** What somebody said of which subscription they mean, and of a number. */
export interface Wish {
  readonly subscription?: string | undefined;
  readonly product?: string | undefined;
  readonly total?: number | undefined;
  readonly delta?: number | undefined;
}

/** What a wish comes to: one subscription, perhaps with its new total, or several to choose from. */
export type Understood =
  | { readonly kind: 'one'; readonly subscription: string; readonly total?: number }
  | { readonly kind: 'choose'; readonly from: readonly SubscriptionDetails[]; readonly wish: Wish };

export interface Review {
  readonly plan: OrderPreview;
  readonly request: OrderRequest;
  readonly holding: SubscriptionDetails;
  /** Names of everybody it touches. */
  readonly names: Names;
  /** What differs from an earlier review of the same act, if anything. */
  readonly changes: readonly (keyof PreviewSnapshot)[];
  /** A trial that could be had with a card as well as without. */
  readonly eitherWay: boolean;
  /** How many more lost a licence with those who get theirs back now, as many as can at a time. */
  readonly rest: number;
  readonly shown?: PreviewSnapshot;
  /** Whose yes it waits for, because it costs so much a month: minor units before tax. */
  readonly waitsFor?: {
    readonly manager: string;
    readonly name: string;
    readonly monthly: number;
    readonly above: number;
  };
}

export interface OrderingParts {
  readonly commerce: Commerce;
  readonly directory: Directory;
  readonly people: PeopleSearch;
  readonly clock: Clock;
  readonly rules: Rules;
  /** Told of a fault after which something was done all the same. */
  readonly onFault: (error: unknown) => void;
}

/** Everything a purchaser can have done: reviewed first, carried out once, told exactly (RULES S1, S3–S6). */
export class OrderService {
  readonly #parts: OrderingParts;

  constructor(parts: OrderingParts) {
    this.#parts = parts;
  }

  /** Finds which of the actor's own subscriptions is meant. */
  async understand(actor: Actor, wish: Wish, purpose: Purpose): Promise<Result<Understood>> {
    const found = await this.#own(actor);
    if (!found.ok) return found;
    const { account, terms, setting } = found.value;
    const impossible = (one: Subscription) => unavailableReason(one, purpose, setting) !== undefined;
    const meant = wish.subscription
      ? live(account).filter(({ id }) => id === wish.subscription)
      : meantBy(live(account), wish.product, terms, impossible);
    const [only] = meant;
    if (!only && !wish.subscription && !wish.product) return refuse({ kind: 'none-changeable' });
    if (!only) return refuse(notYours(actor, { kind: 'unknown-subscription', said: wish.product ?? '' }));
    const bar = only && unavailableReason(only, purpose, setting);
    // None of them can be: one reason is better than a choice between them.
    if (meant.length > 1 && bar && meant.every(impossible))
      return refuse(named(bar, holdingOf(account, only, setting)));
    if (meant.length > 1) {
      return ok({ kind: 'choose', from: meant.map((one) => holdingOf(account, one, setting)), wish });
    }
    const total = wish.total ?? (wish.delta === undefined ? undefined : licencesOf(only) + wish.delta);
    return ok({ kind: 'one', subscription: only.id, ...(total !== undefined && { total }) });
  }

  /** The subscription something is asked about, or why it is out of the question. */
  async form(actor: Actor, id: string, purpose: Purpose): Promise<Result<SubscriptionDetails>> {
    const found = await this.#own(actor);
    if (!found.ok) return found;
    const { account, setting } = found.value;
    const subscription = live(account).find((one) => one.id === id);
    if (!subscription) return refuse(notYours(actor, { kind: 'unknown-subscription', said: '' }));
    const bar = unavailableReason(subscription, purpose, setting);
    const holding = holdingOf(account, subscription, setting);
    return bar ? refuse(named(bar, holding)) : ok(holding);
  }

  /** Exactly what a request would do. Nothing is changed. */
  async review(actor: Actor, request: OrderRequest, shown?: PreviewSnapshot): Promise<Result<Review>> {
    const found = await this.#own(actor, request);
    if (!found.ok) return found;
    const { account, terms, setting } = found.value;
    const planned = previewOrder(account, request, setting);
    if (!planned.ok) return refuse(notYours(actor, nameIn(planned.refusal, account, request, { ...setting, terms })));
    const { elsewhere } = this.#parts.commerce;
    const plan = withoutUnsupportedUndo(planned.value, elsewhere);
    if (elsewhere.has(plan.act)) return refuse({ kind: 'elsewhere', what: plan.act });
    const holding = holdingOf(account, plan.next, setting);
    if (plan.today.gross !== 0 && !holding.paidWith) return refuse({ kind: 'no-card', product: holding.product });
    const waitsFor = await this.#waitsFor(actor, plan, terms);
    return ok({
      plan,
      request,
      holding,
      ...(waitsFor && { waitsFor }),
      names: await this.#parts.people.names(actor, touched(plan)),
      changes: shown ? changedFields(shown, snapshotOf(plan)) : [],
      rest: this.#rest(account, plan.next, plan).length,
      eitherWay: plan.act === 'trial' && trialEitherWay(account, plan, setting),
      ...(shown && { shown }),
    });
  }

  /** Carries out what a review showed, once for its key. */
  async confirm(actor: Actor, command: Command, { agreed = false } = {}): Promise<Result<Receipt>> {
    if (!isAllowed(actor, 'purchase.change')) return forbidden(actor);
    const { request } = command;
    const wants = agreed ? undefined : await this.#unagreed(actor, command);
    if (wants) return refuse(wants);
    if (request.act === 'change' && request.unassign) {
      return this.#reduce(actor, command, { ...request, unassign: request.unassign });
    }
    const done = await this.#parts.commerce.carryOut(actor, command);
    if (!done.ok) return refuse(await this.#named(actor, done.refusal));
    return ok(await this.#told(actor, done.value));
  }

  /** Why a purchase cannot be carried out before the purchaser's manager agreed, unless it already was. */
  async #unagreed(actor: Actor, { key, request }: Command): Promise<Refusal | undefined> {
    const { commerce, rules } = this.#parts;
    if (rules.approvalAbove === undefined) return undefined;
    const { orders } = await commerce.account(actor);
    if (orders.some((order) => order.key === key)) return undefined;
    const review = await this.review(actor, request);
    if (!review.ok || !review.value.waitsFor) return undefined;
    const { holding, waitsFor } = review.value;
    return { kind: 'needs-approval', product: holding.product, manager: waitsFor.name };
  }

  async #waitsFor({ tenant, person }: Actor, plan: OrderPreview, terms: Terms): Promise<Review['waitsFor']> {
    const { directory, rules } = this.#parts;
    const { approvalAbove: above } = rules;
    const monthly = monthlyOf(plan.next, boughtBy(plan), terms);
    if (above === undefined || monthly <= above) return undefined;
    const id = (await directory.person(tenant, person))?.manager;
    const manager = id === undefined ? undefined : await directory.person(tenant, id);
    if (manager?.kind !== 'member') return undefined;
    return { manager: manager.id, name: manager.name, monthly, above };
  }

  /** What became of a key: its receipt, or that it is under way; nothing when it did nothing. */
  async receiptOf(actor: Actor, key: string): Promise<Result<Receipt> | undefined> {
    if (!isAllowed(actor, 'purchase.read')) return undefined;
    const account = await this.#parts.commerce.account(actor);
    if (account.intent?.order.key === key) return refuse(await this.#named(actor, underWay(account.intent)));
    const order = account.orders.find((one) => one.key === key);
    return order && ok(await this.receipt(actor, order));
  }

  /** What takes an order back, the newest unless another is named, while that is possible: reviewed like any other. */
  async undoing(actor: Actor, number?: string): Promise<Result<OrderRequest>> {
    const found = await this.#own(actor);
    if (!found.ok) return found;
    const { account, terms } = found.value;
    const { orders, intent } = account;
    if (intent) return refuse(await this.#named(actor, underWay(intent)));
    const order = number === undefined ? orders.at(-1) : orders.find((one) => one.number === number);
    if (!order && number !== undefined && isAllowed(actor, 'purchases.read-all'))
      return refuse({ kind: 'read-only', said: '' });
    if (!order) return refuse({ kind: 'unknown-order' });
    if (neverUndone.includes(order.act)) return refuse({ kind: 'unknown-order' });
    const product = productName(terms, order.product);
    const subscription = live(account).find(({ id }) => id === order.subscription);
    if (!subscription) return refuse({ kind: 'not-active', product, since: order.at });
    const { undoUntil } = order;
    if (undoUntil !== undefined && this.#parts.clock() >= undoUntil) {
      return refuse({ kind: 'undo-too-late', product, until: undoUntil });
    }
    if (!undoableNow(order, orders, subscription, this.#parts.clock())) {
      return refuse({ kind: 'changed-since', product, total: licencesOf(subscription) });
    }
    return ok(atOnce(takingBack(order, subscription), this.#parts.rules.maxPeople));
  }

  /** An order as its owner sees it now. */
  async receipt(owner: PersonId, order: Order): Promise<Receipt> {
    const { commerce, people, clock } = this.#parts;
    const [account, terms] = await Promise.all([commerce.account(owner), commerce.terms(owner.tenant)]);
    const subscription = live(account).find(({ id }) => id === order.subscription);
    const freed = account.orders.find(({ key }) => key === freeing(order.key));
    const about = [...(order.people ?? []), ...(freed?.people ?? [])].map(({ person }) => person);
    return {
      order,
      product: productName(terms, order.product),
      unassigned: subscription ? Math.max(0, licencesOf(subscription) - subscription.assignments.length) : 0,
      // Whoever gave up their licence for it does not get it back with the number: that is assigned again.
      undoable: !freed && subscription !== undefined && undoableNow(order, account.orders, subscription, clock()),
      names: await people.names(owner, about),
      freed: (freed?.people ?? []).map(({ person }) => person),
      rest: subscription ? this.#rest(account, subscription, order).slice(0, this.#parts.rules.maxPeople) : [],
      ...(subscription && { subscription }),
    };
  }

  /** First the people, then the number (RULES #8). What was done stays done and is told, whatever follows. */
  async #reduce(
    actor: Actor,
    { key, request, shown }: Command,
    { unassign, ...change }: ChangeRequest & { unassign: readonly string[] },
  ): Promise<Result<Receipt>> {
    const { onFault } = this.#parts;
    const before = await this.#planned(actor, request);
    const begun = before.account.orders.some((order) => order.key === freeing(key));
    if (!begun) {
      if (!before.planned.ok) return refuse(await this.#named(actor, before.planned.refusal));
      if (changedFields(shown, snapshotOf(before.planned.value)).length > 0) {
        return refuse({ kind: 'changed', plan: before.planned.value });
      }
    }
    const free = { act: 'unassign', subscription: change.subscription, people: unassign } as const;
    const freed = await this.#step(actor, freeing(key), free);
    // Where all of them lost theirs meanwhile, the number goes down all the same.
    if (!freed.ok && freed.refusal.kind !== 'nobody') return refuse(await this.#named(actor, freed.refusal));
    const reduced = await this.#step(actor, key, change, shown).catch((fault: unknown): Result<Order> => {
      onFault(fault);
      return refuse({ kind: 'unanswered' });
    });
    if (reduced.ok) return ok(await this.#told(actor, reduced.value));
    const refusal = await this.#named(actor, reduced.refusal);
    if (!freed.ok) return refuse(refusal);
    return ok({ ...(await this.#told(actor, freed.value)), unfinished: { refusal, total: change.total } });
  }

  /** @param money what was shown of the money: it must be the same still */
  async #step(actor: Actor, key: string, request: OrderRequest, money?: PreviewSnapshot): Promise<Result<Order>> {
    const { account, planned } = await this.#planned(actor, request);
    const done = account.orders.find((order) => order.key === key);
    if (done) return ok(done);
    if (!planned.ok) return planned;
    const facts = snapshotOf(planned.value);
    const differs =
      money && (['gross', 'now', 'later', 'renewal', 'renewalAt'] as const).some((one) => money[one] !== facts[one]);
    if (differs) return refuse({ kind: 'changed', plan: planned.value });
    return this.#parts.commerce.carryOut(actor, { key, request, shown: facts });
  }

  async #planned(actor: Actor, request: OrderRequest): Promise<{ account: Account; planned: Result<OrderPreview> }> {
    const { commerce } = this.#parts;
    const [account, terms] = await Promise.all([commerce.account(actor), commerce.terms(actor.tenant)]);
    return { account, planned: previewOrder(account, request, await this.#setting(actor, terms, request)) };
  }

  /** Whose turn it is after these, where more lost a licence than can get it back at a time (RULES S4). */
  #rest({ orders }: Account, subscription: Subscription, { act, people = [] }: Pick<Order, 'act' | 'people'>) {
    const given = people.filter(({ result }) => result === 'done').map(({ person }) => person);
    const full = act === 'assign' && given.length >= this.#parts.rules.maxPeople;
    return full ? stillWithout(orders, subscription, given) : [];
  }

  /** It is done: whatever goes wrong with telling it must not sound as if it were not. */
  #told(actor: Actor, order: Order): Promise<Receipt> {
    return this.receipt(actor, order).catch((fault) => {
      this.#parts.onFault(fault);
      return { order, product: order.product, unassigned: 0, undoable: false, names: new Map(), freed: [], rest: [] };
    });
  }

  async #own(actor: Actor, request?: OrderRequest) {
    if (!isAllowed(actor, 'purchase.change')) return forbidden(actor);
    const { commerce } = this.#parts;
    const [account, terms] = await Promise.all([commerce.account(actor), commerce.terms(actor.tenant)]);
    return ok({ account, terms, setting: await this.#setting(actor, terms, request) });
  }

  async #setting(actor: Actor, terms: Terms, request?: OrderRequest): Promise<RuleContext> {
    const { rules, clock, directory } = this.#parts;
    const known = request?.act === 'assign' && (await knownPeople(directory, actor.tenant, request.people));
    return { terms, rules, now: clock(), ...(known && { knownPeople: known }) };
  }

  /** A refusal from the system of record knows a product by its id; people know it by its name. */
  async #named(actor: Actor, refusal: Refusal): Promise<Refusal> {
    if (!('product' in refusal)) return notYours(actor, refusal);
    const terms = await this.#parts.commerce.terms(actor.tenant);
    return { ...refusal, product: productName(terms, refusal.product) };
  }
}

/** How many licences a plan buys: a trial with a card buys those that follow it. */
function boughtBy({ act, from, now, next }: OrderPreview): number {
  if (act === 'buy' || act === 'reactivate' || (act === 'trial' && next.renews)) return now;
  return act === 'add' || act === 'assign' ? now - from : 0;
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
  const all = matching(subscriptions, product, terms);
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
  if (subscription) return named(refusal, holdingOf(account, subscription, setting));
  return 'product' in refusal ? { ...refusal, product: productName(setting.terms, refusal.product) } : refusal;
}
