import type { Account, Order } from '../../domain/account/account.ts';
import { methodFor } from '../../domain/account/account.ts';
import type { ManagerKind, NotificationTopic } from '../../domain/account/notification.ts';
import { managerKindOf } from '../../domain/account/order-notifications.ts';
import type { PaymentMethod } from '../../domain/account/payment-method.ts';
import { listPrice, type Terms } from '../../domain/catalogue/product.ts';
import type { Person, PersonId } from '../../domain/common/person.ts';
import type { Rules } from '../../domain/common/rules.ts';
import { DAY, type Instant } from '../../domain/common/time.ts';
import { licencesOf, type Subscription } from '../../domain/subscription/subscription.ts';
import type { RequestQueries, RequestView } from '../licence-requests/request-queries.ts';
import { monthlyCost } from '../orders/monthly-cost.ts';
import type { OrderService } from '../orders/order-service.ts';
import type { Receipt } from '../orders/receipt.ts';
import type { PaymentReceipt } from '../payments/payment-receipt.ts';
import type { Clock, Commerce, Directory, Documents } from '../ports/ports.ts';
import { productName, type SubscriptionDetails, subscriptionDetails } from '../subscriptions/overview.ts';

/** What a manager's people spend, and what one of them did about it. Amounts are minor units before tax. */
export interface TeamOrder {
  readonly kind: 'team-order';
  readonly about: ManagerKind | undefined;
  readonly order: Order;
  readonly product: string;
  readonly purchaser: Pick<Person, 'id' | 'name' | 'mail'>;
  /** What it changes a month; negative where less is spent. */
  readonly monthly: number;
  /** What the team spends a month now; absent where nobody's manager is told. */
  readonly team?: number;
  /** The order was taken back since. */
  readonly undone: boolean;
}

export interface TeamPaymentFailed {
  readonly kind: 'team-payment-failed';
  readonly details: SubscriptionDetails;
  readonly purchaser: Pick<Person, 'id' | 'name' | 'mail'>;
  /** What the subscription costs a month. */
  readonly monthly: number;
}

/** What goes into a digest. */
export type TeamNotificationContent = TeamOrder | TeamPaymentFailed;

/** Something a person is told without having asked. */
export type NotificationContent =
  | { readonly kind: 'order-settled' | 'window-closes'; readonly receipt: Receipt }
  | { readonly kind: 'wallet-changed'; readonly receipt: PaymentReceipt }
  /** A payment that failed: the subscription as it stands after it. */
  | { readonly kind: 'payment-failed'; readonly details: SubscriptionDetails }
  | {
      readonly kind: 'renews' | 'trial-ends' | 'over';
      readonly holding: SubscriptionDetails;
      readonly by: Instant;
      readonly days: number;
      /** What the next term costs before tax, minor units. */
      readonly net: number;
    }
  | { readonly kind: 'few-licences' | 'scheduled-done'; readonly holding: SubscriptionDetails }
  | { readonly kind: 'card-expires'; readonly card: PaymentMethod; readonly paysFor: readonly string[] }
  /** A licence request, to who asked it or may decide it; again where they were told of it before. */
  | { readonly kind: 'request'; readonly view: RequestView; readonly again: boolean }
  | TeamNotificationContent
  | {
      readonly kind: 'digest';
      readonly every: 'daily' | 'weekly';
      readonly items: readonly TeamNotificationContent[];
      /** Whether its reader is somebody's manager; else it is of people who have none. */
      readonly team: boolean;
    };

export interface NotificationComposerDeps {
  readonly commerce: Commerce;
  readonly directory: Directory;
  readonly documents: Documents;
  readonly orderService: OrderService;
  readonly requestQueries: Pick<RequestQueries, 'viewFor'>;
  readonly clock: Clock;
  readonly rules: Rules;
}

/** Turns what is to be told into what is said of it now: a notice holds ids, and things may have changed since. */
export class NotificationComposer {
  readonly #deps: NotificationComposerDeps;

  constructor(deps: NotificationComposerDeps) {
    this.#deps = deps;
  }

