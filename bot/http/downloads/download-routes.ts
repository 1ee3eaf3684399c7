import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Logger } from 'pino';
import type { Request, RequestHandler, Response, Server } from 'restify';
import { invoiceCsv } from '../../../cards/files/invoice-csv.ts';
import { productsSvg } from '../../../cards/files/products-svg.ts';
import { purchasesCsv } from '../../../cards/files/purchases-csv.ts';
import { spendingSvg } from '../../../cards/files/spending-svg.ts';
import { type Translations, translationsFor } from '../../../cards/kit/locale.ts';
import type { PurchaseOverview } from '../../../src/application/administration/purchase-overview.ts';
import type { InvoiceService } from '../../../src/application/invoices/invoice-service.ts';
import { SignInRequiredError } from '../../../src/application/ports/errors.ts';
import type { WebAuthentication } from '../../../src/application/ports/web-authentication.ts';
import type { UserRateLimiter } from '../../../src/application/runtime/user-rate-limiter.ts';
import { newReference } from '../../operations/error-reference.ts';
import { internalError } from '../../operations/loggable-error.ts';
import { callerOf, languageOf } from '../pages/caller.ts';
import { fileHeaders, sendPage } from '../pages/headers.ts';
import { messagePage } from '../pages/page-layout.ts';
import { type DownloadRequest, type LinkResult, parsePurchaseQuery, type SignedLinks } from './signed-links.ts';

export interface DownloadOptions {
  readonly invoices: InvoiceService;
  readonly administration: PurchaseOverview;
  readonly links: SignedLinks;
  readonly authentication: WebAuthentication;
  /** Limits files and images per user: they are expensive to render. */
  readonly rateLimiter: Pick<UserRateLimiter, 'consume'>;
  /** URL to sign in and return to an address. */
  readonly signIn: (to: string) => string;
  readonly log: Logger;
  readonly guards?: readonly RequestHandler[];
}

const CSV = 'text/csv; charset=utf-8';
/** Cards show the image on pages of other origins. */
const PICTURE = { ...fileHeaders('image/svg+xml; charset=utf-8'), 'Cross-Origin-Resource-Policy': 'same-site' };

/** A file, or a page that explains why there is none. */
type DownloadResponse =
  | { readonly status: number; readonly page: Parameters<typeof messagePage>[0]; readonly lang: Translations['lang'] }
  | {
      readonly status: number;
      readonly headers: Readonly<Record<string, string>>;
      /** Complete, or in chunks. */
      readonly body: string | Buffer | AsyncIterable<string>;
    };

/** Serves invoices, exports and images to the user whom a signed link was created for. */
export function serveDownloads(server: Server, options: DownloadOptions): void {
  server.get('/invoices/:file', ...(options.guards ?? []), async (req: Request, res: Response) => {
    try {
      const response = await respondTo(req, options);
      const { status } = response;
      if ('page' in response) return sendPage(res, { status }, messagePage(response.page, response.lang));
      const { body, headers } = response;
      if (typeof body === 'string' || Buffer.isBuffer(body)) return void res.sendRaw(status, body, headers);
      res.writeHead(status, headers);
      await pipeline(Readable.from(body), res);
    } catch (error) {
      if (error instanceof SignInRequiredError && !res.headersSent) {
        const { lang, signIn } = translationsFor(languageOf(req));
        return sendPage(res, { status: 403 }, messagePage({ title: signIn.chat.title, way: signIn.chat.inChat }, lang));
      }
      const reference = newReference();
      options.log.error({ reference, error: internalError(error) }, 'a download failed');
      if (res.headersSent) return;
      const { lang, invoices } = translationsFor(languageOf(req));
      const { internalError: internalErrorStrings } = translationsFor(languageOf(req)).messages;
      const way = `${invoices.link.text} ${internalErrorStrings.reference} ${reference}.`;
      sendPage(res, { status: 500 }, messagePage({ title: internalErrorStrings.eyebrow, way }, lang));
    }
  });
}

