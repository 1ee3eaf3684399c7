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
import { SignInRequiredError, type WebAuthentication } from '../../../src/application/ports/ports.ts';
import type { UserRateLimiter } from '../../../src/application/runtime/user-rate-limiter.ts';
import { internalError } from '../../operations/loggable-error.ts';
import { newReference } from '../../turn/error-reference.ts';
import { callerOf, languageOf } from '../pages/caller.ts';
import { fileHeaders, sendPage } from '../pages/headers.ts';
import { messagePage } from '../pages/page-layout.ts';
import { type Ask, type Read, type SignedLinks, wishIn } from './signed-links.ts';

export interface PapersParts {
  readonly invoices: InvoiceService;
  readonly administration: PurchaseOverview;
  readonly links: SignedLinks;
  readonly signedIn: WebAuthentication;
  /** How much is made for one person in a minute: papers and pictures are dear. */
  readonly pace: Pick<UserRateLimiter, 'consume'>;
  /** Where somebody signs in and comes back from. */
  readonly signIn: (to: string) => string;
  readonly log: Logger;
  readonly guards?: readonly RequestHandler[];
}

const CSV = 'text/csv; charset=utf-8';
/** Cards show it on pages of other origins. */
const PICTURE = { ...fileHeaders('image/svg+xml; charset=utf-8'), 'Cross-Origin-Resource-Policy': 'same-site' };

/** A page that says why there is nothing, or a file. */
type Answer =
  | { readonly status: number; readonly page: Parameters<typeof messagePage>[0]; readonly lang: Translations['lang'] }
  | {
      readonly status: number;
      readonly headers: Readonly<Record<string, string>>;
      /** Whole, or some at a time. */
      readonly body: string | Buffer | AsyncIterable<string>;
    };

/** Gives out invoices and pictures of spending to whom a link was made for, and to nobody else. */
export function servePapers(server: Server, parts: PapersParts): void {
  server.get('/invoices/:file', ...(parts.guards ?? []), async (req: Request, res: Response) => {
    try {
      const answer = await answerTo(req, parts);
      const { status } = answer;
      if ('page' in answer) return sendPage(res, { status }, messagePage(answer.page, answer.lang));
      const { body, headers } = answer;
      if (typeof body === 'string' || Buffer.isBuffer(body)) return void res.sendRaw(status, body, headers);
      res.writeHead(status, headers);
      await pipeline(Readable.from(body), res);
    } catch (error) {
      if (error instanceof SignInRequiredError && !res.headersSent) {
        const { lang, signIn } = translationsFor(languageOf(req));
        return sendPage(res, { status: 403 }, messagePage({ title: signIn.chat.title, way: signIn.chat.inChat }, lang));
      }
      const reference = newReference();
      parts.log.error({ reference, error: internalError(error) }, 'a paper could not be made');
      if (res.headersSent) return;
      const { lang, problem, invoices } = translationsFor(languageOf(req));
      const way = `${invoices.link.way} ${problem.reference} ${reference}.`;
      sendPage(res, { status: 500 }, messagePage({ title: problem.eyebrow, way }, lang));
    }
  });
}

async function answerTo(req: Request, parts: PapersParts): Promise<Answer> {
  const { invoices, administration, links, signedIn, signIn, pace } = parts;
  const { pathname, searchParams } = new URL(req.url ?? '/', 'http://localhost');
  const read: Read = links.read(pathname.split('/').at(-1) ?? '', searchParams);
  const t = translationsFor(searchParams.get('in') ?? undefined);
  const { link } = t.invoices;
  const sorry = (status: number, why: 'expired' | 'refused' | 'gone'): Answer => ({
    status,
    lang: t.lang,
    page: { title: link[why], way: link.way },
  });
  if (read.state === 'bad') return sorry(403, 'refused');
  if (read.state === 'expired') return sorry(410, 'expired');
  const { owner, what } = read.ask;
  // Whoever is not known to be its owner, as a channel that fetches a picture, uses up nothing of theirs.
  const tooMany = async (of: 'papers' | 'pictures') =>
    (await pace.consume(JSON.stringify([of, owner.tenant, owner.person]))) !== 'allow';
  const tooMuch: Answer = { status: 429, lang: t.lang, page: t.tooMuch };
  if (isPicture(what) && (await tooMany('pictures'))) return tooMuch;
  // A picture on a card is fetched by the channel, which is nobody: its link alone has to do.
  if (what.kind === 'spending') {
    return { status: 200, headers: PICTURE, body: spendingSvg(await invoices.spendingFor(owner, what.days), t) };
  }
  const looking = what.kind === 'purchases' ? await administration.findActor(owner) : undefined;
  const wish = what.kind === 'purchases' ? wishIn(what.asked) : {};
  if (what.kind === 'purchases' && what.format === 'svg') {
    const totals = looking && (await administration.totals(looking, wish));
    if (!totals?.ok) return sorry(403, 'refused');
    return { status: 200, headers: PICTURE, body: productsSvg(totals.value, t) };
  }
  const people = await signedIn.people(callerOf(req));
  const url = signIn(req.url ?? '/');
  if (people.length === 0) return { status: 303, headers: { ...fileHeaders('text/plain'), Location: url }, body: '' };
  // Sent to sign in by themselves, who is known already would come back as the same person, for ever.
  if (!people.some((one) => one.tenant === owner.tenant && one.person === owner.person)) {
    const page = { title: link.other, way: link.otherWay, link: { title: t.signIn.go, url } };
    return { status: 403, lang: t.lang, page };
  }
  if (await tooMany('papers')) return tooMuch;
  if (what.kind === 'purchases') {
    // Whoever was an administrator when the link was made need not be one still.
    const all = looking && (await administration.exportPurchases(looking, wish));
    if (!all?.ok) return sorry(403, 'refused');
    const headers = fileHeaders(CSV, `${t.administration.csv.name}.csv`);
    return { status: 200, headers, body: purchasesCsv(all.value, t) };
  }
  const own = what.format === 'pdf' ? await invoices.providerPdf(owner, what.number) : undefined;
  if (own !== undefined) return { status: 303, headers: { ...fileHeaders('text/plain'), Location: own }, body: '' };
  const sheet = await invoices.findDetails(owner, what.number);
  if (!sheet) return sorry(404, 'gone');
  // What draws papers is loaded when the first is asked for: starting would wait for it.
  const { invoicePdf } = await import('../../../cards/files/invoice-pdf.ts');
  const name = `${t.invoices.paper.title.toLowerCase()}-${what.number}.${what.format}`;
  return what.format === 'pdf'
    ? { status: 200, headers: fileHeaders('application/pdf', name), body: await invoicePdf(sheet, t) }
    : { status: 200, headers: fileHeaders(CSV, name), body: invoiceCsv(sheet, t) };
}

const isPicture = (what: Ask['what']): boolean =>
  what.kind === 'spending' || (what.kind === 'purchases' && what.format === 'svg');
