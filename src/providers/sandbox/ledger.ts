import { isDeepStrictEqual } from 'node:util';
import type { RecentEntries } from '../../application/audit/audit-trail-store.ts';
import { fetchKnownPeople } from '../../application/people/people-search.ts';
import { type Commerce, ConflictError, type OrderCommand, type PaymentCommand } from '../../application/ports/ports.ts';
import { KeyedQueue } from '../../application/runtime/keyed-queue.ts';
import {
  type Account,
  cardName,
  methodFor,
  type Order,
  type PaymentMethod,
  type PendingOrder,
  withChargeResult,
} from '../../domain/account/account.ts';
import type { Notification } from '../../domain/account/notification.ts';
import type { PaymentAct } from '../../domain/account/payment-methods.ts';
import type { AccountEvent } from '../../domain/audit/account-event.ts';
import { applyOrder, createInvoice, nextInvoiceId } from '../../domain/billing/apply-order.ts';
import type { Invoice } from '../../domain/billing/invoice.ts';
import type { Terms } from '../../domain/catalogue/product.ts';
import type { PersonId } from '../../domain/common/person.ts';
import { ok, type Result, refuse } from '../../domain/common/result.ts';
import type { Period } from '../../domain/common/time.ts';
import { changedFields, snapshotOf, withoutUnsupportedUndo } from '../../domain/subscription/order-preview.ts';
import { previewOrder } from '../../domain/subscription/preview-order.ts';
import { ATTEMPTS, keyOf, onConflict, type VersionedAccount, withoutIntent } from '../shared/account-repository.ts';
import { orderNumber, seriesOf, subscriptionId } from '../shared/identifiers.ts';
import { idle, orderOf } from '../shared/prepare-order.ts';
import { undoneBy } from '../shared/undone-order.ts';
import { amendedWallet } from './change-payment-methods.ts';
import { FiledInvoices } from './filed-invoices.ts';
import { type AccountsParts, SandboxAccounts } from './sandbox-accounts.ts';

/** The sandbox's system of record: accounts as documents, changed by the rules and charged at its gateway. */
export class Ledger implements Commerce {
  readonly unsupported: Commerce['unsupported'];
  readonly #parts: AccountsParts;
  readonly #accounts: SandboxAccounts;
  readonly #files: FiledInvoices;
  readonly #turns = new KeyedQueue();

  /** @param elsewhere what is not to be done here */
  constructor(parts: AccountsParts, elsewhere: Commerce['unsupported'] = new Set()) {
    this.#parts = parts;
    this.unsupported = elsewhere;
    this.#accounts = new SandboxAccounts(parts);
    this.#files = new FiledInvoices(parts.documents);
  }

  async terms(): Promise<Terms> {
    return this.#parts.terms();
  }

