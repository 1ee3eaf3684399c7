import { LRUCache } from 'lru-cache';
import type { OwnText } from './markdown.ts';

/** How one locale writes numbers, money and dates. Cached by locale, because `Intl` formatters are slow to create. */
export interface Formats {
  /** BCP 47, such as `nl-NL`. */
  readonly locale: string;
  number(value: number): OwnText;
  /** Minor units: 2196 EUR is €21.96. The minus is U+2212. */
  money(minor: number, currency: string): OwnText;
  /** A tax rate in hundredths of a percent. */
  percent(rate: number): OwnText;
  /** `1 Dec 2026` with no-break spaces. Dates are UTC. */
  date(at: number): OwnText;
  /** `29 Nov 2026, 12:04 UTC`. */
  moment(at: number): OwnText;
}

const MAX_LOCALES = 100;
const MAX_CURRENCIES = 20;
const cache = new LRUCache<string, Formats>({ max: MAX_LOCALES });

export function formatsFor(locale: string): Formats {
  const cached = cache.get(locale);
  if (cached) return cached;
  const number = new Intl.NumberFormat(locale);
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 2 });
  const date = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });
  const time = new Intl.DateTimeFormat(locale, {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone: 'UTC',
  });
  const currencies = new LRUCache<string, CurrencyFormat>({ max: MAX_CURRENCIES });
  const formatDate = (at: number) => noBreak(date.format(at));
  const formats: Formats = {
    locale,
    number: (value) => number.format(value).replace('-', '−') as OwnText,
    money(minor, currency) {
      const { format, unit } = currencies.get(currency) ?? currencyFormat(locale, currency);
      currencies.set(currency, { format, unit });
      return noBreak(format.format(minor / unit).replace('-', '−'));
    },
    percent: (rate) => noBreak(percent.format(rate / 10_000)),
    date: formatDate,
    moment: (at) => noBreak(`${formatDate(at)}${locale.startsWith('nl') ? '' : ','} ${time.format(at)} UTC`),
  };
  cache.set(locale, formats);
  return formats;
}

const noBreak = (text: string): OwnText => text.replace(/\s/gu, '\u00a0') as OwnText;

interface CurrencyFormat {
  readonly format: Intl.NumberFormat;
  readonly unit: number;
}

function currencyFormat(locale: string, currency: string): CurrencyFormat {
  const format = new Intl.NumberFormat(locale, { style: 'currency', currency });
  return { format, unit: 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2) };
}
