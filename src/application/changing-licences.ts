import type { Intent, Order } from '../domain/account.ts';
import { type Actor, may } from '../domain/actor.ts';
import {
  type ChangePlan,
  type ChangeRequest,
  changedFacts,
  type Facts,
  factsOf,
  planChange,
} from '../domain/changing.ts';
import { type Outcome, ok, refuse } from '../domain/outcome.ts';
import type { PersonId } from '../domain/person.ts';
import type { Terms } from '../domain/product.ts';
import type { Refusal } from '../domain/refusal.ts';
import type { Rules } from '../domain/rules.ts';
import { licencesOf, type Subscription } from '../domain/subscription.ts';
import { matching } from './matching.ts';
import { type Holding, holdingOf, live, productName } from './overview.ts';
import type { ChangeCommand, Clock, Commerce, Directory } from './ports.ts';
import type { Receipt } from './receipt.ts';

/** What somebody said they want: a product or subscription by name or id, and a total or a difference. */
export interface Wish {
  readonly subscription?: string | undefined;
  readonly product?: string | undefined;
  readonly total?: number | undefined;
  readonly delta?: number | undefined;
}

/** What a wish comes to: one subscription, perhaps with its new total, or several to choose from. */
export type Understood =
  | { readonly kind: 'one'; readonly subscription: string; readonly total?: number }
  | { readonly kind: 'choose'; readonly from: readonly Holding[]; readonly wish: Wish };

export interface Review {
  readonly plan: ChangePlan;
  readonly holding: Holding;
  /** Names of those who would have no licence at the renewal. */
  readonly over: readonly string[];
  /** What differs from an earlier review of the same change, if anything. */
  readonly changes: readonly (keyof Facts)[];
  readonly shown?: Facts;
  /** The purchaser wanted it at the renewal, not because it cannot be done now. */
  readonly askedForRenewal: boolean;
}

/** Buying more or removing licences, as one act: a new total (RULES S3, #5–#9, #14). */
export class ChangingLicences {
  readonly #commerce: Commerce;
  readonly #directory: Directory;
  readonly #clock: Clock;
  readonly #rules: Rules;

  constructor(commerce: Commerce, directory: Directory, clock: Clock, rules: Rules) {
    this.#commerce = commerce;
    this.#directory = directory;
    this.#clock = clock;
    this.#rules = rules;
  }

  /** Finds which of the actor's own subscriptions is meant. */
  async understand(actor: Actor, wish: Wish): Promise<Outcome<Understood>> {
    const found = await this.#own(actor);
    if (!found.ok) return found;
    const { subscriptions, terms, holding } = found.value;
    const meant = wish.subscription
      ? subscriptions.filter(({ id }) => id === wish.subscription)
      : this.#meant(subscriptions, wish.product, terms);
    const [only] = meant;
    if (!only && !wish.subscription && !wish.product) return refuse({ kind: 'none-changeable' });
    if (!only) return refuse({ kind: 'unknown-subscription', said: wish.product ?? '' });
    if (meant.length > 1) return ok({ kind: 'choose', from: meant.map(holding), wish });
    const total = wish.total ?? (wish.delta === undefined ? undefined : licencesOf(only) + wish.delta);
    return ok({ kind: 'one', subscription: only.id, ...(total !== undefined && { total }) });
  }

  /** The subscription whose new total is asked for, or why it cannot be changed. */
  async form(actor: Actor, id: string): Promise<Outcome<Holding>> {
    const found = await this.#one(actor, id);
    if (!found.ok) return found;
    const { subscription, terms, holding } = found.value;
    const bar = this.#bar(subscription, terms);
    return bar ? refuse(withCard(bar, holding)) : ok(holding);
  }