  async account(owner: PersonId): Promise<Account> {
    return (await this.#accounts.current(owner)).account;
  }

  async invoices(owner: PersonId, period: Period): Promise<readonly Invoice[]> {
    return this.#files.of(await this.account(owner), period);
  }

  async lastInvoice(owner: PersonId): Promise<Invoice | undefined> {
    return this.#files.newest(await this.account(owner));
  }

  async invoice(owner: PersonId, number: string): Promise<Invoice | undefined> {
    return this.#files.one(await this.account(owner), number);
  }

  async order(owner: PersonId, number: string): Promise<Order | undefined> {
    return this.#accounts.order(await this.account(owner), number);
  }

  async history(owner: PersonId, wanted: number): Promise<RecentEntries> {
    return this.#accounts.history(await this.account(owner), wanted);
  }

  handOver(owner: PersonId, take: (notices: readonly Notification[]) => Promise<void>): Promise<void> {
    return this.#accounts.handOver(owner, take);
  }

  /**
   * Changes an account outside the rules, with everything due by then done first: for making a past.
   * @param tell what is to be in its trail of that
   */
  async amend(
    owner: PersonId,
    amended: (account: Account) => Account,
    tell?: (after: Account) => readonly AccountEvent[],
  ): Promise<void> {
    const held = await this.#accounts.current(owner);
    const account = amended(held.account);
    await this.#accounts.save(account, held, tell?.(account));
  }

  carryOut(owner: PersonId, command: OrderCommand): Promise<Result<Order>> {
    return this.#turns.run(keyOf(owner), async () => {
      for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
        const outcome = await this.#try(owner, command).catch(onConflict);
        if (outcome) return outcome;
      }
      throw new ConflictError(keyOf(owner));
    });
  }

  async changePaymentMethods(owner: PersonId, command: PaymentCommand): Promise<Result<PaymentAct>> {
    const what = `card-${command.request.act}` as const;
    if (this.unsupported.has(what)) return refuse({ kind: 'elsewhere', what });
    return this.#turns.run(keyOf(owner), () => amendedWallet(this.#accounts, this.#parts, owner, command));
  }

  /** One attempt; nothing when it must be made anew because the account was changed meanwhile. */
  async #try(owner: PersonId, command: OrderCommand): Promise<Result<Order> | undefined> {
    const { key, request, shown } = command;
    const { clock, rules, terms, directory } = this.#parts;
    const known =
      request.act === 'assign' ? await fetchKnownPeople(directory, owner.tenant, request.people) : new Map();
    const held = await this.#accounts.current(owner);
    const { account } = held;
    const done = account.orders.find((order) => order.key === key);
    if (done) return isDeepStrictEqual(done.request, request) ? ok(done) : refuse({ kind: 'other-content' });
    const { intent } = account;
    if (intent) return refuse({ kind: 'under-way', order: intent.order.number, product: intent.order.product });

    const now = clock();
    const number = orderNumber(key, now);
    const numbers = { order: number, invoice: nextInvoiceId(account, seriesOf(owner)), id: subscriptionId(key) };
    const planned = previewOrder(account, request, { terms: terms(), rules, now, knownPeople: known, ...numbers });
    if (!planned.ok) return planned;
    const plan = withoutUnsupportedUndo(planned.value, this.unsupported);
    if (this.unsupported.has(plan.act)) return refuse({ kind: 'elsewhere', what: plan.act });

    if (idle(plan)) return refuse({ kind: 'nobody' });

    const { product, profile } = plan.next;
    const { gross } = plan.today;
    const method = methodFor(account, plan.next);
    if (gross !== 0 && !method) return refuse({ kind: 'no-card', product });
    if (changedFields(shown, snapshotOf(plan)).length > 0) return refuse({ kind: 'changed', plan });
    const lines = plan.lines.map((line) => ({ ...line, person: owner.person, order: number }));
    const invoice = createInvoice(numbers.invoice, now, lines, { account, profile });
    const undoes = undoneBy(request, account, now);
    const order = orderOf(plan, command, { account, number, at: now, invoice: invoice?.id, method, undoes });
    const next = [...(plan.replaces ? [plan.replaces] : []), plan.next];
    const intended: PendingOrder = { order, next, chargeKey: `${key}/${held.version}`, ...(invoice && { invoice }) };
    if (gross > 0 && method && now >= method.expires) {
      return refuse({ kind: 'card-expired', card: cardName(method), at: method.expires });
    }
    if (gross !== 0 && method) return this.#pay(held, intended, method);
    await this.#accounts.save(applyOrder(account, order, next, invoice), held);
    return ok(order);
  }

  /** Writes down what is about to be charged, charges it, and writes down what came of it. */
  async #pay(
    before: VersionedAccount,
    intent: PendingOrder,
    { id, token }: PaymentMethod,
  ): Promise<Result<Order> | undefined> {
    const { gateway } = this.#parts;
    const { order, chargeKey, next, invoice } = intent;
    const { product, currency, paidWith: card } = order;
    const { gross } = order.today;
    const open = await this.#accounts.save({ ...before.account, intent }, before);
    const drop = (change = withoutIntent) => this.#conclude(open, intent, change);
    let result: 'accepted' | 'declined' | 'voided';
    try {
      result = await gateway.charge({ key: chargeKey, amount: gross, currency, token });
    } catch (fault) {
      // Nobody knows whether money moved: it must not move any more, unless it already has.
      const voided = await gateway.void(chargeKey).catch(() => undefined);
      if (!voided) return refuse({ kind: 'under-way', order: order.number, product });
      if (voided === 'voided') {
        await drop();
        throw fault;
      }
      result = voided;
    }
    if (result === 'accepted') {
      try {
        // Money that went back says nothing of what the card can be charged.
        const charged = (account: Account) => (gross > 0 ? withChargeResult(account, id) : account);
        await this.#conclude(open, intent, (account) => applyOrder(charged(account), order, next, invoice));
      } catch (fault) {
        // Charged, and its intent is written: whoever looks a minute later completes it.
        this.#parts.onFault?.(fault);
        return refuse({ kind: 'under-way', order: order.number, product });
      }
      return ok(order);
    }
    if (result === 'voided') {
      await drop();
      return undefined;
    }
    // The card is known to have been declined from now on.
    await drop((account) => withoutIntent(withChargeResult(account, id, order.at)));
    return refuse({ kind: 'declined', product, card, gross, currency });
  }

  /**
   * Writes what came of an intent. The account may have been written since, when what it tells was handed over: the
   * intent still keeps every other order out. Whoever found it abandoned has asked the gateway too.
   */
  async #conclude(
    open: VersionedAccount,
    { chargeKey }: PendingOrder,
    change: (account: Account) => Account,
  ): Promise<void> {
    let held = open;
    for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
      if (held.account.intent?.chargeKey !== chargeKey) return;
      if (await this.#accounts.save(change(held.account), held).catch(onConflict)) return;
      held = await this.#accounts.current(open.account.owner);
    }
    throw new ConflictError(keyOf(open.account.owner));
  }
}
