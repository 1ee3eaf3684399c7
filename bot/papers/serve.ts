import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Logger } from 'pino';
import type { Request, RequestHandler, Response, Server } from 'restify';
import { invoiceCsv } from '../../cards/paper/invoice-csv.ts';
import { invoicePdf } from '../../cards/paper/invoice-pdf.ts';
import { productsSvg } from '../../cards/paper/products-svg.ts';
import { purchasesCsv } from '../../cards/paper/purchases-csv.ts';
import { spendingSvg } from '../../cards/paper/spending-svg.ts';
import { wordsFor } from '../../cards/words.ts';
import type { Administration } from '../../src/application/administration.ts';
import type { Invoices } from '../../src/application/invoices.ts';
import type { SignedIn } from '../../src/application/ports.ts';
import { ownFault } from '../fault.ts';
import { callerOf } from '../pages/caller.ts';
import { newReference } from '../reference.ts';
import { refuse } from '../refuse.ts';
import { linkPage, PAGE_POLICY } from './page.ts';
import { type Read, type SignedLinks, wishIn } from './signed-links.ts';

export interface PapersParts {
  readonly invoices: Invoices;
  readonly administration: Administration;
  readonly links: SignedLinks;
  readonly signedIn: SignedIn;
  /** Where somebody signs in and comes back from. */
  readonly signIn: (to: string) => string;
  readonly log: Logger;
  readonly guards?: readonly RequestHandler[];
}

interface Answer {
  readonly status: number;
  readonly type: string;
  /** Whole, or some at a time. */
  readonly body: string | Buffer | AsyncIterable<string>;
  readonly headers?: Readonly<Record<string, string>>;
}

const HEADERS = {
  'Cache-Control': 'no-store',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  'Cross-Origin-Resource-Policy': 'same-site',
};

/** Gives out invoices and pictures of spending to whom a link was made for, and to nobody else. */
export function servePapers(server: Server, parts: PapersParts): void {
  server.get('/invoices/:file', ...(parts.guards ?? []), async (req: Request, res: Response) => {
    try {
      const { status, type, body, headers } = await answerTo(req, parts);
      const policy = { 'Content-Security-Policy': "default-src 'none'" };
      const all = { ...HEADERS, ...policy, 'Content-Type': type, ...headers };
      if (typeof body === 'string' || Buffer.isBuffer(body)) {
        res.sendRaw(status, body, all);
        return;
      }
      res.writeHead(status, all);
      await pipeline(Readable.from(body), res);
    } catch (error) {
      const reference = newReference();
      parts.log.error({ reference, error: ownFault(error) }, 'a paper could not be made');
      if (res.headersSent) return;
      refuse(res, 500, `That did not work. Reference ${reference}.`);
    }
  });
}

async function answerTo(req: Request, parts: PapersParts): Promise<Answer> {
  const { invoices, administration, links, signedIn, signIn } = parts;
  const { pathname, searchParams } = new URL(req.url ?? '/', 'http://localhost');
  const read: Read = links.read(pathname.split('/').at(-1) ?? '', searchParams);
  const words = wordsFor(searchParams.get('in') ?? undefined);
  const sorry = (status: number, why: Parameters<typeof linkPage>[0], signInUrl?: string): Answer => ({
    status,
    type: 'text/html; charset=utf-8',
    body: linkPage(why, words, signInUrl),
    headers: { 'Content-Security-Policy': PAGE_POLICY },
  });
  if (read.state === 'bad') return sorry(403, 'refused');
  if (read.state === 'expired') return sorry(410, 'expired');
  const { owner, what } = read.ask;
  // A picture on a card is fetched by the channel, which is nobody: its link alone has to do.
  if (what.kind === 'spending') {
    const body = spendingSvg(await invoices.spent(owner, what.days), words);
    return { status: 200, type: 'image/svg+xml; charset=utf-8', body };
  }
  const looking = what.kind === 'purchases' ? await administration.actor(owner) : undefined;
  const wish = what.kind === 'purchases' ? wishIn(what.asked) : {};
  if (what.kind === 'purchases' && what.format === 'svg') {
    const totals = looking && (await administration.totals(looking, wish));
    if (!totals?.ok) return sorry(403, 'refused');
    return { status: 200, type: 'image/svg+xml; charset=utf-8', body: productsSvg(totals.value, words) };
  }
  const people = await signedIn.people(callerOf(req));
  const url = signIn(req.url ?? '/');
  if (people.length === 0) return { status: 303, type: 'text/plain', body: '', headers: { Location: url } };
  // Sent to sign in by themselves, who is known already would come back as the same person, for ever.
  if (!people.some((one) => one.tenant === owner.tenant && one.person === owner.person))
    return sorry(403, 'other', url);
  if (what.kind === 'purchases') {
    // Whoever was an administrator when the link was made need not be one still.
    const all = looking && (await administration.sheet(looking, wish));
    if (!all?.ok) return sorry(403, 'refused');
    const headers = { 'Content-Disposition': `attachment; filename="${words.administration.csv.name}.csv"` };
    return { status: 200, type: 'text/csv; charset=utf-8', body: purchasesCsv(all.value, words), headers };
  }
  const sheet = await invoices.sheet(owner, what.number);
  if (!sheet) return sorry(404, 'gone');
  const name = `${words.invoices.paper.title.toLowerCase()}-${what.number}.${what.format}`;
  const headers = { 'Content-Disposition': `attachment; filename="${name}"` };
  return what.format === 'pdf'
    ? { status: 200, type: 'application/pdf', body: await invoicePdf(sheet, words), headers }
    : { status: 200, type: 'text/csv; charset=utf-8', body: invoiceCsv(sheet, words), headers };
}
