import type { Clock } from '../../../application/ports/clock.ts';
import type { Invoice, InvoiceLine, LineKind } from '../../../domain/billing/invoice.ts';
import { dayOf } from '../../../domain/common/days.ts';
import { minorUnitsOf } from '../../../domain/common/minor-unit.ts';
import { anniversary, daysIn, type Instant, type Period } from '../../../domain/common/time.ts';
import { type BillingClient, downloadUrlIn, type ServiceInvoice, type Transaction } from './billing-client.ts';
import { pollUntilDone } from './operation.ts';
import { ServiceError } from './service-error.ts';

/** Months back that are searched for the newest invoice. */
const NEWEST_LOOKBACK_MONTHS = 12;
/** Milliseconds that the service may take to create a PDF. */
const DOWNLOAD_TIMEOUT = 30_000;

interface ServiceInvoicesDeps {
  readonly billing: BillingClient;
  readonly clock: Clock;
  readonly pause: (ms: number) => Promise<unknown>;
}

/** An invoice and the billing account it belongs to. */
interface InvoiceLocation {
  readonly account: string;
  readonly invoice: ServiceInvoice;
}

/** The invoices of a purchaser as Microsoft issued them: no amount here is an estimate. */
export class ServiceInvoices {
  readonly #deps: ServiceInvoicesDeps;

  constructor(deps: ServiceInvoicesDeps) {
    this.#deps = deps;
  }

  /** Returns the invoices of a period with their lines, newest first. */
  async list(period: Period): Promise<readonly Invoice[]> {
    return Promise.all((await this.#list(period)).map((location) => this.#withLines(location)));
  }

  async newest(): Promise<Invoice | undefined> {
    const now = this.#deps.clock();
    const [newest] = await this.#list({ start: anniversary(now, -NEWEST_LOOKBACK_MONTHS), end: now + 1 });
    return newest && this.#withLines(newest);
  }

  async find(name: string): Promise<Invoice | undefined> {
    const location = await this.#locate(name);
    return location && this.#withLines(location);
  }

  /** Returns a short-lived URL of Microsoft's own PDF; `undefined` where the service does not create it in time. */
  async downloadUrl(name: string): Promise<string | undefined> {
    const { billing, clock, pause } = this.#deps;
    const location = await this.#locate(name);
    if (!location) return undefined;
    const started = await billing.download(location.account, name, clock());
    const progress = await pollUntilDone(billing, started, { clock, pause, timeout: DOWNLOAD_TIMEOUT });
    return progress.is === 'done' ? downloadUrlIn(progress.body) : undefined;
  }

  async #list({ start, end }: Period): Promise<readonly InvoiceLocation[]> {
    const { billing } = this.#deps;
    const accounts = await billing.accounts();
    const lists = accounts.map(async (account) => {
      const invoices = await billing.invoices(account, dayOf(start), dayOf(end - 1)).catch(emptyIfForbidden);
      return invoices.map((invoice) => ({ account, invoice, at: Date.parse(invoice.properties.invoiceDate) }));
    });
    return (await Promise.all(lists))
      .flat()
      .filter(({ at }) => at >= start && at < end)
      .sort((a, b) => b.at - a.at || (a.invoice.name < b.invoice.name ? 1 : -1));
  }

  async #locate(name: string): Promise<InvoiceLocation | undefined> {
    const { billing } = this.#deps;
    for (const account of await billing.accounts()) {
      const invoice = await billing.invoice(account, name);
      if (invoice) return { account, invoice };
    }
    return undefined;
  }

  async #withLines({ account, invoice: { name, properties } }: InvoiceLocation): Promise<Invoice> {
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

/** A billing account of which the purchaser may see only the name has none of their invoices. */
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
