import type { BillingPlan } from '../../domain/catalogue/product.ts';
import { licencesOf } from '../../domain/subscription/subscription.ts';
import type { ServiceClients } from './fetch-state.ts';
import { type ServiceSubscription, serviceDurations } from './map-subscription.ts';
import { type OrderTask, purchaseAlias } from './order-task.ts';
import type { Progress } from './services/operation.ts';
import { ServiceError } from './services/service-error.ts';

/** Sends a pending order's change to Billing; `undefined` where the order only assigns or removes licences. */
export async function sendToBilling({ billing }: ServiceClients, task: OrderTask): Promise<Progress | undefined> {
  const { pendingOrder, state, now } = task;
  const { order } = pendingOrder;
  const locate = () => billingLocation(state.subscriptions.get(order.subscription));
  switch (order.act) {
    case 'buy':
      return buy(billing, task);
    case 'add':
    case 'remove':
    case 'assign':
      if (order.now === order.from) return undefined;
      return billing.change(...locate(), { quantity: order.now }, now);
    case 'renew':
    case 'end':
      return billing.change(...locate(), { autoRenew: order.act === 'renew' ? 'On' : 'Off' }, now);
    case 'cancel':
      return billing.cancel(...locate(), now);
    case 'unassign':
    case 'split':
    case 'schedule':
    case 'keep':
    case 'trial':
    case 'reinstate':
    case 'reactivate':
      return undefined;
    default:
      return order.act satisfies never;
  }
}

function buy(billing: ServiceClients['billing'], { owner, pendingOrder, state, now }: OrderTask): Promise<Progress> {
  const { order, next } = pendingOrder;
  const subscription = next.find(({ id }) => id === order.subscription);
  const account = state.accountByProfile.get(subscription?.profile ?? '');
  if (!subscription || !account || subscription.plan === 'trial') {
    throw new ServiceError('not-found', { code: 'billingProfile' });
  }
  const { term, billing: frequency } = serviceDurations(subscription.plan satisfies BillingPlan);
  const purchase = {
    productTypeId: subscription.product,
    quantity: licencesOf(subscription),
    termDuration: term,
    billingFrequency: frequency,
    billingProfileId: `/providers/Microsoft.Billing/billingAccounts/${account}/billingProfiles/${subscription.profile}`,
    tenant: owner.tenant,
  };
  return billing.buy(account, purchaseAlias(pendingOrder), purchase, now);
}

function billingLocation(service: ServiceSubscription | undefined): [account: string, name: string] {
  if (service?.account === undefined || service.billing === undefined) {
    throw new ServiceError('not-found', { code: 'billingSubscription' });
  }
  return [service.account, service.billing.name];
}
