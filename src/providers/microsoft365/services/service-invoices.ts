import type { Clock } from '../../../application/ports/clock.ts';
import type { Invoice, InvoiceLine, LineKind } from '../../../domain/billing/invoice.ts';
import { dayOf } from '../../../domain/common/days.ts';
import { minorUnitsOf } from '../../../domain/common/minor-unit.ts';
import { anniversary, daysIn, type Instant, type Period } from '../../../domain/common/time.ts';
import { type BillingClient, downloadUrlIn, type ServiceInvoice, type Transaction } from './billing-client.ts';
import { ServiceError } from './service-error.ts';

/** Months that the newest invoice is looked for in. */
const NEWEST_LOOKBACK_MONTHS = 12;
/** Milliseconds that a paper may take to be made. */
const DOWNLOAD_TIMEOUT = 30_000;

interface ServiceInvoicesDeps {
  readonly billing: BillingClient;
  readonly clock: Clock;
  readonly pause: (ms: number) => Promise<unknown>;
}

/** What Microsoft charged somebody, as it says so itself: nothing here is an estimate. */
export class ServiceInvoices {
  readonly #deps: ServiceInvoicesDeps;

  constructor(deps: ServiceInvoicesDeps) {
    this.#deps = deps;
  }

  /** Those of a period, newest first, with their lines. */
  async list(period: Period): Promise<readonly Invoice[]> {
    return Promise.all((await this.#list(period)).map(({ account, one: find }) => this.#withLines(account, find)));
  }

  async newest(): Promise<Invoice | undefined> {
    const now = this.#deps.clock();
    const [last] = await this.#list({ start: anniversary(now, -NEWEST_LOOKBACK_MONTHS), end: now + 1 });
    return last && this.#withLines(last.account, last.one);
  }

  async one(name: string): Promise<Invoice | undefined> {
    const match = await this.#find(name);
    return match && this.#withLines(match.account, match.one);
  }

  /** Where Microsoft's own paper can be fetched for a short while; nothing where it is not made in time. */
  async downloadUrl(name: string): Promise<string | undefined> {
    const { billing, clock, pause } = this.#deps;
    const match = await this.#find(name);
    if (!match) return undefined;
    const until = clock() + DOWNLOAD_TIMEOUT;
    let progress = await billing.download(match.account, name, clock());
    while (progress.is === 'running' && progress.operation.askAt < until) {
      await pause(Math.max(0, progress.operation.askAt - clock()));
      progress = await billing.progress(progress.operation, clock());
    }
    return progress.is === 'done' ? downloadUrlIn(progress.body) : undefined;
  }

  async #list({ start, end }: Period) {
    const { billing } = this.#deps;
    const accounts = await billing.accounts();
    const lists = accounts.map(async (account) => {
      const invoices = await billing.invoices(account, dayOf(start), dayOf(end - 1)).catch(emptyIfForbidden);
      return invoices.map((one) => ({ account, one, at: Date.parse(one.properties.invoiceDate) }));
    });
    return (await Promise.all(lists))
      .flat()
      .filter(({ at }) => at >= start && at < end)
      .sort((a, b) => b.at - a.at || (a.one.name < b.one.name ? 1 : -1));
  }

  async #find(name: string) {
    const { billing } = this.#deps;
    for (const account of await billing.accounts()) {
      const invoice = await billing.invoice(account, name);
      if (invoice) return { account, one: invoice };
    }
    return undefined;
  }

  async #withLines(account: string, { name, properties }: ServiceInvoice): Promise<Invoice> {
    const transactions = await this.#deps.billing.transactions(account, name);
    const { billedAmount, totalAmount, invoiceDate } = properties;
    const currency = (totalAmount ?? billedAmount)?.currency ?? currencyIn(transactions);
    const at = Date.parse(invoiceDate);
    return {
      id: name,
      at,
      currency,
      lines: transactions.map((transaction) => mapLine(transaction, at, currency)),
      paidWith: '',
    };
  }
}

/** An account that somebody may only see the name of has none of their invoices. */
function emptyIfForbidden(error: unknown): ServiceInvoice[] {
  if (error instanceof ServiceError && error.kind === 'forbidden') return [];
  throw error;
}

const currencyIn = (transactions: readonly Transaction[]): string =>
  transactions.flatMap(({ properties }) => properties.transactionAmount?.currency ?? []).at(0) ?? 'USD';

const lineKinds: Readonly<Record<string, LineKind>> = {
  purchase: 'purchase',
  new: 'purchase',
  renew: 'renew',
  cancel: 'cancel',
  addquantity: 'add-quantity',
  removequantity: 'remove-quantity',
  convert: 'convert',
  credit: 'credit',
  usage: 'usage',
};

function mapLine({ properties }: Transaction, invoicedAt: Instant, currency: string): InvoiceLine {
  const { transactionType = '', productTypeId, productDescription = '', quantity = 1 } = properties;
  const { effectivePrice, subTotal, tax, transactionAmount, servicePeriodStartDate, servicePeriodEndDate } = properties;
  const toMinorUnits = (value = 0) => Math.round(value * minorUnitsOf(currency));
  const taxAmount = toMinorUnits(tax?.value);
  const net = subTotal ? toMinorUnits(subTotal.value) : toMinorUnits(transactionAmount?.value) - taxAmount;
  const start = Date.parse(servicePeriodStartDate ?? '') || invoicedAt;
  const period = { start, end: Math.max(start, Date.parse(servicePeriodEndDate ?? '') || invoicedAt) };
  const days = daysIn(period);
  return {
    kind: lineKinds[transactionType.toLowerCase()] ?? 'usage',
    product: productTypeId ?? productDescription,
    subscription: '',
    quantity,
    period,
    days,
    of: days,
    unitPrice: toMinorUnits(effectivePrice?.value),
    net,
    taxRate: net === 0 ? 0 : Math.round((taxAmount / net) * 10_000),
    tax: taxAmount,
  };
}
