import { createHmac } from 'node:crypto';
import { z } from 'zod';
import type { DownloadLinks } from '../../../src/application/administration/download-links.ts';
import type { PurchaseQuery } from '../../../src/application/administration/purchase-filter.ts';
import { purchaseQueryFields } from '../../../src/application/administration/purchase-query.ts';
import type { Clock } from '../../../src/application/ports/clock.ts';
import type { DateRange } from '../../../src/domain/common/days.ts';
import type { PersonId } from '../../../src/domain/common/person.ts';
import { timingSafeTextEqual } from '../timing-safe-equal.ts';

/** Milliseconds that a link is valid: long enough to follow it, too short to share it. */
const LIFETIME = 10 * 60_000;

/** The file behind a link, its owner and its language. */
export interface DownloadRequest {
  readonly owner: PersonId;
  readonly locale: string;
  readonly file:
    | { readonly kind: 'invoice'; readonly number: string; readonly format: 'pdf' | 'csv' }
    | { readonly kind: 'spending'; readonly days: DateRange }
    | { readonly kind: 'purchases'; readonly encodedQuery: string; readonly format: 'csv' | 'svg' };
}

export type LinkResult =
  | { readonly state: 'good'; readonly request: DownloadRequest }
  | { readonly state: 'expired' }
  | { readonly state: 'bad' };

const querySchema = z.object({
  tenant: z.string().max(100),
  person: z.string().max(100),
  in: z.string().max(35),
  until: z.string().regex(/^\d{1,15}$/),
  sig: z.string().max(100),
  /** The encoded purchase query; parsed only after the signature is verified. */
  asked: z.string().max(1_000).default(''),
});
const fileNamePattern =
  /^(?:(?<number>[0-9A-Z]{4}-\d{4,9}|[A-Z]\d{3}[0-9A-Z]{5,8})\.(?<format>pdf|csv)|purchases\.(?<purchases>csv|svg)|(?<from>\d{4}-\d\d-\d\d)_(?<to>\d{4}-\d\d-\d\d)\.svg)$/;

/** Creates and verifies download links that are signed for one user and expire. */
export class SignedLinks implements DownloadLinks {
  readonly #secret: string;
  readonly #clock: Clock;
  readonly #baseUrl: () => string;

  /** @param baseUrl the bot's public URL, which may be known only once the server listens */
  constructor(secret: string, clock: Clock, baseUrl: () => string) {
    this.#secret = secret;
    this.#clock = clock;
    this.#baseUrl = baseUrl;
  }

  invoice(owner: PersonId, number: string, format: 'pdf' | 'csv', locale: string): string {
    return this.#createLink({ owner, locale, file: { kind: 'invoice', number, format } });
  }

  spending(owner: PersonId, days: DateRange, locale: string): string {
    return this.#createLink({ owner, locale, file: { kind: 'spending', days } });
  }

  purchases(owner: PersonId, filter: PurchaseQuery, format: 'csv' | 'svg', locale: string): string {
    const encodedQuery = Buffer.from(JSON.stringify(filter)).toString('base64url');
    return this.#createLink({ owner, locale, file: { kind: 'purchases', encodedQuery, format } });
  }

  /** Verifies the signature of a link and returns what it requests. */
  read(path: string, search: URLSearchParams): LinkResult {
    const parsed = querySchema.safeParse(Object.fromEntries(search));
    const groups = fileNamePattern.exec(path)?.groups;
    if (!parsed.success || !groups) return { state: 'bad' };
    const { tenant, person, in: locale, until, sig, asked } = parsed.data;
    const request = { owner: { tenant, person }, locale, file: parseFile(groups, asked) };
    if (!timingSafeTextEqual(sig, this.#sign(request, until))) return { state: 'bad' };
    return Number(until) < this.#clock() ? { state: 'expired' } : { state: 'good', request };
  }

  #createLink(request: DownloadRequest): string {
    const until = String(this.#clock() + LIFETIME);
    const { owner, locale, file } = request;
    const url = new URL(`invoices/${fileName(file)}`, this.#baseUrl().replace(/\/?$/, '/'));
    const signature = this.#sign(request, until);
    const search = new URLSearchParams({ ...owner, in: locale, until, sig: signature });
    if (file.kind === 'purchases') search.set('asked', file.encodedQuery);
    url.search = search.toString();
    return url.href;
  }

  #sign({ owner, locale, file }: DownloadRequest, until: string): string {
    // As JSON, so that the parts cannot be shifted into each other.
    const content = JSON.stringify([...signatureParts(file), owner.tenant, owner.person, locale, until]);
    return createHmac('sha256', this.#secret).update(content).digest('base64url');
  }
}

const purchaseQuerySchema = z.object(purchaseQueryFields);

/** The purchase query of a link whose signature was verified. */
export const parsePurchaseQuery = (encoded: string): PurchaseQuery =>
  purchaseQuerySchema.parse(JSON.parse(Buffer.from(encoded, 'base64url').toString('utf8')));

function parseFile(
  groups: Readonly<Record<string, string | undefined>>,
  encodedQuery: string,
): DownloadRequest['file'] {
  const { number, format, purchases, from = '', to = '' } = groups;
  if (number) return { kind: 'invoice', number, format: format === 'csv' ? 'csv' : 'pdf' };
  if (purchases) return { kind: 'purchases', encodedQuery, format: purchases === 'csv' ? 'csv' : 'svg' };
  return { kind: 'spending', days: { from, to } };
}

function fileName(file: DownloadRequest['file']): string {
  switch (file.kind) {
    case 'invoice':
      return `${file.number}.${file.format}`;
    case 'spending':
      return `${file.days.from}_${file.days.to}.svg`;
    case 'purchases':
      return `purchases.${file.format}`;
  }
}

function signatureParts(file: DownloadRequest['file']): readonly string[] {
  switch (file.kind) {
    case 'invoice':
      return [file.kind, file.number, file.format];
    case 'spending':
      return [file.kind, file.days.from, file.days.to];
    case 'purchases':
      return [file.kind, file.encodedQuery, file.format];
  }
}