  /** Exactly what a change would do. Nothing is changed. */
  async review(actor: Actor, request: ChangeRequest, shown?: Facts): Promise<Outcome<Review>> {
    const found = await this.#one(actor, request.subscription);
    if (!found.ok) return found;
    const { subscription, terms, holding } = found.value;
    const planned = planChange(subscription, request, this.#setting(terms));
    if (!planned.ok) return refuse(withCard(planned.refusal, holding));
    const plan = planned.value;
    if (plan.today.gross > 0 && !holding.paidWith) return refuse({ kind: 'no-card', product: holding.product });
    return ok({
      plan,
      holding,
      over: await this.#names(actor, plan.over),
      changes: shown ? changedFacts(shown, factsOf(plan)) : [],
      askedForRenewal: request.when === 'renewal',
      ...(shown && { shown }),
    });
  }

  /** Carries out what a review showed, once for its key. */
  async confirm(actor: Actor, command: ChangeCommand): Promise<Outcome<Receipt>> {
    if (!may(actor, 'purchase.change')) return refuse({ kind: 'guest' });
    const done = await this.#commerce.change(actor, command);
    if (!done.ok) return refuse(await this.#named(actor, done.refusal));
    // It is done: whatever goes wrong with telling it must not sound as if it were not.
    return ok(await this.receipt(actor, done.value).catch(() => bare(done.value)));
  }

  /** What became of a key: its receipt, or that it is under way; nothing when it did nothing. */
  async receiptOf(actor: Actor, key: string): Promise<Outcome<Receipt> | undefined> {
    if (!may(actor, 'purchase.read')) return undefined;
    const account = await this.#commerce.account(actor);
    if (account.intent?.order.key === key) return refuse(await this.#named(actor, underWay(account.intent)));
    const order = account.orders.find((one) => one.key === key);
    return order && ok(await this.receipt(actor, order));
  }

  /** The change that takes an order back, the newest unless another is named, while that is possible: it is reviewed like any other. */
  async undoing(actor: Actor, number?: string): Promise<Outcome<ChangeRequest>> {
    const found = await this.#own(actor);
    if (!found.ok) return found;
    const { orders, subscriptions, terms, intent } = found.value;
    if (intent) return refuse(await this.#named(actor, underWay(intent)));
    const order = number === undefined ? orders.at(-1) : orders.find((one) => one.number === number);
    if (!order) return refuse({ kind: 'unknown-order' });
    const product = productName(terms, order.product);
    const subscription = subscriptions.find(({ id }) => id === order.request.subscription);
    if (!subscription) return refuse({ kind: 'not-active', product, since: order.at });
    const { undoUntil } = order;
    if (undoUntil !== undefined && this.#clock() >= undoUntil) {
      return refuse({ kind: 'undo-too-late', product, until: undoUntil });
    }
    if (!undoableNow(order, orders, subscription, this.#clock())) {
      return refuse({ kind: 'changed-since', product, total: licencesOf(subscription) });
    }
    return ok({ subscription: subscription.id, total: order.from });
  }

  /** An order as its owner sees it now. */
  async receipt(owner: PersonId, order: Order): Promise<Receipt> {
    const [account, terms] = await Promise.all([this.#commerce.account(owner), this.#commerce.terms(owner.tenant)]);
    const subscription = live(account).find(({ id }) => id === order.request.subscription);
    return {
      order,
      product: productName(terms, order.product),
      unassigned: subscription ? Math.max(0, licencesOf(subscription) - subscription.assignments.length) : 0,
      undoable: subscription !== undefined && undoableNow(order, account.orders, subscription, this.#clock()),
    };
  }

  async #own(actor: Actor) {
    if (!may(actor, 'purchase.change')) return refuse({ kind: 'guest' });
    const [account, terms] = await Promise.all([this.#commerce.account(actor), this.#commerce.terms(actor.tenant)]);
    const holding = (one: Subscription) => holdingOf(account, one, this.#setting(terms));
    return ok({ orders: account.orders, intent: account.intent, subscriptions: live(account), terms, holding });
  }

  async #one(actor: Actor, id: string) {
    const found = await this.#own(actor);
    if (!found.ok) return found;
    const { subscriptions, terms, holding } = found.value;
    const subscription = subscriptions.find((one) => one.id === id);
    if (!subscription) return refuse({ kind: 'unknown-subscription', said: '' });
    return ok({ subscription, terms, holding: holding(subscription) });
  }

  /** Whoever names a product is told what bars it; a list to choose from has only what can be changed. */
  #meant(subscriptions: readonly Subscription[], product: string | undefined, terms: Terms) {
    const possible = matching(subscriptions, product, terms).filter((one) => !this.#bar(one, terms));
    return possible.length > 0 || !product ? possible : matching(subscriptions, product, terms);
  }

  /** What bars every change of a subscription, if anything does. */
  #bar(subscription: Subscription, terms: Terms): Refusal | undefined {
    // A total that is surely possible brings it out.
    const request = { subscription: subscription.id, total: this.#rules.maxLicences };
    const planned = planChange(subscription, request, this.#setting(terms));
    return !planned.ok && barsAll(planned.refusal) ? planned.refusal : undefined;
  }

  #setting(terms: Terms) {
    return { terms, rules: this.#rules, now: this.#clock() };
  }

  async #names(actor: Actor, ids: readonly string[]): Promise<readonly string[]> {
    const people = await Promise.all(ids.map((id) => this.#directory.person(actor.tenant, id)));
    return people.map((person, index) => person?.name ?? ids[index] ?? '');
  }

  /** A refusal from the system of record knows a product by its id; people know it by its name. */
  async #named(actor: Actor, refusal: Refusal): Promise<Refusal> {
    if (!('product' in refusal)) return refusal;
    const terms = await this.#commerce.terms(actor.tenant);
    return { ...refusal, product: productName(terms, refusal.product) };
  }
}

/** The newest change of a subscription that still stands in the way it left it. */
function undoableNow(order: Order, orders: readonly Order[], subscription: Subscription, now: number): boolean {
  if (order.act === 'keep' || subscription.state.kind !== 'active') return false;
  // Removing needs recurring billing on (RULES #6), and the window of what was added.
  const removes = order.act === 'add';
  if (removes && (!subscription.renews || order.undoUntil === undefined)) return false;
  if (order.undoUntil !== undefined && now >= order.undoUntil) return false;
  const newest = orders.findLast(({ request }) => request.subscription === subscription.id);
  const asLeft = licencesOf(subscription) === order.now && subscription.scheduled?.total === order.later;
  return newest?.number === order.number && asLeft;
}

const underWay = ({ order }: Intent): Refusal => ({ kind: 'under-way', order: order.number, product: order.product });

/** An order as far as it is known by itself. */
const bare = (order: Order): Receipt => ({ order, product: order.product, unassigned: 0, undoable: false });

const barsAll = ({ kind }: Refusal): boolean =>
  ['not-active', 'trial', 'credit-check', 'past-due', 'end-of-sale'].includes(kind);

/** Puts the names people know into a refusal of the rules. */
function withCard(refusal: Refusal, { product, paidWith }: Holding): Refusal {
  if (!('product' in refusal)) return refusal;
  return refusal.kind === 'past-due' ? { ...refusal, product, card: paidWith } : { ...refusal, product };
}
