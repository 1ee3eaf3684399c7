import type { Account, Order, PaymentMethod } from '../../domain/account/account.ts';
import { methodFor } from '../../domain/account/account.ts';
import { type ManagerKind, managerKindOf, type NotificationTopic } from '../../domain/account/notification.ts';
import { listPrice, type Terms } from '../../domain/catalogue/product.ts';
import type { Person, PersonId } from '../../domain/common/person.ts';
import type { Rules } from '../../domain/common/rules.ts';
import { DAY, type Instant } from '../../domain/common/time.ts';
import { licencesOf, type Subscription } from '../../domain/subscription/subscription.ts';
import type { RequestQueries, RequestView } from '../licence-requests/request-queries.ts';
import { monthlyOf } from '../orders/monthly-cost.ts';
import type { OrderService } from '../orders/order-service.ts';
import type { Receipt } from '../orders/receipt.ts';
import type { PaymentReceipt } from '../payments/payment-receipt.ts';
import type { Clock, Commerce, Directory, Documents } from '../ports/ports.ts';
import { holdingOf, productName, type SubscriptionDetails } from '../subscriptions/overview.ts';

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
  readonly holding: SubscriptionDetails;
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
  | { readonly kind: 'payment-failed'; readonly holding: SubscriptionDetails }
  | {
      readonly kind: 'renews' | 'trial-ends' | 'over';
      readonly holding: SubscriptionDetails;
      readonly by: Instant;
      readonly days: number;
      /** What the next term costs before tax, minor units. */
      readonly net: number;
    }
  | { readonly kind: 'few-licences' | 'scheduled-done'; readonly holding: SubscriptionDetails }
  | { readonly kind: 'card-expires'; readonly card: PaymentMethod; readonly pays: readonly string[] }
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

export interface TidingsParts {
  readonly commerce: Commerce;
  readonly directory: Directory;
  readonly documents: Documents;
  readonly ordering: OrderService;
  readonly requests: Pick<RequestQueries, 'told'>;
  readonly clock: Clock;
  readonly rules: Rules;
}

/** Turns what is to be told into what is said of it now: a notice holds ids, and things may have changed since. */
export class NotificationComposer {
  readonly #parts: TidingsParts;

  constructor(parts: TidingsParts) {
    this.#parts = parts;
  }

  /** Nothing when it is no news any more. */
  async tidings(
    about: PersonId,
    matter: NotificationTopic,
    to: 'purchaser' | 'manager' | 'other',
  ): Promise<NotificationContent | undefined> {
    const { commerce, ordering, rules, clock } = this.#parts;
    if (isOfRequest(matter)) return this.#request(about, matter);
    const [account, terms] = await Promise.all([commerce.account(about), commerce.terms(about.tenant)]);
    const held = (id: string) => {
      const subscription = account.subscriptions.find((one) => one.id === id);
      return subscription && holdingOf(account, subscription, { terms, rules, now: clock() });
    };
    switch (matter.kind) {
      case 'order-settled':
      case 'window-closes': {
        const order = account.orders.find(({ number }) => number === matter.order);
        const receipt = order && (await ordering.receipt(about, order));
        if (!receipt || (matter.kind === 'window-closes' && !receipt.undoable)) return undefined;
        return { kind: matter.kind, receipt };
      }
      case 'order': {
        const order = account.orders.find(({ number }) => number === matter.order);
        return order && this.#teamOrder(account, order, terms);
      }
      case 'payment-failed': {
        const holding = held(matter.subscription);
        if (!holding) return undefined;
        if (to === 'purchaser') return { kind: 'payment-failed', holding };
        const monthly = monthlyOf(holding.subscription, licencesOf(holding.subscription), terms);
        return { kind: 'team-payment-failed', holding, purchaser: await this.#named(about), monthly };
      }
      case 'renews':
      case 'trial-ends':
      case 'over': {
        const holding = held(matter.subscription);
        if (!holding || !stillSo(holding.subscription, matter.kind)) return undefined;
        const { subscription } = holding;
        const plan = subscription.plan === 'trial' ? 'monthly' : subscription.plan;
        const price = listPrice(terms, subscription.product, plan) ?? subscription.price;
        const net = price * (subscription.scheduled?.total ?? licencesOf(subscription));
        // Told later than it fell due, there are fewer days left.
        const days = Math.max(1, Math.round((matter.by - holding.now) / DAY));
        return { kind: matter.kind, holding, by: matter.by, days, net };
      }
      case 'few-licences':
      case 'scheduled-done': {
        const holding = held(matter.subscription);
        return holding?.subscription.state.kind === 'active' ? { kind: matter.kind, holding } : undefined;
      }
      case 'card-expires': {
        const card = account.methods.find(({ id, expires }) => id === matter.card && expires === matter.by);
        const paid = account.subscriptions.filter(
          (one) => one.state.kind === 'active' && methodFor(account, one)?.id === card?.id,
        );
        if (!card || paid.length === 0) return undefined;
        return { kind: 'card-expires', card, pays: paid.map(({ product }) => productName(terms, product)) };
      }
    }
  }

  async #request({ tenant, person }: PersonId, matter: OfRequest): Promise<NotificationContent | undefined> {
    const asks = matter.kind === 'request-answered';
    const to = { tenant, person: asks ? person : matter.decider };
    const view = await this.#parts.requests.told(to, matter.request, asks ? 'asker' : 'decider');
    if (!view || (matter.kind === 'request-asked' && view.open.length === 0)) return undefined;
    return { kind: 'request', view, again: matter.kind === 'request-asked' && matter.again };
  }

