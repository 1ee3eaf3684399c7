import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { invoiceCsv } from '../../cards/files/invoice-csv.ts';
import { invoicePdf } from '../../cards/files/invoice-pdf.ts';
import { spendingSvg } from '../../cards/files/spending-svg.ts';
import { invoiceCard } from '../../cards/invoices/invoice-card.ts';
import { translationsFor } from '../../cards/kit/locale.ts';
import type { InvoiceDetails } from '../../src/application/invoices/invoice-service.ts';
import { totalOf } from '../../src/domain/billing/invoice.ts';
import { spendingOf } from '../../src/domain/billing/spending.ts';
import { RenderedCard } from '../conversation/support/rendered-card.ts';
import { pagesOf } from './pdf-text.ts';
import { anyLine, invoiceWith, kinds, lineWith, sheetWith } from './sheet.ts';

const locales = ['en-GB', 'nl-NL'] as const;
const files = { pdf: 'https://desk.example.com/p', csv: 'https://desk.example.com/c' };

async function written(sheet: InvoiceDetails, locale: string) {
  const pages = pagesOf(await invoicePdf(sheet, translationsFor(locale), { compress: false }));
  return { pages, text: pages.flat().join('\n').replaceAll('\u00a0', ' ') };
}

const minor = (text: string): number =>
  Number(text.replace(/[^\d]/g, '')) * (text.includes('−') || text.includes('-') ? -1 : 1);

describe.each(locales)('in %s', (locale) => {
  const t = translationsFor(locale);

  test.each(kinds)('a line of kind %s has a name of its own on card, PDF and CSV (RULES #17)', async (kind) => {
    const sheet = sheetWith([lineWith({ kind, person: 'Noor de Vries', order: 'PD-2026-MC9NYZ' })]);
    const name = t.invoices.lineKinds[kind];
    expect(name).not.toBe('');
    expect(new RenderedCard(invoiceCard(sheet, files, t)).lines).toContain(name);
    expect((await written(sheet, locale)).text).toContain(`${name}\n`);
    expect(invoiceCsv(sheet, t)).toContain(name);
    expect(new Set(Object.values(t.invoices.lineKinds)).size).toBe(kinds.length);
  });

  test('what stands on the PDF adds up: lines to net, tax by rate to tax, both to the total', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyLine, { minLength: 1, maxLength: 30 }), async (lines) => {
        const { text } = await written(sheetWith(lines), locale);
        const all = totalOf(lines);
        const { document } = t.invoices;
        const beside = (label: string) => minor(text.split(`\n${label}\n`).at(-1)?.split('\n')[0] ?? '');
        expect(beside(document.totalNet)).toBe(all.net);
        expect(beside(all.gross < 0 ? document.totalRefunded : document.total)).toBe(all.gross);
        const rates = [...new Set(lines.map(({ taxRate }) => taxRate))];
        const tax = rates.reduce(
          (sum, rate) => sum + beside(document.taxAt(t.percent(rate).replaceAll('\u00a0', ' '))),
          0,
        );
        expect(tax).toBe(all.tax);
      }),
      { seed: 20261122, numRuns: 10 },
    );
  });

  test('a CSV has a row a line, and its amounts add up', () => {
    fc.assert(
      fc.property(fc.array(anyLine, { maxLength: 20 }), (lines) => {
        const separator = locale === 'nl-NL' ? ';' : ',';
        const csv = invoiceCsv(sheetWith(lines), t);
        expect(csv.startsWith('\ufeff')).toBe(true);
        const rows = csv
          .slice(1)
          .split('\r\n')
          .slice(0, -1)
          .map((row) => row.split(separator));
        expect(rows.map((row) => row.length)).toEqual(rows.map(() => t.invoices.csv.length));
        const column = (index: number) => rows.slice(1).reduce((sum, row) => sum + minor(row[index] ?? ''), 0);
        expect([column(12), column(14), column(15)]).toEqual([
          totalOf(lines).net,
          totalOf(lines).tax,
          totalOf(lines).gross,
        ]);
      }),
      { seed: 20261122 },
    );
  });
});

