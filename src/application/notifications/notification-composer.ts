import type { Account, Order } from '../../domain/account/account.ts';
import { methodFor } from '../../domain/account/account.ts';
import type { NotificationTopic } from '../../domain/account/notification.ts';
import { managerKindOf } from '../../domain/account/order-notifications.ts';
import { listPrice, type Terms } from '../../domain/catalogue/product.ts';
import type { PersonId } from '../../domain/common/person.ts';
import type { Rules } from '../../domain/common/rules.ts';
import { DAY } from '../../domain/common/time.ts';
import { licencesOf, type Subscription } from '../../domain/subscription/subscription.ts';
import type { RequestQueries } from '../licence-requests/request-queries.ts';
import { monthlyCost } from '../orders/monthly-cost.ts';
import { monthlySpendingByPerson } from '../orders/monthly-spending.ts';
import type { OrderService } from '../orders/order-service.ts';
import type { Clock } from '../ports/clock.ts';
import type { Commerce } from '../ports/commerce.ts';
import type { Directory } from '../ports/directory.ts';
import type { Documents } from '../ports/documents.ts';
import { productName, subscriptionDetails } from '../subscriptions/overview.ts';
import type { NotificationContent, TeamOrder } from './notification-content.ts';

export interface NotificationComposerDeps {
  readonly commerce: Commerce;
  readonly directory: Directory;
  readonly documents: Documents;
  readonly orderService: OrderService;
  readonly requestQueries: Pick<RequestQueries, 'viewFor'>;
  readonly clock: Clock;
  readonly rules: Rules;
}

/** Composes the content of a notification from current data: notifications store ids, and the data may have changed since. */
export class NotificationComposer {
  readonly #deps: NotificationComposerDeps;

  constructor(deps: NotificationComposerDeps) {
    this.#deps = deps;
  }

  /** Returns nothing when the notification is no longer relevant. */
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
        const details = detailsOf(topic.subscription);
        if (!details) return undefined;
        if (to === 'purchaser') return { kind: 'payment-failed', details };
        const monthly = monthlyCost(details.subscription, licencesOf(details.subscription), terms);
        return { kind: 'team-payment-failed', details, purchaser: await this.#purchaser(about), monthly };
      }
      case 'renews':
      case 'trial-ends':
      case 'over': {
        const details = detailsOf(topic.subscription);
        if (!details || !isStillDue(details.subscription, topic.kind)) return undefined;
        const { subscription } = details;
        const plan = subscription.plan === 'trial' ? 'monthly' : subscription.plan;
        const price = listPrice(terms, subscription.product, plan) ?? subscription.price;
        const net = price * (subscription.scheduled?.total ?? licencesOf(subscription));
        // Fewer days are left if it is sent late.
        const days = Math.max(1, Math.round((topic.by - details.now) / DAY));
        return { kind: topic.kind, details, by: topic.by, days, net };
      }
      case 'few-licences':
      case 'scheduled-done': {
        const details = detailsOf(topic.subscription);
        return details?.subscription.state.kind === 'active' ? { kind: topic.kind, details } : undefined;
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
      isUndone: account.orders.some(({ undoes }) => undoes === order.number),
    };
  }

  async #purchaser({ tenant, person }: PersonId): Promise<TeamOrder['purchaser']> {
    const purchaser = await this.#deps.directory.person(tenant, person);
    return purchaser ?? { id: person, name: person, mail: '' };
  }

  /** Returns the monthly spending of everyone with the same manager, the purchaser included. */
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

/** A trial without a card: no subscription follows it. */
const endsWithoutRenewal = ({ act }: Order, { renews }: Subscription): boolean => act === 'trial' && !renews;

/** Returns by how many licences an order changes the subscription, now or from the renewal on. */
function licenceChange({ act, from, now, later }: Order): number {
  switch (act) {
    case 'cancel':
    case 'end':
      return -from;
    case 'reinstate':
    case 'renew':
      return now;
    case 'add':
    case 'remove':
    case 'split':
    case 'schedule':
    case 'keep':
    case 'buy':
    case 'trial':
    case 'reactivate':
    case 'assign':
    case 'unassign':
      return (later ?? now) - from;
  }
}

function isStillDue({ state, renews, plan, overSince }: Subscription, kind: 'renews' | 'trial-ends' | 'over'): boolean {
  if (state.kind !== 'active') return false;
  if (kind === 'over') return overSince !== undefined;
  return kind === 'trial-ends' ? plan === 'trial' : renews;
}
