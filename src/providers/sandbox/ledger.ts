import { createHash } from 'node:crypto';
import { InTurn } from '../../application/in-turn.ts';
import {
  type ChangeCommand,
  type Clock,
  type Commerce,
  Conflict,
  type Documents,
  type PaymentGateway,
} from '../../application/ports.ts';
import { type Account, cardName, emptyAccount, type Intent, methodFor, type Order } from '../../domain/account.ts';
import { changedFacts, factsOf, planChange } from '../../domain/changing.ts';
import { type Outcome, ok, refuse } from '../../domain/outcome.ts';
import type { PersonId } from '../../domain/person.ts';
import { billFor, dueAt, firstDue, invoiceOf, nextInvoiceId, placed, withLapse } from '../../domain/posting.ts';
import type { Terms } from '../../domain/product.ts';
import type { Rules } from '../../domain/rules.ts';

/** An intent this old was left behind by a process that died: it is settled by whoever sees it. */
const ABANDONED = 60_000;
const ATTEMPTS = 20;

interface Held {
  readonly account: Account;
  readonly version: number;
}

export interface LedgerParts {
  readonly documents: Documents;
  readonly gateway: PaymentGateway;
  readonly terms: () => Terms;
  readonly clock: Clock;
  readonly rules: Rules;
  /** Told of a payment that the gateway did not answer; it stays due. */
  readonly onFault?: (error: unknown) => void;
  /** Told of an order that was left open by a process that died, and turned out to be charged. */
  readonly onSettled?: (owner: PersonId, order: Order) => void;
}

/** The sandbox's system of record: accounts as documents, changed by the rules and charged at its gateway. */
export class Ledger implements Commerce {
  readonly #parts: LedgerParts;
  readonly #turns = new InTurn();

  constructor(parts: LedgerParts) {
    this.#parts = parts;
  }

  async terms(): Promise<Terms> {
    return this.#parts.terms();
  }

  async account(owner: PersonId): Promise<Account> {
    return (await this.#current(owner)).account;
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

  /** Changes an account outside the rules, with everything due by then done first: for making a past. */
  async amend(owner: PersonId, amended: (account: Account) => Account): Promise<void> {
    const { account, version } = await this.#current(owner);
    await this.#save(amended(account), account, version);
  }

  /** One attempt; nothing when it must be made anew because the account was changed meanwhile. */
  async #tryChange(owner: PersonId, { key, request, shown }: ChangeCommand): Promise<Outcome<Order> | undefined> {
    const { clock, rules, gateway } = this.#parts;
    const { account, version } = await this.#current(owner);
    const done = account.orders.find((order) => order.key === key);
    if (done) return sameRequest(done, request) ? ok(done) : refuse({ kind: 'other-content' });
    const subscription = account.subscriptions.find(({ id }) => id === request.subscription);
    if (!subscription) return refuse({ kind: 'unknown-subscription', said: '' });
    const { product } = subscription;
    if (account.intent) return refuse({ kind: 'under-way', order: account.intent.order.number, product });

    const now = clock();
    const number = orderNumber(key, now);
    const id = nextInvoiceId(account, seriesOf(owner));
    const planned = planChange(subscription, request, {
      terms: this.#parts.terms(),
      rules,
      now,
      order: number,
      invoice: id,
    });
    if (!planned.ok) return planned;
    const plan = planned.value;
    if (changedFacts(shown, factsOf(plan)).length > 0) return refuse({ kind: 'changed', plan });

    const method = methodFor(account, subscription);
    const paidWith = method ? cardName(method) : '';
    const lines = plan.lines.map((line) => ({ ...line, person: owner.person, order: number }));
    const invoice = invoiceOf(id, now, lines, { account, profile: subscription.profile });
    const order: Order = {
      number,
      key,
      at: now,
      by: owner.person,
      request,
      product,
      act: plan.act,
      from: plan.from,
      now: plan.now,
      ...(plan.later !== undefined && { later: plan.later }),
      ...(plan.renewal && { renewal: plan.renewal.at }),
      today: plan.today,
      currency: account.currency,
      paidWith,
      ...(invoice && { invoice: id }),
      ...(plan.undoUntil !== undefined && { undoUntil: plan.undoUntil }),
    };
    if (plan.today.gross === 0) {
      await this.#save(placed(account, order, plan.next, invoice), account, version);
      return ok(order);
    }
    if (!method) return refuse({ kind: 'no-card', product });

    const intent: Intent = { order, next: plan.next, chargeKey: `${key}/${version}`, ...(invoice && { invoice }) };
    const pending = { ...account, intent };
    const pendingVersion = await this.#save(pending, account, version);
    const unfiledBefore = { ...pending, unfiled: { orders: [], invoices: [] } };
    const drop = () => this.#save(withoutIntent(unfiledBefore), unfiledBefore, pendingVersion);
    const commit = () => this.#save(placed(unfiledBefore, order, plan.next, invoice), unfiledBefore, pendingVersion);
    let result: 'accepted' | 'declined' | 'voided';
    try {
      const { token } = method;
      result = await gateway.charge({
        key: intent.chargeKey,
        amount: plan.today.gross,
        currency: account.currency,
        token,
      });
    } catch (fault) {
      const voided = await gateway.void(intent.chargeKey).catch(() => undefined);
      if (!voided) return refuse({ kind: 'under-way', order: number, product });
      if (voided === 'voided') {
        await drop();
        throw fault;
      }
      result = voided;
    }
    if (result === 'accepted') {
      await commit();
      return ok(order);
    }
    await drop();
    if (result === 'voided') return undefined;
    const { gross } = plan.today;
    return refuse({ kind: 'declined', product, card: paidWith, gross, currency: account.currency });
  }

  /** The account with everything done that was due, and what a process that died left open settled. */
  async #current(owner: PersonId): Promise<Held> {
    for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
      const stored = await this.#parts.documents.read<Account>(keyOf(owner));
      const account = stored?.value ?? emptyAccount(owner, this.#parts.terms().currency);
      const version = stored?.version ?? 0;
      const finished = await this.#intentSettled(account);
      const settled = await this.#timePassed(finished);
      if (settled === account) return { account, version };
      const saved = await this.#save(settled, account, version).catch(onConflict);
      if (!saved) continue;
      const [order] = finished.unfiled.orders.filter((one) => !account.unfiled.orders.includes(one));
      if (order) this.#parts.onSettled?.(owner, order);
      return this.#current(owner);
    }
    throw new Conflict(keyOf(owner));
  }

