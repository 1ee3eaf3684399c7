import { dayOf } from '../../../src/domain/common/days.ts';
import { DAY } from '../../../src/domain/common/time.ts';
import { pageReply } from './page-reply.ts';
import { ACCOUNT, accountUrl, type BillingRoute, notFound, ROOT } from './resource-manager.ts';
import { errorReply, type Route, type StandInReply, type StandInRequest } from './stand-in.ts';
import { iso, type StandInInvoice, type TenantState } from './tenant-state.ts';

/** Milliseconds for which the URL of a PDF is valid. */
const LINK_LIFETIME = DAY / 24;

/** The routes for invoices, their lines and their PDFs. */
export function invoiceRoutes(state: TenantState, route: BillingRoute): readonly Route[] {
  const invoicePath = `${ACCOUNT}/invoices/(?<name>[^/]+)`;
  const findInvoice = ({ params, caller }: StandInRequest) =>
    state.invoices.find(({ name, subscription }) => name === params.name && subscription.owner === caller);
  return [
    route('GET', `${ACCOUNT}/invoices`, (request) => listInvoices(state, request), {
      query: ['periodStartDate', 'periodEndDate', '$skiptoken'],
    }),
    route('GET', invoicePath, (request) => {
      const invoice = findInvoice(request);
      return invoice ? { json: toInvoice(request, invoice) } : notFound('invoice');
    }),
    route(
      'GET',
      `${invoicePath}/transactions`,
      (request) => {
        const invoice = findInvoice(request);
        return invoice
          ? pageReply(request, [invoice], (line) => toTransaction(request, line), 'nextLink')
          : notFound('invoice');
      },
      { query: ['$skiptoken'] },
    ),
    route('POST', `${invoicePath}/download`, (request) =>
      findInvoice(request) ? createDownload(state, request) : notFound('invoice'),
    ),
    {
      method: 'GET',
      path: /^papers\/(?<name>G\d+)\.pdf$/,
      query: ['se'],
      open: true,
      answer: ({ params, query }) =>
        Date.parse(query.get('se') ?? '') > state.clock()
          ? { bytes: pdf(params.name ?? ''), headers: { 'content-type': 'application/pdf' } }
          : { status: 403, text: 'AuthenticationFailed' },
    },
  ];
}

function listInvoices(state: TenantState, request: StandInRequest): StandInReply {
  const [from, to] = ['periodStartDate', 'periodEndDate'].map((name) => request.query.get(name) ?? '');
  if (![from, to].every((day) => /^\d{4}-\d{2}-\d{2}$/.test(day ?? '')))
    return errorReply(400, 'InvalidDate', 'periodStartDate and periodEndDate must be days.');
  const inPeriod = state.invoices.filter(
    ({ subscription, at }) =>
      subscription.owner === request.caller && dayOf(at) >= (from ?? '') && dayOf(at) <= (to ?? ''),
  );
  return pageReply(request, inPeriod, (invoice) => toInvoice(request, invoice), 'nextLink');
}

/** Starts the creation of a PDF, with a short-lived URL that needs no token. */
function createDownload(state: TenantState, request: StandInRequest): StandInReply {
  const { name } = request.params;
  return state.operations.begin({
    resource: `paper ${name}`,
    description: `prints ${name}`,
    baseUrl: `${accountUrl(request)}/invoices/${name}`,
    change: () => undefined,
    result: () => {
      const until = iso(state.clock() + LINK_LIFETIME);
      return { url: `${request.base}papers/${name}.pdf?se=${encodeURIComponent(until)}`, expiryTime: until };
    },
  });
}

const euros = (cents: number) => ({ currency: 'EUR', value: cents / 100 });

const toInvoice = ({ params }: StandInRequest, { name, subscription, at: date, net, tax }: StandInInvoice) => ({
  id: `/${ROOT}/billingAccounts/${params.account}/invoices/${name}`,
  name,
  type: 'Microsoft.Billing/billingAccounts/invoices',
  properties: {
    documentType: net < 0 ? 'CreditNote' : 'Invoice',
    invoiceDate: iso(date),
    dueDate: iso(date),
    invoicePeriodStartDate: iso(date),
    invoicePeriodEndDate: iso(subscription.end),
    status: 'Paid',
    amountDue: euros(0),
    billedAmount: euros(net + tax),
    subTotal: euros(net),
    taxAmount: euros(tax),
    totalAmount: euros(net + tax),
    isMonthlyInvoice: false,
  },
});

const toTransaction = (
  { params }: StandInRequest,
  { name, subscription, at: date, type, quantity, price, net, tax }: StandInInvoice,
) => ({
  id: `/${ROOT}/billingAccounts/${params.account}/transactions/${name}-1`,
  name: `${name}-1`,
  type: 'Microsoft.Billing/billingAccounts/transactions',
  properties: {
    kind: 'all',
    date: iso(date),
    invoice: name,
    transactionType: type,
    productTypeId: subscription.product,
    productDescription: subscription.product,
    quantity,
    effectivePrice: euros(price),
    subTotal: euros(net),
    tax: euros(tax),
    transactionAmount: euros(net + tax),
    servicePeriodStartDate: iso(date),
    servicePeriodEndDate: iso(subscription.end),
  },
});

/** A PDF with one page that names the invoice. */
function pdf(name: string): Uint8Array {
  const content = `BT /F1 18 Tf 72 760 Td (Invoice ${name}) Tj ET`;
  const objects = [
    '<</Type/Catalog/Pages 2 0 R>>',
    '<</Type/Pages/Kids[3 0 R]/Count 1>>',
    '<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>',
    `<</Length ${content.length}>>stream\n${content}\nendstream`,
    '<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>',
  ];
  let text = '%PDF-1.4\n';
  const starts = objects.map((object, at) => {
    const start = text.length;
    text += `${at + 1} 0 obj${object}endobj\n`;
    return `${String(start).padStart(10, '0')} 00000 n \n`;
  });
  const table = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${starts.join('')}`;
  return Buffer.from(
    `${text}${table}trailer<</Size ${objects.length + 1}/Root 1 0 R>>\nstartxref\n${text.length}\n%%EOF\n`,
  );
}
