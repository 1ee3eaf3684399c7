import type { Commerce, OrderCommand, PaymentCommand } from '../../application/ports/commerce.ts';
import type { Account, Order } from '../../domain/account/account.ts';
import type { Notification } from '../../domain/account/notification.ts';
import type { PaymentAct } from '../../domain/account/payment-method.ts';
import { nextReminderAt } from '../../domain/account/reminders.ts';
import type { RecentEntries } from '../../domain/audit/audit-trail.ts';
import type { Invoice } from '../../domain/billing/invoice.ts';
import type { Terms } from '../../domain/catalogue/product.ts';
import type { PersonId } from '../../domain/common/person.ts';
import { type ProviderAction, supportedActions } from '../../domain/common/provider-action.ts';
import type { Result } from '../../domain/common/result.ts';
import type { Period } from '../../domain/common/time.ts';
import { AccountRepository } from '../shared/account-repository.ts';
import { AccountSync } from './account-sync.ts';
import { OrderExecution, type OrderExecutionDeps } from './order-execution.ts';
import { PaymentMethodActions } from './payment-method-actions.ts';
import { ABANDONED_AFTER } from './reconcile.ts';
import { ServiceInvoices } from './services/service-invoices.ts';

/** The actions that Microsoft's services have a call for. */
const SUPPORT: Readonly<Record<ProviderAction, boolean>> = {
  add: true,
  remove: true,
  split: false,
  schedule: false,
  keep: false,
  buy: true,
  trial: false,
  cancel: true,
  end: true,
  renew: true,
  reinstate: false,
  reactivate: false,
  assign: true,
  unassign: true,
  'card-add': false,
  'card-edit': false,
  'card-attach': false,
  'card-detach': true,
  'card-delete': true,
};

export interface Microsoft365Deps extends OrderExecutionDeps {
  /** Actions that this deployment does not offer, besides those the services do not support. */
  readonly disabledActions?: ReadonlySet<ProviderAction>;
}

/**
 * Microsoft 365 as the system of record: the services decide what a purchaser has. The stored account keeps what they do not:
 * orders, reasons, whom each subscription's licences were assigned to, and the pending order.
 */
export class Microsoft365 implements Commerce {
  readonly supported: Commerce['supported'];
  readonly #deps: Microsoft365Deps;
  readonly #repository: AccountRepository;
  readonly #sync: AccountSync;
  readonly #orders: OrderExecution;
  readonly #paymentMethods: PaymentMethodActions;

  constructor(deps: Microsoft365Deps) {
    this.#deps = deps;
    this.supported = supportedActions(SUPPORT, deps.disabledActions);
    this.#repository = new AccountRepository(deps, ({ intent, ...account }) =>
      intent ? (intent.operation?.askAt ?? intent.order.at + ABANDONED_AFTER) : nextReminderAt(account, deps.rules),
    );
    this.#sync = new AccountSync(deps, this.#repository);
    this.#orders = new OrderExecution(deps, this.#sync, this.supported);
    this.#paymentMethods = new PaymentMethodActions(deps, this.#sync, this.supported);
  }

  async terms(): Promise<Terms> {
    return this.#deps.terms();
  }

  syncPurchases(tenant: string): Promise<void> {
    return this.#sync.syncPurchases(tenant);
  }

  account(owner: PersonId): Promise<Account> {
    return this.#sync.current(owner);
  }

  async order(owner: PersonId, number: string): Promise<Order | undefined> {
    return this.#repository.order((await this.#repository.read(owner)).account, number);
  }

  async history(owner: PersonId, minimum: number): Promise<RecentEntries> {
    return this.#repository.history((await this.#repository.read(owner)).account, minimum);
  }

  invoices(owner: PersonId, period: Period): Promise<readonly Invoice[]> {
    return this.#invoices(owner).list(period);
  }

  lastInvoice(owner: PersonId): Promise<Invoice | undefined> {
    return this.#invoices(owner).newest();
  }

  invoice(owner: PersonId, number: string): Promise<Invoice | undefined> {
    return this.#invoices(owner).find(number);
  }

  providerPdf(owner: PersonId, number: string): Promise<string | undefined> {
    return this.#invoices(owner).downloadUrl(number);
  }

  handOver(owner: PersonId, receive: (notifications: readonly Notification[]) => Promise<void>): Promise<void> {
    return this.#repository.handOver(owner, receive);
  }

  carryOut(owner: PersonId, command: OrderCommand): Promise<Result<Order>> {
    return this.#sync.change(owner, () => this.#orders.execute(owner, command));
  }

  changePaymentMethods(owner: PersonId, command: PaymentCommand): Promise<Result<PaymentAct>> {
    return this.#sync.change(owner, () => this.#paymentMethods.execute(owner, command));
  }

  #invoices(owner: PersonId): ServiceInvoices {
    const { clients, clock, pause } = this.#deps;
    return new ServiceInvoices({ billing: clients(owner).billing, clock, pause });
  }
}