test('a PDF has the seller, buyer, number, date, purchaser, card and small print, and can be read aloud', async () => {
  const sheet = sheetWith([lineWith({ days: 9, person: 'Zoë Çelik', order: 'PD-2026-MC9NYZ' })]);
  const { text } = await written(sheet, 'nl-NL');
  for (const body of [
    'Factuur',
    'Fabrikaat Noord',
    'Noor de Vries',
    'K7QM-0003',
    '22 nov 2026',
    'Visa •••• 4242',
    '1 nov 2026 – 30 nov 2026',
    '9 van 30',
    '€ 12,10',
    '21%',
    'Zoë Çelik · Bestelling PD-2026-MC9NYZ',
    'Testomgeving: geen echte factuur.',
    'Pagina 1 van 1',
  ]) {
    expect(text).toContain(body);
  }
  const source = (await invoicePdf(sheet, translationsFor('nl-NL'), { compress: false })).toString('latin1');
  expect(source).toContain('/Lang (nl)');
  expect(source).toContain('obj\n(Factuur K7QM-0003)\nendobj');
  expect(source).toContain('obj\n(Testomgeving Purchase Desk)\nendobj');
  expect(source).toContain('/DisplayDocTitle true');
});

test.each([
  'Zoë Çelik',
  'Łukasz Wiśniewski',
  'Björn Ødegård',
  'Siobhán O’Brien',
  'Ngozi Adébáyò',
  'Αλέξανδρος',
  'Şükrü Yıldız',
  'Čeněk Řehoř',
  'Иван',
  '€ −6,45',
])('a PDF has every letter of “%s”', async (name) => {
  const { text } = await written(sheetWith([lineWith()], { organisation: name }), 'en-GB');
  expect(text).toContain(name);
  expect(text).not.toContain('\ufffd');
  const pdf = (await invoicePdf(sheetWith([lineWith()], { organisation: name }), translationsFor('en-GB'))).toString(
    'latin1',
  );
  expect(pdf).not.toContain('WinAnsi');
});

test('an invoice of 60 lines with long names goes on over pages that say which they are, and loses nothing', async () => {
  const long = 'Microsoft Dynamics 365 Customer Insights Attach with an extraordinarily long name';
  const lines = Array.from({ length: 60 }, (_, index) =>
    lineWith({ product: index % 2 ? long : `P${index}`, net: index }),
  );
  const { pages } = await written(sheetWith(lines), 'en-GB');
  expect(pages.length).toBeGreaterThan(3);
  pages.forEach((page, index) => {
    expect(page).toContain(`Page ${index + 1} of ${pages.length}`);
    if (index < pages.length - 1) expect(page).toContain('Description');
  });
  expect(pages.flat().filter((body) => body === 'Purchase')).toHaveLength(60);
});

test('the same invoice gives the same PDF', async () => {
  const sheet = sheetWith(kinds.map((kind) => lineWith({ kind })));
  const [first, second] = [
    await invoicePdf(sheet, translationsFor('nl-NL')),
    await invoicePdf(sheet, translationsFor('nl-NL')),
  ];
  expect(first.equals(second)).toBe(true);
});

test('a refund is a credit invoice, and nothing charged says so', async () => {
  expect((await written(sheetWith([lineWith({ net: -500 })]), 'en-GB')).text).toMatch(
    /^Credit invoice\n[\s\S]*Refunded to/,
  );
  expect((await written(sheetWith([lineWith({ net: 0 })]), 'nl-NL')).text).toContain('Er is niets afgeschreven');
});

