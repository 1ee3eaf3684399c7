import { type Invoice, totalOf } from '../../domain/billing/invoice.ts';
import { type Spending, spendingOf } from '../../domain/billing/spending.ts';
import type { Terms } from '../../domain/catalogue/product.ts';
import { type Actor, forbidden, isAllowed } from '../../domain/common/actor.ts';
import {
  calendarMonths,
  type DateRange,
  dayOf,
  lastMonths,
  parsePastRange,
  periodOf,
} from '../../domain/common/days.ts';
import type { PersonId } from '../../domain/common/person.ts';
import { ok, type Result, refuse } from '../../domain/common/result.ts';
import type { Clock } from '../ports/clock.ts';
import type { Commerce } from '../ports/commerce.ts';
import type { Directory, Organisations } from '../ports/directory.ts';
import { productName } from '../subscriptions/overview.ts';
import { readOnlyIfAdministrator } from '../subscriptions/ownership.ts';

/** The user's invoices of a period, newest first. */
export interface InvoiceList {
  readonly invoices: readonly Invoice[];
  readonly days: DateRange;
  /** Whether the period was requested, is the usual one, or a longer one because the usual one was empty (RULES S10). */
  readonly range: 'asked' | 'usual' | 'longer';
  /** Gross, in minor units. */
  readonly total: number;
  readonly currency: string;
}

/** An invoice with the names of products and people on it. */
export interface InvoiceDetails {
  readonly invoice: Invoice;
  readonly owner: PersonId;
  readonly purchaser: string;
  readonly organisation: string;
  /** Returns a product's name. */
  readonly productName: (id: string) => string;
  /** Returns the name of the person who caused an invoice line, if known. */
  readonly personName: (id: string | undefined) => string | undefined;
}

export interface SpendingDetails extends Spending {
  readonly days: DateRange;
  /** The last twelve calendar months, including this one: the longer period to offer. */
  readonly year: DateRange;
  readonly currency: string;
  readonly product: (id: string) => string;
}

/** Months listed by default, and when those have no invoices (RULES S10). */
const DEFAULT_MONTHS = 3;
const EXTENDED_MONTHS = 6;
/** Invoice numbers of the sandbox, or of Microsoft, such as `G012345678`. */
const INVOICE_NUMBER = /^(?:[0-9A-Z]{4}-\d{4,9}|[A-Z]\d{3}[0-9A-Z]{5,8})$/;

/** The user's own invoices and spending (RULES S10, #17). Read-only. */
export class InvoiceService {
  readonly #commerce: Commerce;
  readonly #people: Pick<Directory, 'person'> & Organisations;
  readonly #clock: Clock;

  constructor(commerce: Commerce, people: Pick<Directory, 'person'> & Organisations, clock: Clock) {
    this.#commerce = commerce;
    this.#people = people;
    this.#clock = clock;
  }

  get today(): string {
    return dayOf(this.#clock());
  }

  /** Lists the invoices of a period; by default of the last three months, or of the last six if those are empty. */
  async list(actor: Actor, requestedDays?: DateRange): Promise<Result<InvoiceList>> {
    if (!isAllowed(actor, 'purchase.read')) return forbidden(actor);
    if (requestedDays) {
      const days = parsePastRange(requestedDays.from, requestedDays.to, this.today);
      return days.ok ? ok(await this.#listFor(actor, days.value, 'asked')) : days;
    }
    const usual = await this.#listFor(actor, lastMonths(DEFAULT_MONTHS, this.today), 'usual');
    return ok(
      usual.invoices.length > 0 ? usual : await this.#listFor(actor, lastMonths(EXTENDED_MONTHS, this.today), 'longer'),
    );
  }

  /** Returns an invoice by its number, or the newest. */
  async get(actor: Actor, which: string | 'last'): Promise<Result<InvoiceDetails>> {
    if (!isAllowed(actor, 'purchase.read')) return forbidden(actor);
    if (which === 'last') {
      const newest = await this.#commerce.lastInvoice(actor);
      return newest ? ok(await this.#details(actor, newest)) : refuse({ kind: 'no-invoices' });
    }
    const sheet = await this.findDetails(actor, which);
    return sheet ? ok(sheet) : refuse(readOnlyIfAdministrator(actor, { kind: 'unknown-invoice', said: which }));
  }

  /** Returns an invoice for its owner, who opened a signed link. */
  async findDetails(owner: PersonId, number: string): Promise<InvoiceDetails | undefined> {
    const invoiceNumber = number.toUpperCase();
    const invoice = INVOICE_NUMBER.test(invoiceNumber) ? await this.#commerce.invoice(owner, invoiceNumber) : undefined;
    return invoice && this.#details(owner, invoice);
  }

  /** Returns the URL of the provider's own PDF of an invoice, if there is one. */
  async providerPdf(owner: PersonId, number: string): Promise<string | undefined> {
    return INVOICE_NUMBER.test(number) ? this.#commerce.providerPdf?.(owner, number) : undefined;
  }

  /** Returns spending by month and product in a period; by default in the last six calendar months. */
  async spending(actor: Actor, requestedDays?: DateRange): Promise<Result<SpendingDetails>> {
    if (!isAllowed(actor, 'purchase.read')) return forbidden(actor);
    const range = requestedDays ?? calendarMonths(EXTENDED_MONTHS - 1, this.today);
    const days = parsePastRange(range.from, range.to, this.today);
    return days.ok ? ok(await this.spendingFor(actor, days.value)) : days;
  }

  /** Returns the spending of the owner, who opened a signed link. */
  async spendingFor(owner: PersonId, days: DateRange): Promise<SpendingDetails> {
    const [{ invoices, currency }, terms] = await Promise.all([
      this.#listFor(owner, days, 'asked'),
      this.#commerce.terms(owner.tenant),
    ]);
    const year = calendarMonths(11, this.today);
    return { ...spendingOf(invoices, days), days, year, currency, product: productNameIn(terms) };
  }

  async #listFor(owner: PersonId, days: DateRange, reach: InvoiceList['range']): Promise<InvoiceList> {
    const [invoices, { currency }] = await Promise.all([
      this.#commerce.invoices(owner, periodOf(days)),
      this.#commerce.terms(owner.tenant),
    ]);
    return { invoices, days, range: reach, currency, total: totalOf(invoices.flatMap(({ lines }) => lines)).gross };
  }

  async #details(owner: PersonId, invoice: Invoice): Promise<InvoiceDetails> {
    const ids = [...new Set([owner.person, ...invoice.lines.flatMap(({ person }) => person ?? [])])];
    const [terms, organisation, ...people] = await Promise.all([
      this.#commerce.terms(owner.tenant),
      this.#people.organisationName(owner.tenant),
      ...ids.map((id) => this.#people.person(owner.tenant, id)),
    ]);
    const names = new Map(ids.map((id, index) => [id, people[index]?.name]));
    return {
      invoice,
      owner,
      organisation,
      purchaser: names.get(owner.person) ?? '',
      productName: productNameIn(terms),
      personName: (id) => (id === undefined ? undefined : names.get(id)),
    };
  }
}

const productNameIn = (terms: Terms) => (id: string) => productName(terms, id);
