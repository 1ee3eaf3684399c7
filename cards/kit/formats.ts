/** How one locale writes numbers, money and dates. Made once a locale: the formatters are dear. */
export interface Formats {
  /** BCP 47, such as `nl-NL`. */
  readonly locale: string;
  number(value: number): string;
  /** Minor units: 2196 EUR is €21.96. A minus is a real one. */
  money(minor: number, currency: string): string;
  /** A tax rate in hundredths of a percent. */
  percent(rate: number): string;
  /** `1 Dec 2026`, never broken over two lines. Dates are UTC. */
  date(at: number): string;
  /** `29 Nov 2026, 12:04 UTC`. */
  moment(at: number): string;
}

const held = new Map<string, Formats>();

export function formatsFor(locale: string): Formats {
  const known = held.get(locale);
  if (known) return known;
  const number = new Intl.NumberFormat(locale);
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 2 });
  const date = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });
  const time = new Intl.DateTimeFormat(locale, {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone: 'UTC',
  });
  const moneys = new Map<string, { format: Intl.NumberFormat; unit: number }>();
  const unbroken = (text: string) => text.replace(/\s/gu, '\u00a0');
  const dated = (at: number) => unbroken(date.format(at));
  const formats: Formats = {
    locale,
    number: (value) => number.format(value).replace('-', '−'),
    money(minor, currency) {
      const money = moneys.get(currency) ?? moneyFormat(locale, currency);
      moneys.set(currency, money);
      return unbroken(money.format.format(minor / money.unit).replace('-', '−'));
    },
    percent: (rate) => unbroken(percent.format(rate / 10_000)),
    date: dated,
    moment: (at) => unbroken(`${dated(at)}${locale.startsWith('nl') ? '' : ','} ${time.format(at)} UTC`),
  };
  held.set(locale, formats);
  return formats;
}

function moneyFormat(locale: string, currency: string): { format: Intl.NumberFormat; unit: number } {
  const format = new Intl.NumberFormat(locale, { style: 'currency', currency });
  return { format, unit: 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2) };
}