test('no cell of a CSV is a formula, and quotes, separators and line ends stay inside it (RFC 4180)', () => {
  const names = ['=1+1', '+1', '-1', '@x', '\tx', '\rx', 'a,b', 'a;b', 'a"b', 'a\r\nb'];
  for (const locale of locales) {
    const csv = invoiceCsv(sheetWith(names.map((product) => lineWith({ product, net: -5 }))), translationsFor(locale));
    for (const cell of cellsOf(csv.slice(1), locale === 'nl-NL' ? ';' : ',').flat()) {
      expect(/^[=+@\t\r]/.test(cell) || (/^-/.test(cell) && !/^-\d+(?:[.,]\d+)?$/.test(cell))).toBe(false);
    }
  }
  const cells = cellsOf(
    invoiceCsv(sheetWith([lineWith({ product: 'a;"b"\r\nc' })]), translationsFor('nl-NL')).slice(1),
    ';',
  );
  expect(cells[1]?.[4]).toBe('a;"b"\r\nc');
});

test('nor is it one for a spreadsheet of another language, which parts cells otherwise', () => {
  const formulas = ['x;=1+1', 'x,=1+1', 'x\t@x', 'x; "+1', 'x\r\n-1', '＝1+1', " '=1"];
  const lines = formulas.map((product) => lineWith({ product, net: 5 }));
  for (const locale of locales) {
    const cells = invoiceCsv(sheetWith(lines), translationsFor(locale)).split(/[,;\t\r\n]/);
    // Such as `="…`: a quote that opens a cell is no part of it.
    for (const cell of cells) expect(cell.replace(/^[\s"]+/, '')).not.toMatch(/^[=+@＝]|^-(?!\d+$)/);
  }
});

/** Reads RFC 4180. */
function cellsOf(csv: string, separator: string): string[][] {
  const rows: string[][] = [[]];
  for (const [, quoted, bare = '', end] of csv.matchAll(
    new RegExp(`(?:"((?:[^"]|"")*)"|([^"${separator}\\r\\n]*))(${separator}|\\r\\n)`, 'g'),
  )) {
    rows.at(-1)?.push(quoted?.replaceAll('""', '"') ?? bare);
    if (end === '\r\n') rows.push([]);
  }
  return rows.slice(0, -1);
}

test('a card shows twelve lines and says how many more the PDF has', () => {
  for (const [locale, more] of [
    ['en-GB', 'and 8 more lines, see the PDF'],
    ['nl-NL', 'en nog 8 factuurregels, zie de pdf'],
  ] as const) {
    const sheet = sheetWith(Array.from({ length: 20 }, () => lineWith()));
    const card = new RenderedCard(invoiceCard(sheet, files, translationsFor(locale)));
    expect(card.lines).toContain(more);
    expect(card.lines.filter((line) => line.startsWith('Power BI Pro'))).toHaveLength(12);
  }
});

test('what is odd in names stays text on the card and in the picture', () => {
  const lines = [lineWith({ product: '<script>&"*x*', person: '[a](b)' })];
  const { card } = new RenderedCard(invoiceCard(sheetWith(lines), files, translationsFor('en-GB')));
  expect(JSON.stringify(card)).toContain('\\\\<script\\\\>');
  const days = { from: '2026-11-01', to: '2026-11-22' };
  const sheet = {
    ...spendingOf([invoiceWith(lines)], days),
    days,
    year: days,
    currency: 'EUR',
    product: (id: string) => id,
  };
  const svg = spendingSvg(sheet, translationsFor('en-GB'));
  expect(svg).toContain('&#60;script&#62;&#38;&#34;');
  expect(svg).not.toContain('<script');
});

test('a picture of spending has only numbers in its places, whatever was spent', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(anyLine, fc.integer({ min: 0, max: 700 })), { maxLength: 30 }), (spent) => {
      const invoices = spent.map(([line, day]) => invoiceWith([line], Date.UTC(2025, 0, 1 + day)));
      const days = { from: '2025-01-01', to: '2026-12-31' };
      const sheet = { ...spendingOf(invoices, days), days, year: days, currency: 'EUR', product: (id: string) => id };
      const svg = spendingSvg(sheet, translationsFor('nl-NL'));
      expect(svg).not.toMatch(/NaN|Infinity|undefined/);
      for (const [, height = ''] of svg.matchAll(/ height="([^"]+)" rx/g))
        expect(Number(height)).toBeGreaterThanOrEqual(0);
    }),
    { seed: 20261122 },
  );
});
