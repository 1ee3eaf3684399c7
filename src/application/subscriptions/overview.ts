import type { Account } from '../../domain/account/account.ts';
import { cardName, methodFor } from '../../domain/account/account.ts';
import type { Terms } from '../../domain/catalogue/product.ts';
import { type Actor, forbidden, isAllowed } from '../../domain/common/actor.ts';
import type { PersonId } from '../../domain/common/person.ts';
import { ok, type Result, refuse } from '../../domain/common/result.ts';
import type { Rules } from '../../domain/common/rules.ts';
import type { Instant } from '../../domain/common/time.ts';
import { expiringCardAlerts, type SubscriptionAlert, subscriptionAlerts } from '../../domain/subscription/alerts.ts';
import type { Subscription } from '../../domain/subscription/subscription.ts';
import type { Clock } from '../ports/clock.ts';
import type { Commerce } from '../ports/commerce.ts';
import { readOnlyIfAdministrator } from './ownership.ts';

/** The user's own subscriptions at one time, with the data to present them. */
export interface OwnPurchases {
  /** Those not deleted: active ones first, then by renewal or end. */
  readonly subscriptions: readonly Subscription[];
  readonly alerts: readonly SubscriptionAlert[];
  readonly terms: Terms;
  readonly rules: Rules;
  readonly now: Instant;
  /** Number of licence requests that the user can decide. */
  readonly requestsToDecide: number;
}

/** One subscription with the data to present it. */
export interface SubscriptionDetails {
  readonly subscription: Subscription;
  readonly product: string;
  readonly paidWith: string;
  readonly currency: string;
  readonly rules: Rules;
  readonly now: Instant;
  /** Its amounts are estimates. */
  readonly estimated?: true;
}

/** The user's own subscriptions (RULES S2). Read-only. */
export class SubscriptionOverview {
  readonly #commerce: Commerce;
  readonly #clock: Clock;
  readonly #rules: Rules;
  readonly #countRequestsToDecide: (person: PersonId) => Promise<number>;

  /** @param countRequestsToDecide returns the number of open licence requests that a person can decide */
  constructor(
    commerce: Commerce,
    clock: Clock,
    rules: Rules,
    countRequestsToDecide: (person: PersonId) => Promise<number> = async () => 0,
  ) {
    this.#commerce = commerce;
    this.#clock = clock;
    this.#rules = rules;
    this.#countRequestsToDecide = countRequestsToDecide;
  }

  async purchases(actor: Actor): Promise<Result<OwnPurchases>> {
    if (!isAllowed(actor, 'purchase.read')) return forbidden(actor);
    const [account, terms] = await Promise.all([this.#commerce.account(actor), this.#commerce.terms(actor.tenant)]);
    const now = this.#clock();
    const rules = this.#rules;
    const subscriptions = liveSubscriptions(account);
    const cards = expiringCardAlerts(account, now, rules);
    const requestsToDecide = await this.#countRequestsToDecide(actor);
    const items = subscriptionAlerts(subscriptions, { terms, rules, now, cards });
    return ok({ subscriptions, terms, rules, now, requestsToDecide, alerts: items });
  }

  /** Returns the numbers of the newest order and of the newest invoice of an order. */
  async latestNumbers(actor: Actor): Promise<LatestNumbers> {
    if (!isAllowed(actor, 'purchase.read')) return {};
    const { orders } = await this.#commerce.account(actor);
    const [order, invoice] = [orders.at(-1)?.number, orders.findLast((one) => one.invoice)?.invoice];
    return { ...(order && { order }), ...(invoice && { invoice }) };
  }

  async subscription(actor: Actor, id: string): Promise<Result<SubscriptionDetails>> {
    if (!isAllowed(actor, 'purchase.read')) return forbidden(actor);
    const [account, terms] = await Promise.all([this.#commerce.account(actor), this.#commerce.terms(actor.tenant)]);
    const subscription = liveSubscriptions(account).find((one) => one.id === id);
    if (!subscription) return refuse(readOnlyIfAdministrator(actor, { kind: 'unknown-subscription', said: '' }));
    return ok(subscriptionDetails(account, subscription, { terms, rules: this.#rules, now: this.#clock() }));
  }
}

/** Numbers that support needs. */
export interface LatestNumbers {
  readonly order?: string;
  readonly invoice?: string;
}

/** Returns the subscriptions that are not deleted: active ones first, then by the end of the term. */
export const liveSubscriptions = ({ subscriptions }: Account): readonly Subscription[] =>
  subscriptions
    .filter(({ state }) => state.kind !== 'deleted')
    .sort((a, b) => rank(a) - rank(b) || a.term.end - b.term.end);

const rank = ({ state }: Subscription): number => ['active', 'expired', 'disabled', 'deleted'].indexOf(state.kind);

export function subscriptionDetails(
  account: Account,
  subscription: Subscription,
  { terms, rules, now }: { terms: Terms; rules: Rules; now: Instant },
): SubscriptionDetails {
  const method = methodFor(account, subscription);
  return {
    subscription,
    product: productName(terms, subscription.product),
    paidWith: method ? cardName(method) : '',
    currency: account.currency,
    rules,
    now,
    ...(terms.estimated && { estimated: true }),
  };
}

export const productName = (terms: Terms, id: string): string => terms.products.get(id)?.name ?? id;
