import { InTurn } from '../../application/in-turn.ts';
import { type ChangeCommand, type Commerce, Conflict } from '../../application/ports.ts';
import {
  type Account,
  cardName,
  type Intent,
  methodFor,
  type Order,
  type PaymentMethod,
} from '../../domain/account.ts';
import { type ChangePlan, changedFacts, factsOf, planChange } from '../../domain/changing.ts';
import type { Invoice } from '../../domain/invoice.ts';
import { type Outcome, ok, refuse } from '../../domain/outcome.ts';
import type { PersonId } from '../../domain/person.ts';
import { invoiceOf, nextInvoiceId, placed } from '../../domain/posting.ts';
import type { Terms } from '../../domain/product.ts';
import type { Period } from '../../domain/time.ts';
import { Accounts, type AccountsParts, type Held, keyOf, onConflict, withoutIntent } from './accounts.ts';
import { FiledInvoices } from './filed-invoices.ts';
import { orderNumber, seriesOf } from './numbers.ts';

const ATTEMPTS = 20;

/** The sandbox's system of record: accounts as documents, changed by the rules and charged at its gateway. */
export class Ledger implements Commerce {
  readonly #parts: AccountsParts;
  readonly #accounts: Accounts;
  readonly #files: FiledInvoices;
  readonly #turns = new InTurn();

  constructor(parts: AccountsParts) {
    this.#parts = parts;
    this.#accounts = new Accounts(parts);
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

  /** Changes an account outside the rules, with everything due by then done first: for making a past. */
  async amend(owner: PersonId, amended: (account: Account) => Account): Promise<void> {
    const held = await this.#accounts.current(owner);
    await this.#accounts.save(amended(held.account), held);
  }

  change(owner: PersonId, command: ChangeCommand): Promise<Outcome<Order>> {
    return this.#turns.run(keyOf(owner), async () => {
      for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
        const outcome = await this.#tryChange(owner, command).catch(onConflict);
        if (outcome) return outcome;
      }
      throw new Conflict(keyOf(owner));
    });
  }

  /** One attempt; nothing when it must be made anew because the account was changed meanwhile. */
  async #tryChange(owner: PersonId, command: ChangeCommand): Promise<Outcome<Order> | undefined> {
    const { key, request, shown } = command;
    const { clock, rules, terms } = this.#parts;
    const held = await this.#accounts.current(owner);
    const { account } = held;
    const done = account.orders.find((order) => order.key === key);
    if (done) return sameRequest(done, request) ? ok(done) : refuse({ kind: 'other-content' });
    const subscription = account.subscriptions.find(({ id }) => id === request.subscription);
    if (!subscription) return refuse({ kind: 'unknown-subscription', said: '' });
    const { product } = subscription;
    if (account.intent) return refuse({ kind: 'under-way', order: account.intent.order.number, product });

    const now = clock();
    const numbers = { order: orderNumber(key, now), invoice: nextInvoiceId(account, seriesOf(owner)) };
    const planned = planChange(subscription, request, { terms: terms(), rules, now, ...numbers });
    if (!planned.ok) return planned;
    const plan = planned.value;
    if (changedFacts(shown, factsOf(plan)).length > 0) return refuse({ kind: 'changed', plan });

    const method = methodFor(account, subscription);
    const lines = plan.lines.map((line) => ({ ...line, person: owner.person, order: numbers.order }));
    const invoice = invoiceOf(numbers.invoice, now, lines, { account, profile: subscription.profile });
    const order = orderOf(plan, command, { account, number: numbers.order, at: now, invoice: invoice?.id, method });
    const intent: Intent = { order, next: plan.next, chargeKey: `${key}/${held.version}`, ...(invoice && { invoice }) };
    if (plan.today.gross !== 0) return method ? this.#pay(held, intent, method) : refuse({ kind: 'no-card', product });
    await this.#accounts.save(placed(account, order, plan.next, invoice), held);
    return ok(order);
  }

  /** Writes down what is about to be charged, charges it, and writes down what came of it. */
  async #pay(before: Held, intent: Intent, { token }: PaymentMethod): Promise<Outcome<Order> | undefined> {
    const { gateway } = this.#parts;
    const { order, chargeKey, next, invoice } = intent;
    const { product, currency, paidWith: card } = order;
    const { gross } = order.today;
    const open = await this.#accounts.save({ ...before.account, intent }, before);
    const drop = () => this.#accounts.save(withoutIntent(open.account), open);
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
        await this.#accounts.save(placed(open.account, order, next, invoice), open);
      } catch (fault) {
        if (fault instanceof Conflict) throw fault;
        // Charged, and its intent is written: whoever looks a minute later completes it.
        this.#parts.onFault?.(fault);
        return refuse({ kind: 'under-way', order: order.number, product });
      }
      return ok(order);
    }
    await drop();
    return result === 'voided' ? undefined : refuse({ kind: 'declined', product, card, gross, currency });
  }
}

const sameRequest = ({ request }: Order, other: Order['request']): boolean =>
  request.subscription === other.subscription && request.total === other.total && request.when === other.when;

function orderOf(
  plan: ChangePlan,
  { key, request }: ChangeCommand,
  made: {
    account: Account;
    number: string;
    at: number;
    invoice: string | undefined;
    method: PaymentMethod | undefined;
  },
): Order {
  const { act, from, now, later, renewal, today, undoUntil, subscription } = plan;
  const { account, number, at, invoice, method } = made;
  return {
    number,
    key,
    at,
    by: account.owner.person,
    request,
    product: subscription.product,
    act,
    from,
    now,
    today,
    currency: account.currency,
    paidWith: method ? cardName(method) : '',
    ...(later !== undefined && { later }),
    ...(renewal && { renewal: renewal.at }),
    ...(invoice && { invoice }),
    ...(undoUntil !== undefined && { undoUntil }),
  };
}