async function respondTo(req: Request, options: DownloadOptions): Promise<DownloadResponse> {
  const { invoices, administration, links, authentication, signIn, rateLimiter } = options;
  const { pathname, searchParams } = new URL(req.url ?? '/', 'http://localhost');
  const link: LinkResult = links.read(pathname.split('/').at(-1) ?? '', searchParams);
  const t = translationsFor(searchParams.get('in') ?? undefined);
  const { link: strings } = t.invoices;
  const errorPage = (status: number, reason: 'expired' | 'refused' | 'gone'): DownloadResponse => ({
    status,
    lang: t.lang,
    page: { title: strings[reason], way: strings.text },
  });
  if (link.state === 'bad') return errorPage(403, 'refused');
  if (link.state === 'expired') return errorPage(410, 'expired');
  const { owner, file } = link.request;
  // Requests that are not known to be the owner's, such as a channel fetching an image, do not count for the owner's files.
  const isRateLimited = async (of: 'papers' | 'pictures') =>
    (await rateLimiter.consume(JSON.stringify([of, owner.tenant, owner.person]))) !== 'allow';
  const rateLimitPage: DownloadResponse = {
    status: 429,
    lang: t.lang,
    page: { title: t.messages.rateLimited.title, way: t.messages.rateLimited.text },
  };
  if (isPicture(file) && (await isRateLimited('pictures'))) return rateLimitPage;
  // The channel fetches images on cards without signing in: the signed link alone must suffice.
  if (file.kind === 'spending') {
    return { status: 200, headers: PICTURE, body: spendingSvg(await invoices.spendingFor(owner, file.days), t) };
  }
  const administrator = file.kind === 'purchases' ? await administration.findActor(owner) : undefined;
  const filter = file.kind === 'purchases' ? parsePurchaseQuery(file.encodedQuery) : {};
  if (file.kind === 'purchases' && file.format === 'svg') {
    const totals = administrator && (await administration.totals(administrator, filter));
    if (!totals?.ok) return errorPage(403, 'refused');
    return { status: 200, headers: PICTURE, body: productsSvg(totals.value, t) };
  }
  const people = await authentication.people(callerOf(req));
  const url = signIn(req.url ?? '/');
  if (people.length === 0) return { status: 303, headers: { ...fileHeaders('text/plain'), Location: url }, body: '' };
  // No redirect to sign-in here: Entra would return the same user, in an endless loop.
  if (!people.some((person) => person.tenant === owner.tenant && person.person === owner.person)) {
    const page = { title: strings.other, way: strings.otherText, link: { title: t.signIn.button, url } };
    return { status: 403, lang: t.lang, page };
  }
  if (await isRateLimited('papers')) return rateLimitPage;
  if (file.kind === 'purchases') {
    // The user may have been an administrator only when the link was created.
    const purchases = administrator && (await administration.exportPurchases(administrator, filter));
    if (!purchases?.ok) return errorPage(403, 'refused');
    const headers = fileHeaders(CSV, `${t.administration.csv.name}.csv`);
    return { status: 200, headers, body: purchasesCsv(purchases.value, t) };
  }
  const providerPdfUrl = file.format === 'pdf' ? await invoices.providerPdf(owner, file.number) : undefined;
  if (providerPdfUrl !== undefined)
    return { status: 303, headers: { ...fileHeaders('text/plain'), Location: providerPdfUrl }, body: '' };
  const invoice = await invoices.findDetails(owner, file.number);
  if (!invoice) return errorPage(404, 'gone');
  // Loaded on first use: PDF rendering would delay the start.
  const { invoicePdf } = await import('../../../cards/files/invoice-pdf.ts');
  const name = `${t.invoices.document.title.toLowerCase()}-${file.number}.${file.format}`;
  return file.format === 'pdf'
    ? { status: 200, headers: fileHeaders('application/pdf', name), body: await invoicePdf(invoice, t) }
    : { status: 200, headers: fileHeaders(CSV, name), body: invoiceCsv(invoice, t) };
}

const isPicture = (file: DownloadRequest['file']): boolean =>
  file.kind === 'spending' || (file.kind === 'purchases' && file.format === 'svg');
