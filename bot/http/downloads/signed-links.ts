import { createHmac } from 'node:crypto';
import { z } from 'zod';
import { purchaseWish } from '../../../dialogs/understanding/purchase-wish.ts';
import type { PurchaseQuery } from '../../../src/application/administration/purchase-filter.ts';
import type { Clock, DownloadLinks } from '../../../src/application/ports/ports.ts';
import type { DateRange } from '../../../src/domain/common/days.ts';
import type { PersonId } from '../../../src/domain/common/person.ts';
import { timingSafeTextEqual } from '../timing-safe-equal.ts';

/** How long a link works: long enough to press it, too short to be worth passing on. */
const LASTS = 10 * 60_000;

/** What a link is to, whose it is, and what it is written in. */
export interface Ask {
  readonly owner: PersonId;
  readonly locale: string;
  readonly what:
    | { readonly kind: 'invoice'; readonly number: string; readonly format: 'pdf' | 'csv' }
    | { readonly kind: 'spending'; readonly days: DateRange }
    | { readonly kind: 'purchases'; readonly asked: string; readonly format: 'csv' | 'svg' };
}

export type Read =
  | { readonly state: 'good'; readonly ask: Ask }
  | { readonly state: 'expired' }
  | { readonly state: 'bad' };

const query = z.object({
  tenant: z.string().max(100),
  person: z.string().max(100),
  in: z.string().max(35),
  until: z.string().regex(/^\d{1,15}$/),
  sig: z.string().max(100),
  /** Which purchases, as it was asked: only its signature is believed here. */
  asked: z.string().max(1_000).default(''),
});
const file =
  /^(?:(?<number>[0-9A-Z]{4}-\d{4,9}|[A-Z]\d{3}[0-9A-Z]{5,8})\.(?<format>pdf|csv)|purchases\.(?<purchases>csv|svg)|(?<from>\d{4}-\d\d-\d\d)_(?<to>\d{4}-\d\d-\d\d)\.svg)$/;

/** Makes and reads addresses that are one person's, for a short while, and cannot be made by anybody else. */
export class SignedLinks implements DownloadLinks {
  readonly #secret: string;
  readonly #clock: Clock;
  readonly #base: () => string;

  /** @param base where the product is reached: it may be known only once it listens */
  constructor(secret: string, clock: Clock, base: () => string) {
    this.#secret = secret;
    this.#clock = clock;
    this.#base = base;
  }

  invoice(owner: PersonId, number: string, format: 'pdf' | 'csv', locale: string): string {
    return this.#link({ owner, locale, what: { kind: 'invoice', number, format } });
  }

  spending(owner: PersonId, days: DateRange, locale: string): string {
    return this.#link({ owner, locale, what: { kind: 'spending', days } });
  }

  purchases(owner: PersonId, wish: PurchaseQuery, format: 'csv' | 'svg', locale: string): string {
    const asked = Buffer.from(JSON.stringify(wish)).toString('base64url');
    return this.#link({ owner, locale, what: { kind: 'purchases', asked, format } });
  }

  /** What an address asks for; nothing of it is believed before its signature is. */
  read(path: string, search: URLSearchParams): Read {
    const parsed = query.safeParse(Object.fromEntries(search));
    const groups = file.exec(path)?.groups;
    if (!parsed.success || !groups) return { state: 'bad' };
    const { tenant, person, in: locale, until, sig, asked } = parsed.data;
    const ask = { owner: { tenant, person }, locale, what: whatIn(groups, asked) };
    if (!timingSafeTextEqual(sig, this.#sign(ask, until))) return { state: 'bad' };
    return Number(until) < this.#clock() ? { state: 'expired' } : { state: 'good', ask };
  }

  #link(ask: Ask): string {
    const until = String(this.#clock() + LASTS);
    const { owner, locale, what } = ask;
    const url = new URL(`invoices/${fileOf(what)}`, this.#base().replace(/\/?$/, '/'));
    const sig = this.#sign(ask, until);
    const search = new URLSearchParams({ ...owner, in: locale, until, sig });
    if (what.kind === 'purchases') search.set('asked', what.asked);
    url.search = search.toString();
    return url.href;
  }

  #sign({ owner, locale, what }: Ask, until: string): string {
    // As JSON, so that no part can run over into the next.
    const signed = JSON.stringify([...partsOf(what), owner.tenant, owner.person, locale, until]);
    return createHmac('sha256', this.#secret).update(signed).digest('base64url');
  }
}

const wish = z.object(purchaseWish);

/** Which purchases an address asks for, once its signature is believed. */
export const wishIn = (asked: string): PurchaseQuery =>
  wish.parse(JSON.parse(Buffer.from(asked, 'base64url').toString('utf8')));

function whatIn(groups: Readonly<Record<string, string | undefined>>, asked: string): Ask['what'] {
  const { number, format, purchases, from = '', to = '' } = groups;
  if (number) return { kind: 'invoice', number, format: format === 'csv' ? 'csv' : 'pdf' };
  if (purchases) return { kind: 'purchases', asked, format: purchases === 'csv' ? 'csv' : 'svg' };
  return { kind: 'spending', days: { from, to } };
}

function fileOf(what: Ask['what']): string {
  switch (what.kind) {
    case 'invoice':
      return `${what.number}.${what.format}`;
    case 'spending':
      return `${what.days.from}_${what.days.to}.svg`;
    case 'purchases':
      return `purchases.${what.format}`;
  }
}

function partsOf(what: Ask['what']): readonly string[] {
  switch (what.kind) {
    case 'invoice':
      return [what.kind, what.number, what.format];
    case 'spending':
      return [what.kind, what.days.from, what.days.to];
    case 'purchases':
      return [what.kind, what.asked, what.format];
  }
}
