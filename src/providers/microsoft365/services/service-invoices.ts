import type { Clock } from '../../../application/ports/ports.ts';
import type { Invoice, InvoiceLine, LineKind } from '../../../domain/billing/invoice.ts';
import { dayOf } from '../../../domain/common/days.ts';
import { minorUnitsOf } from '../../../domain/common/minor-unit.ts';
import { anniversary, daysIn, type Instant, type Period } from '../../../domain/common/time.ts';
import { type BillingClient, paperAt, type ServiceInvoice, type Transaction } from './billing-client.ts';
import { ServiceFault } from './service-fault.ts';

/** Months that the newest invoice is looked for in. */
const YEAR = 12;
/** Milliseconds that a paper may take to be made. */
const PATIENCE = 30_000;

interface Parts {
  readonly billing: BillingClient;
  readonly clock: Clock;
  readonly pause: (ms: number) => Promise<unknown>;
}

/** What Microsoft charged somebody, as it says so itself: nothing here is an estimate. */
export class ServiceInvoices {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Those of a period, newest first, with their lines. */
  async of(period: Period): Promise<readonly Invoice[]> {
    return Promise.all((await this.#listed(period)).map(({ account, one }) => this.#whole(account, one)));
  }

  async newest(): Promise<Invoice | undefined> {
    const now = this.#parts.clock();
    const [last] = await this.#listed({ start: anniversary(now, -YEAR), end: now + 1 });
    return last && this.#whole(last.account, last.one);
  }

  async one(name: string): Promise<Invoice | undefined> {
    const found = await this.#find(name);
    return found && this.#whole(found.account, found.one);
  }

  /** Where Microsoft's own paper can be fetched for a short while; nothing where it is not made in time. */
  async paper(name: string): Promise<string | undefined> {
    const { billing, clock, pause } = this.#parts;
    const found = await this.#find(name);
    if (!found) return undefined;
    const until = clock() + PATIENCE;
    let progress = await billing.download(found.account, name, clock());
    while (progress.is === 'running' && progress.operation.askAt < until) {
      await pause(Math.max(0, progress.operation.askAt - clock()));
      progress = await billing.progress(progress.operation, clock());
    }
    return progress.is === 'done' ? paperAt(progress.body) : undefined;
  }

  async #listed({ start, end }: Period) {
    const { billing } = this.#parts;
    const accounts = await billing.accounts();
    const found = accounts.map(async (account) => {
      const all = await billing.invoices(account, dayOf(start), dayOf(end - 1)).catch(noneOfTheirs);
      return all.map((one) => ({ account, one, at: Date.parse(one.properties.invoiceDate) }));
    });
    return (await Promise.all(found))
      .flat()
      .filter(({ at }) => at >= start && at < end)
      .sort((a, b) => b.at - a.at || (a.one.name < b.one.name ? 1 : -1));
  }

  async #find(name: string) {
    const { billing } = this.#parts;
    for (const account of await billing.accounts()) {
      const one = await billing.invoice(account, name);
      if (one) return { account, one };
    }
    return undefined;
  }

  async #whole(account: string, { name, properties }: ServiceInvoice): Promise<Invoice> {
    const transactions = await this.#parts.billing.transactions(account, name);
    const { billedAmount, totalAmount, invoiceDate } = properties;
    const currency = (totalAmount ?? billedAmount)?.currency ?? currencyOf(transactions);
    const at = Date.parse(invoiceDate);
    return { id: name, at, currency, lines: transactions.map((one) => lineOf(one, at, currency)), paidWith: '' };
  }
}

/** An account that somebody may only see the name of has none of their invoices. */
function noneOfTheirs(error: unknown): ServiceInvoice[] {
  if (error instanceof ServiceFault && error.kind === 'forbidden') return [];
  throw error;
}

const currencyOf = (all: readonly Transaction[]): string =>
  all.flatMap(({ properties }) => properties.transactionAmount?.currency ?? []).at(0) ?? 'USD';

const kinds: Readonly<Record<string, LineKind>> = {
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

function lineOf({ properties }: Transaction, invoiced: Instant, currency: string): InvoiceLine {
  const { transactionType = '', productTypeId, productDescription = '', quantity = 1 } = properties;
  const { effectivePrice, subTotal, tax, transactionAmount, servicePeriodStartDate, servicePeriodEndDate } = properties;
  const minor = (value = 0) => Math.round(value * minorUnitsOf(currency));
  const taxed = minor(tax?.value);
  const net = subTotal ? minor(subTotal.value) : minor(transactionAmount?.value) - taxed;
  const start = Date.parse(servicePeriodStartDate ?? '') || invoiced;
  const period = { start, end: Math.max(start, Date.parse(servicePeriodEndDate ?? '') || invoiced) };
  const days = daysIn(period);
  return {
    kind: kinds[transactionType.toLowerCase()] ?? 'usage',
    product: productTypeId ?? productDescription,
    subscription: '',
    quantity,
    period,
    days,
    of: days,
    unitPrice: minor(effectivePrice?.value),
    net,
    taxRate: net === 0 ? 0 : Math.round((taxed / net) * 10_000),
    tax: taxed,
  };
}