  /** Nothing when it is no news any more. */
  async compose(
    about: PersonId,
    topic: NotificationTopic,
    to: 'purchaser' | 'manager' | 'other',
  ): Promise<NotificationContent | undefined> {
    const { commerce, orderService, rules, clock } = this.#deps;
    if (isRequestTopic(topic)) return this.#requestContent(about, topic);
    const [account, terms] = await Promise.all([commerce.account(about), commerce.terms(about.tenant)]);
    const detailsOf = (id: string) => {
      const subscription = account.subscriptions.find((one) => one.id === id);
      return subscription && subscriptionDetails(account, subscription, { terms, rules, now: clock() });
    };
    switch (topic.kind) {
      case 'order-settled':
      case 'window-closes': {
        const order = account.orders.find(({ number }) => number === topic.order);
        const receipt = order && (await orderService.receipt(about, order));
        if (!receipt || (topic.kind === 'window-closes' && !receipt.canUndo)) return undefined;
        return { kind: topic.kind, receipt };
      }
      case 'order': {
        const order = account.orders.find(({ number }) => number === topic.order);
        return order && this.#teamOrder(account, order, terms);
      }
      case 'payment-failed': {
        const holding = detailsOf(topic.subscription);
        if (!holding) return undefined;
        if (to === 'purchaser') return { kind: 'payment-failed', details: holding };
        const monthly = monthlyCost(holding.subscription, licencesOf(holding.subscription), terms);
        return { kind: 'team-payment-failed', details: holding, purchaser: await this.#purchaser(about), monthly };
      }
      case 'renews':
      case 'trial-ends':
      case 'over': {
        const holding = detailsOf(topic.subscription);
        if (!holding || !isStillDue(holding.subscription, topic.kind)) return undefined;
        const { subscription } = holding;
        const plan = subscription.plan === 'trial' ? 'monthly' : subscription.plan;
        const price = listPrice(terms, subscription.product, plan) ?? subscription.price;
        const net = price * (subscription.scheduled?.total ?? licencesOf(subscription));
        // Told later than it fell due, there are fewer days left.
        const days = Math.max(1, Math.round((topic.by - holding.now) / DAY));
        return { kind: topic.kind, holding, by: topic.by, days, net };
      }
      case 'few-licences':
      case 'scheduled-done': {
        const holding = detailsOf(topic.subscription);
        return holding?.subscription.state.kind === 'active' ? { kind: topic.kind, holding } : undefined;
      }
      case 'card-expires': {
        const card = account.methods.find(({ id, expires }) => id === topic.card && expires === topic.by);
        const paidSubscriptions = account.subscriptions.filter(
          (one) => one.state.kind === 'active' && methodFor(account, one)?.id === card?.id,
        );
        if (!card || paidSubscriptions.length === 0) return undefined;
        return {
          kind: 'card-expires',
          card,
          paysFor: paidSubscriptions.map(({ product }) => productName(terms, product)),
        };
      }
    }
  }

  async #requestContent({ tenant, person }: PersonId, topic: RequestTopic): Promise<NotificationContent | undefined> {
    const isAnswer = topic.kind === 'request-answered';
    const viewer = { tenant, person: isAnswer ? person : topic.decider };
    const view = await this.#deps.requestQueries.viewFor(viewer, topic.request, isAnswer ? 'asker' : 'decider');
    if (!view || (topic.kind === 'request-asked' && view.open.length === 0)) return undefined;
    return { kind: 'request', view, again: topic.kind === 'request-asked' && topic.again };
  }

  async #teamOrder(account: Account, order: Order, terms: Terms): Promise<TeamOrder> {
    const subscription = account.subscriptions.find(({ id }) => id === order.subscription);
    const purchaser = await this.#purchaser(account.owner);
    const team = await this.#teamMonthlySpend(account.owner);
    return {
      kind: 'team-order',
      about: managerKindOf(account.orders.find(({ number }) => number === order.undoes) ?? order),
      order,
      product: productName(terms, order.product),
      purchaser,
      monthly:
        subscription && !endsWithoutRenewal(order, subscription)
          ? monthlyCost(subscription, licenceChange(order), terms)
          : 0,
      ...(team !== undefined && { team }),
      undone: account.orders.some(({ undoes }) => undoes === order.number),
    };
  }

  async #purchaser({ tenant, person }: PersonId): Promise<TeamOrder['purchaser']> {
    const found = await this.#deps.directory.person(tenant, person);
    return found ?? { id: person, name: person, mail: '' };
  }

  /** What everybody with the same manager spends a month, the purchaser included. */
  async #teamMonthlySpend({ tenant, person }: PersonId): Promise<number | undefined> {
    const { directory } = this.#deps;
    const manager = (await directory.person(tenant, person))?.manager;
    if (manager === undefined) return undefined;
    const spending = await monthlySpendingByPerson(
      this.#deps.documents,
      tenant,
      await directory.reports(tenant, manager),
    );
    return spending.reduce((sum, { monthly }) => sum + monthly, 0);
  }
}

type RequestTopic = Extract<NotificationTopic, { readonly request: string }>;

const isRequestTopic = (topic: NotificationTopic): topic is RequestTopic => 'request' in topic;

/** The most subscriptions of one person that are added up. */
const MAX_SUBSCRIPTIONS = 1_000;

/** What people spend a month before tax, minor units: read off the index, not off every account. */
export async function monthlySpendingByPerson(
  documents: Documents,
  tenant: string,
  people: readonly Person[],
): Promise<readonly { readonly person: Person; readonly monthly: number }[]> {
  return Promise.all(
    people.map(async (person) => {
      const where = { tenant, person: person.id };
      const rows = await documents.find({ kind: 'purchase', where, limit: MAX_SUBSCRIPTIONS });
      return { person, monthly: rows.reduce((sum, { row }) => sum + Number(row.monthly ?? 0), 0) };
    }),
  );
}

/** How many licences an order changes, now or from the renewal on. */
/** A trial without a card: nothing follows it. */
const endsWithoutRenewal = ({ act }: Order, { renews }: Subscription): boolean => act === 'trial' && !renews;

function licenceChange({ act, from, now, later }: Order): number {
  if (act === 'cancel' || act === 'end') return -from;
  if (act === 'reinstate' || act === 'renew') return now;
  return (later ?? now) - from;
}

function isStillDue({ state, renews, plan, overSince }: Subscription, kind: 'renews' | 'trial-ends' | 'over'): boolean {
  if (state.kind !== 'active') return false;
  if (kind === 'over') return overSince !== undefined;
  return kind === 'trial-ends' ? plan === 'trial' : renews;
}
