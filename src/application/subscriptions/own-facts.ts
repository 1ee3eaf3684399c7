import { cardName, methodFor } from '../../domain/account/account.ts';
import type { Invoice, InvoiceLine } from '../../domain/billing/invoice.ts';
import { planMonths } from '../../domain/catalogue/product.ts';
import { type Actor, forbidden, isAllowed } from '../../domain/common/actor.ts';
import { calendarMonths, type DateRange, dayOf, periodOf } from '../../domain/common/days.ts';
import { ok, type Result } from '../../domain/common/result.ts';
import type { Rules } from '../../domain/common/rules.ts';
import type { Instant } from '../../domain/common/time.ts';
import { refundWindowEnd } from '../../domain/subscription/refund-window.ts';
import { licencesOf, type Subscription } from '../../domain/subscription/subscription.ts';
import type { Clock } from '../ports/clock.ts';
import type { Commerce } from '../ports/commerce.ts';
import { matchingProducts } from './match-product.ts';
import { liveSubscriptions, productName } from './overview.ts';

/** One invoice line with its invoice: what was charged or refunded, when and why. */
export interface ChargedLine {
  readonly invoice: Invoice;
  readonly line: InvoiceLine;
  readonly product: string;
}

/** Which charge is asked about. Amounts gross, in minor units. */
export interface ChargeQuery {
  readonly amount?: number | undefined;
  readonly product?: string | undefined;
  readonly period?: DateRange | undefined;
  readonly twice?: boolean | undefined;
}

/** The charges that a question is about, newest first; without a match those that come nearest. */
export interface ChargeAnswer {
  readonly isFound: boolean;
  readonly lines: readonly ChargedLine[];
  readonly currency: string;
}

/** What active subscriptions cost from now on. Minor units before tax. */
export interface RunningCost {
  readonly month: number;
  readonly year: number;
  readonly currency: string;
  readonly subscriptions: readonly {
    readonly product: string;
    readonly subscription: Subscription;
    readonly year: number;
  }[];
}

/** Until when, and for how many licences, a cancellation gives money back. */
export interface RefundWindow {
  readonly licences: number;
  readonly until: Instant;
}

/** Most charges in an answer. */
const MAX_LINES = 5;
const MONTHS_A_YEAR = 12;

/** Answers to questions about the user's own subscriptions and charges. Read-only. */
export class OwnFacts {
  readonly #commerce: Commerce;
  readonly #clock: Clock;
  readonly #rules: Rules;

  constructor(commerce: Commerce, clock: Clock, rules: Rules) {
    this.#commerce = commerce;
    this.#clock = clock;
    this.#rules = rules;
  }

  /** Finds a charge by its amount, product and period on the invoices of the last twelve months, or all that look alike. */
  async findCharges(actor: Actor, query: ChargeQuery): Promise<Result<ChargeAnswer>> {
    if (!isAllowed(actor, 'purchase.read')) return forbidden(actor);
    const terms = await this.#commerce.terms(actor.tenant);
    const days = query.period ?? calendarMonths(MONTHS_A_YEAR, dayOf(this.#clock()));
    const invoices = await this.#commerce.invoices(actor, periodOf(days));
    const wanted =
      query.product === undefined
        ? undefined
        : new Set(matchingProducts([...terms.products.values()], query.product).map(({ id }) => id));
    const lines = invoices
      .flatMap((invoice) => invoice.lines.map((line) => ({ invoice, line, product: productName(terms, line.product) })))
      .filter(({ line }) => wanted === undefined || wanted.has(line.product))
      .sort((one, other) => other.invoice.at - one.invoice.at);
    const answer = (isFound: boolean, found: readonly ChargedLine[]) =>
      ok({ isFound, lines: found.slice(0, MAX_LINES), currency: terms.currency });
    const charges = lines.filter(({ line }) => grossOf(line) > 0);
    if (query.twice) {
      const twins = charges.filter((one) => charges.some((other) => other !== one && looksLike(one, other)));
      return twins.length > 0 ? answer(true, twins) : answer(false, charges);
    }
    const { amount } = query;
    if (amount === undefined) return answer(charges.length > 0, charges);
    const exact = lines.filter(({ line, invoice }) =>
      [Math.abs(grossOf(line)), Math.abs(line.net), totalOfInvoice(invoice)].some((one) => isAmount(one, amount)),
    );
    if (exact.length > 0) return answer(true, exact);
    return answer(
      false,
      [...lines].sort((one, other) => Math.abs(grossOf(one.line) - amount) - Math.abs(grossOf(other.line) - amount)),
    );
  }

  /** Returns what the active paid subscriptions that renew cost in a month and in a year, at today's prices. */
  async runningCost(actor: Actor, product?: string): Promise<Result<RunningCost>> {
    if (!isAllowed(actor, 'purchase.read')) return forbidden(actor);
    const [account, terms] = await Promise.all([this.#commerce.account(actor), this.#commerce.terms(actor.tenant)]);
    const wanted =
      product === undefined
        ? undefined
        : new Set(matchingProducts([...terms.products.values()], product).map(({ id }) => id));
    const subscriptions = liveSubscriptions(account).flatMap((subscription) => {
      const { state, plan } = subscription;
      if (state.kind !== 'active' || plan === 'trial' || (wanted && !wanted.has(subscription.product))) return [];
      const year = (subscription.price * licencesOf(subscription) * MONTHS_A_YEAR) / planMonths[plan].billing;
      return [{ product: productName(terms, subscription.product), subscription, year }];
    });
    const year = subscriptions.reduce((sum, one) => sum + one.year, 0);
    return ok({ year, month: Math.round(year / MONTHS_A_YEAR), currency: account.currency, subscriptions });
  }

  /** Returns the licences that can be given back for a refund now, and when the last window ends; nothing if there is none. */
  refundWindow(subscription: Subscription): RefundWindow | undefined {
    const now = this.#clock();
    const open = subscription.lots.filter(
      ({ at, charge }) => charge !== undefined && now < refundWindowEnd(at, this.#rules),
    );
    if (open.length === 0 || subscription.state.kind !== 'active') return undefined;
    return {
      licences: licencesOf({ lots: open }),
      until: Math.max(...open.map(({ at }) => refundWindowEnd(at, this.#rules))),
    };
  }

  /** Returns the billing profile and card of a subscription. */
  async paidWith(
    actor: Actor,
    subscription: Subscription,
  ): Promise<{ readonly card?: string; readonly profile?: string }> {
    const account = await this.#commerce.account(actor);
    const method = methodFor(account, subscription);
    const profile = account.profiles.find(({ id }) => id === subscription.profile)?.name;
    return { ...(method && { card: cardName(method) }), ...(profile && { profile }) };
  }
}

const grossOf = ({ net, tax }: InvoiceLine): number => net + tax;

const totalOfInvoice = ({ lines }: Invoice): number => Math.abs(lines.reduce((sum, line) => sum + grossOf(line), 0));

/** Whether an amount is the one that was said: to the cent, or to the whole unit where no cents were said. */
const isAmount = (amount: number, said: number): boolean =>
  amount === said ||
  (said % 100 === 0 && Math.floor(amount / 100) * 100 === said) ||
  (said % 100 === 0 && Math.round(amount / 100) * 100 === said);

const looksLike = (one: ChargedLine, other: ChargedLine): boolean =>
  one.line.product === other.line.product &&
  grossOf(one.line) === grossOf(other.line) &&
  dayOf(one.invoice.at) === dayOf(other.invoice.at);
