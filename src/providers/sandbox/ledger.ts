import type { Commerce, OrderCommand, PaymentCommand } from '../../application/ports/commerce.ts';
import { KeyedQueue } from '../../application/runtime/keyed-queue.ts';
import { retryOnConflict } from '../../application/runtime/retry-on-conflict.ts';
import {
  type Account,
  cardName,
  type Order,
  type PendingOrder,
  withChargeResult,
} from '../../domain/account/account.ts';
import type { Notification } from '../../domain/account/notification.ts';
import type { PaymentAct, PaymentMethod } from '../../domain/account/payment-method.ts';
import type { AccountEvent } from '../../domain/audit/account-event.ts';
import type { RecentEntries } from '../../domain/audit/audit-trail.ts';
import { applyOrder, createInvoice, nextInvoiceId } from '../../domain/billing/apply-order.ts';
import type { Invoice } from '../../domain/billing/invoice.ts';
import type { Terms } from '../../domain/catalogue/product.ts';
import type { PersonId } from '../../domain/common/person.ts';
import { type ProviderAction, supportedActions } from '../../domain/common/provider-action.ts';
import { ok, type Result, refuse } from '../../domain/common/result.ts';
import type { Period } from '../../domain/common/time.ts';
import { accountKey, type VersionedAccount, withoutPendingOrder } from '../shared/account-repository.ts';
import { invoiceSeries } from '../shared/identifiers.ts';
import { createOrder, fetchAssignees, pendingRefusal, prepareOrder } from '../shared/prepare-order.ts';
import { changePaymentMethods } from './change-payment-methods.ts';
import { InvoiceRepository } from './invoice-repository.ts';
import { SandboxAccounts, type SandboxAccountsDeps } from './sandbox-accounts.ts';

/** The sandbox supports every action. */
const SUPPORT: Readonly<Record<ProviderAction, boolean>> = {
  add: true,
  remove: true,
  split: true,
  schedule: true,
  keep: true,
  buy: true,
  trial: true,
  cancel: true,
  end: true,
  renew: true,
  reinstate: true,
  reactivate: true,
  assign: true,
  unassign: true,
  'card-add': true,
  'card-edit': true,
  'card-attach': true,
  'card-detach': true,
  'card-delete': true,
};

/** The sandbox's system of record: it stores accounts as documents, applies the rules and charges its gateway. */
export class Ledger implements Commerce {
  readonly supported: Commerce['supported'];
  readonly #deps: SandboxAccountsDeps;
  readonly #accounts: SandboxAccounts;
  readonly #invoices: InvoiceRepository;
  readonly #queue = new KeyedQueue();

  /** @param disabledActions actions that this deployment does not offer */
  constructor(deps: SandboxAccountsDeps, disabledActions: ReadonlySet<ProviderAction> = new Set()) {
    this.#deps = deps;
    this.supported = supportedActions(SUPPORT, disabledActions);
    this.#accounts = new SandboxAccounts(deps);
    this.#invoices = new InvoiceRepository(deps.documents);
  }

  async terms(): Promise<Terms> {
    return this.#deps.terms();
  }