  async #intentSettled(account: Account): Promise<Account> {
    const { intent } = account;
    if (!intent || this.#parts.clock() < intent.order.at + ABANDONED) return account;
    const result = await this.#parts.gateway.void(intent.chargeKey);
    if (result === 'accepted') return placed(account, intent.order, intent.next, intent.invoice);
    return withoutIntent(account);
  }

  /** Carries out what was due, oldest first, each at its own time. An unanswered payment stays due. */
  async #timePassed(account: Account): Promise<Account> {
    const { clock, rules, gateway, onFault } = this.#parts;
    if (account.intent) return account;
    let current = account;
    for (;;) {
      const due = firstDue(current, clock(), rules);
      const subscription = current.subscriptions.find(({ id }) => id === due?.subscription);
      if (!due || !subscription) return current;
      if (due.what !== 'bill') {
        current = withLapse(current, subscription, due);
        continue;
      }
      const series = seriesOf(current.owner);
      const bill = billFor(current, subscription, { due, terms: this.#parts.terms(), rules, series });
      const { key, amount, token } = bill;
      const { currency } = current;
      try {
        const result = amount === 0 ? 'accepted' : token && (await gateway.charge({ key, amount, currency, token }));
        current = result === 'accepted' ? bill.accepted() : bill.declined();
      } catch (fault) {
        onFault?.(fault);
        return current;
      }
    }
  }

  /** Files what the stored account still held, then writes the account without it: nothing is ever only in neither. */
  async #save(account: Account, stored: Account, version: number): Promise<number> {
    const { documents, rules } = this.#parts;
    const owner = ownerOf(account.owner);
    for (const invoice of stored.unfiled.invoices) {
      await documents.write(`invoice/${owner}/${invoice.id}`, invoice, {
        index: { kind: 'invoice', owner, at: invoice.at },
      });
    }
    for (const order of stored.unfiled.orders) {
      await documents.write(`order/${owner}/${order.number}`, order, { index: { kind: 'order', owner, at: order.at } });
    }
    const unfiled = {
      orders: account.unfiled.orders.filter((order) => !stored.unfiled.orders.includes(order)),
      invoices: account.unfiled.invoices.filter((invoice) => !stored.unfiled.invoices.includes(invoice)),
    };
    const due = account.intent ? account.intent.order.at + ABANDONED : dueAt(account, rules);
    return documents.write(
      keyOf(account.owner),
      { ...account, unfiled },
      {
        ifVersion: version,
        index: {
          kind: 'account',
          tenant: account.owner.tenant,
          person: account.owner.person,
          ...(due !== undefined && { due }),
        },
      },
    );
  }
}

const ownerOf = ({ tenant, person }: PersonId): string => `${tenant}/${person}`;
const keyOf = (owner: PersonId): string => `account/${ownerOf(owner)}`;

const withoutIntent = ({ intent: _dropped, ...account }: Account): Account => account;

const sameRequest = ({ request }: Order, other: Order['request']): boolean =>
  request.subscription === other.subscription && request.total === other.total && request.when === other.when;

function onConflict(error: unknown): undefined {
  if (error instanceof Conflict) return undefined;
  throw error;
}

// Crockford's alphabet: no letter that could be read as another.
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

const letters = (text: string, count: number): string =>
  [...createHash('sha256').update(text).digest().subarray(0, count)].map((byte) => ALPHABET[byte % 32]).join('');

/** The letters a purchaser's invoice numbers begin with. */
export const seriesOf = (owner: PersonId): string => letters(ownerOf(owner), 4);

/** Made from the key, so that the same key can only ever make the same order. */
const orderNumber = (key: string, at: number): string => `PD-${new Date(at).getUTCFullYear()}-${letters(key, 6)}`;