  async #teamOrder(account: Account, order: Order, terms: Terms): Promise<TeamOrder> {
    const subscription = account.subscriptions.find(({ id }) => id === order.subscription);
    const purchaser = await this.#named(account.owner);
    const team = await this.#teamSpends(account.owner);
    return {
      kind: 'team-order',
      about: managerKindOf(account.orders.find(({ number }) => number === order.undoes) ?? order),
      order,
      product: productName(terms, order.product),
      purchaser,
      monthly: subscription && !endsByItself(order, subscription) ? monthlyOf(subscription, changeOf(order), terms) : 0,
      ...(team !== undefined && { team }),
      undone: account.orders.some(({ undoes }) => undoes === order.number),
    };
  }

  async #named({ tenant, person }: PersonId): Promise<TeamOrder['purchaser']> {
    const found = await this.#parts.directory.person(tenant, person);
    return found ?? { id: person, name: person, mail: '' };
  }

  /** What everybody with the same manager spends a month, the purchaser included. */
  async #teamSpends({ tenant, person }: PersonId): Promise<number | undefined> {
    const { directory } = this.#parts;
    const manager = (await directory.person(tenant, person))?.manager;
    if (manager === undefined) return undefined;
    const spent = await spendingOf(this.#parts.documents, tenant, await directory.reports(tenant, manager));
    return spent.reduce((sum, { monthly }) => sum + monthly, 0);
  }
}

type OfRequest = Extract<NotificationTopic, { readonly request: string }>;

const isOfRequest = (matter: NotificationTopic): matter is OfRequest => 'request' in matter;

/** The most subscriptions of one person that are added up. */
const MOST = 1_000;

/** What people spend a month before tax, minor units: read off the index, not off every account. */
export async function spendingOf(
  documents: Documents,
  tenant: string,
  people: readonly Person[],
): Promise<readonly { readonly person: Person; readonly monthly: number }[]> {
  return Promise.all(
    people.map(async (person) => {
      const where = { tenant, person: person.id };
      const rows = await documents.find({ kind: 'purchase', where, limit: MOST });
      return { person, monthly: rows.reduce((sum, { row }) => sum + Number(row.monthly ?? 0), 0) };
    }),
  );
}

/** How many licences an order changes, now or from the renewal on. */
/** A trial without a card: nothing follows it. */
const endsByItself = ({ act }: Order, { renews }: Subscription): boolean => act === 'trial' && !renews;

function changeOf({ act, from, now, later }: Order): number {
  if (act === 'cancel' || act === 'end') return -from;
  if (act === 'reinstate' || act === 'renew') return now;
  return (later ?? now) - from;
}

function stillSo({ state, renews, plan, overSince }: Subscription, kind: 'renews' | 'trial-ends' | 'over'): boolean {
  if (state.kind !== 'active') return false;
  if (kind === 'over') return overSince !== undefined;
  return kind === 'trial-ends' ? plan === 'trial' : renews;
}