  async account(owner: PersonId): Promise<Account> {
    return (await this.#accounts.current(owner)).account;
  }

  async invoices(owner: PersonId, period: Period): Promise<readonly Invoice[]> {
    return this.#invoices.list(await this.account(owner), period);
  }

  async lastInvoice(owner: PersonId): Promise<Invoice | undefined> {
    return this.#invoices.newest(await this.account(owner));
  }

  async invoice(owner: PersonId, number: string): Promise<Invoice | undefined> {
    return this.#invoices.find(await this.account(owner), number);
  }

  async order(owner: PersonId, number: string): Promise<Order | undefined> {
    return this.#accounts.order(await this.account(owner), number);
  }

  async history(owner: PersonId, count: number): Promise<RecentEntries> {
    return this.#accounts.history(await this.account(owner), count);
  }

  handOver(owner: PersonId, receive: (notifications: readonly Notification[]) => Promise<void>): Promise<void> {
    return this.#accounts.handOver(owner, receive);
  }

  /**
   * Changes an account outside the rules, after everything due was processed: for seeding.
   * @param eventsFor the audit events of the change
   */
  async amend(
    owner: PersonId,
    change: (account: Account) => Account,
    eventsFor?: (after: Account) => readonly AccountEvent[],
  ): Promise<void> {
    const stored = await this.#accounts.current(owner);
    const account = change(stored.account);
    await this.#accounts.save(account, stored, eventsFor?.(account));
  }

  carryOut(owner: PersonId, command: OrderCommand): Promise<Result<Order>> {
    return this.#queue.run(accountKey(owner), () =>
      retryOnConflict(accountKey(owner), () => this.#attemptOrder(owner, command)),
    );
  }

  async changePaymentMethods(owner: PersonId, command: PaymentCommand): Promise<Result<PaymentAct>> {
    const action = `card-${command.request.act}` as const;
    if (!this.supported.has(action)) return refuse({ kind: 'elsewhere', what: action });
    return this.#queue.run(accountKey(owner), () =>
      changePaymentMethods(this.#accounts, this.#deps, this.supported, owner, command),
    );
  }

  /** Carries out an order once; `undefined` when it must be repeated because the account was changed meanwhile. */
  async #attemptOrder(owner: PersonId, command: OrderCommand): Promise<Result<Order> | undefined> {
    const { clock, rules, terms, directory } = this.#deps;
    const knownPeople = await fetchAssignees(directory, owner, command.request);
    const stored = await this.#accounts.current(owner);
    const { account, version } = stored;
    const now = clock();
    const invoiceId = nextInvoiceId(account, invoiceSeries(owner));
    const prepared = prepareOrder(account, command, {
      terms: terms(),
      rules,
      now,
      knownPeople,
      invoice: invoiceId,
      supported: this.supported,
      chargesCard: true,
    });
    if (!prepared.ok) return prepared;
    if (prepared.value.isRepeated) return ok(prepared.value.order);
    const { preview, details } = prepared.value;
    const { number, method } = details;
    const { gross } = preview.today;
    const lines = preview.lines.map((line) => ({ ...line, person: owner.person, order: number }));
    const invoice = createInvoice(invoiceId, now, lines, { account, profile: preview.next.profile });
    const order = createOrder(preview, command, { ...details, invoice: invoice?.id });
    const next = [...(preview.replaces ? [preview.replaces] : []), preview.next];
    const chargeKey = `${command.key}/${version}`;
    const pendingOrder: PendingOrder = { order, next, chargeKey, ...(invoice && { invoice }) };
    if (gross > 0 && method && now >= method.expires) {
      return refuse({ kind: 'card-expired', card: cardName(method), at: method.expires });
    }
    if (gross !== 0 && method) return this.#charge(stored, pendingOrder, method);
    await this.#accounts.save(applyOrder(account, order, next, invoice), stored);
    return ok(order);
  }

  /** Stores the order as pending, charges the card, and stores the outcome. */
  async #charge(
    previous: VersionedAccount,
    pendingOrder: PendingOrder,
    { id, token }: PaymentMethod,
  ): Promise<Result<Order> | undefined> {
    const { gateway } = this.#deps;
    const { order, chargeKey, next, invoice } = pendingOrder;
    const { product, currency, paidWith: card } = order;
    const { gross } = order.today;
    const stored = await this.#accounts.save({ ...previous.account, intent: pendingOrder }, previous);
    const removePendingOrder = (change = withoutPendingOrder) => this.#applyOutcome(stored, pendingOrder, change);
    let result: 'accepted' | 'declined' | 'voided';
    try {
      result = await gateway.charge({ key: chargeKey, amount: gross, currency, token });
    } catch (error) {
      // Whether the card was charged is unknown: the charge is voided, unless it was accepted already.
      const voided = await gateway.void(chargeKey).catch(() => undefined);
      if (!voided) return refuse(pendingRefusal(pendingOrder));
      if (voided === 'voided') {
        await removePendingOrder();
        throw error;
      }
      result = voided;
    }
    if (result === 'accepted') {
      try {
        // A refund says nothing about whether the card can be charged.
        const withCharge = (account: Account) => (gross > 0 ? withChargeResult(account, id) : account);
        await this.#applyOutcome(stored, pendingOrder, (account) =>
          applyOrder(withCharge(account), order, next, invoice),
        );
      } catch (error) {
        // Charged and still pending: the next read after a minute completes it.
        this.#deps.onError?.(error);
        return refuse(pendingRefusal(pendingOrder));
      }
      return ok(order);
    }
    if (result === 'voided') {
      await removePendingOrder();
      return undefined;
    }
    // The account remembers that the card was declined.
    await removePendingOrder((account) => withoutPendingOrder(withChargeResult(account, id, order.at)));
    return refuse({ kind: 'declined', product, card, gross, currency });
  }

  /**
   * Stores the outcome of a pending order. The account may have been written since, when its notifications were handed over:
   * the pending order still blocks all others. If another process settled it as abandoned, that process asked the gateway
   * too.
   */
  async #applyOutcome(
    stored: VersionedAccount,
    { chargeKey }: PendingOrder,
    change: (account: Account) => Account,
  ): Promise<void> {
    const { owner } = stored.account;
    let current = stored;
    await retryOnConflict(accountKey(owner), async () => {
      if (current.account.intent?.chargeKey !== chargeKey) return current;
      const saved = await this.#accounts.trySave(change(current.account), current);
      if (!saved) current = await this.#accounts.current(owner);
      return saved;
    });
  }
}
