import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { findPeriod, parsePeriod } from '../../dialogs/understanding/slots/period.ts';

const TODAY = '2026-11-22';
const days = (from: string, to = from) => ({ from, to });

describe('on 22 November 2026', () => {
  test.each([
    ['March to May', days('2026-03-01', '2026-05-31')],
    ['from March to May', days('2026-03-01', '2026-05-31')],
    ['van maart tot en met mei', days('2026-03-01', '2026-05-31')],
    ['maart t/m mei', days('2026-03-01', '2026-05-31')],
    ['mrt - mei', days('2026-03-01', '2026-05-31')],
    ['tussen maart en mei', days('2026-03-01', '2026-05-31')],
    ['March to May 2025', days('2025-03-01', '2025-05-31')],
    ['November 2025 to February', days('2025-11-01', '2026-02-28')],
    ['November to February', days('2025-11-01', '2026-02-28')],
    ['2024 to 2025', days('2024-01-01', '2025-12-31')],
    ['Q1 to Q3 2025', days('2025-01-01', '2025-09-30')],
    ['last quarter', days('2026-07-01', '2026-09-30')],
    ['vorig kwartaal', days('2026-07-01', '2026-09-30')],
    ['het vorige kwartaal', days('2026-07-01', '2026-09-30')],
    ['this quarter', days('2026-10-01', TODAY)],
    ['dit kwartaal', days('2026-10-01', TODAY)],
    ['Q2', days('2026-04-01', '2026-06-30')],
    ['Q2 2025', days('2025-04-01', '2025-06-30')],
    ['second quarter of 2025', days('2025-04-01', '2025-06-30')],
    ['het tweede kwartaal van vorig jaar', days('2025-04-01', '2025-06-30')],
    ['2e kwartaal 2025', days('2025-04-01', '2025-06-30')],
    ['kwartaal 2', days('2026-04-01', '2026-06-30')],
    ['first half of 2026', days('2026-01-01', '2026-06-30')],
    ['eerste helft van 2026', days('2026-01-01', '2026-06-30')],
    ['H2 2025', days('2025-07-01', '2025-12-31')],
    ['since 1-10-2025', days('2025-10-01', TODAY)],
    ['sinds 1 oktober', days('2026-10-01', TODAY)],
    ['vanaf maart', days('2026-03-01', TODAY)],
    ['vanaf maart tot en met mei', days('2026-03-01', '2026-05-31')],
    ['from March onwards', days('2026-03-01', TODAY)],
    ['after October', days('2026-11-01', TODAY)],
    ['na 1 oktober 2026', days('2026-10-02', TODAY)],
    ['until March', days('2019-03-31', '2026-03-31')],
    ['before March 2026', days('2019-02-28', '2026-02-28')],
    ['last 3 months', days('2026-08-22', TODAY)],
    ['the last three months', days('2026-08-22', TODAY)],
    ['afgelopen drie maanden', days('2026-08-22', TODAY)],
    ['de laatste 6 maanden', days('2026-05-22', TODAY)],
    ['in the last two weeks', days('2026-11-08', TODAY)],
    ['past 10 days', days('2026-11-12', TODAY)],
    ['the past year', days('2025-11-22', TODAY)],
    ['last 2 years', days('2024-11-22', TODAY)],
    ['last month', days('2026-10-01', '2026-10-31')],
    ['vorige maand', days('2026-10-01', '2026-10-31')],
    ['this month', days('2026-11-01', TODAY)],
    ['deze maand', days('2026-11-01', TODAY)],
    ['this year', days('2026-01-01', TODAY)],
    ['dit jaar', days('2026-01-01', TODAY)],
    ['last year', days('2025-01-01', '2025-12-31')],
    ['vorig jaar', days('2025-01-01', '2025-12-31')],
    ['this week', days('2026-11-16', TODAY)],
    ['vorige week', days('2026-11-09', '2026-11-15')],
    ['week 46', days('2026-11-09', '2026-11-15')],
    ['week 1 2026', days('2025-12-29', '2026-01-04')],
    ['2025', days('2025-01-01', '2025-12-31')],
    ['March', days('2026-03-01', '2026-03-31')],
    ['maart 2025', days('2025-03-01', '2025-03-31')],
    ['maart vorig jaar', days('2025-03-01', '2025-03-31')],
    ['last March', days('2026-03-01', '2026-03-31')],
    ['November', days('2026-11-01', TODAY)],
    ['December', days('2025-12-01', '2025-12-31')],
    ['the month of May', days('2026-05-01', '2026-05-31')],
    ['de maand mei', days('2026-05-01', '2026-05-31')],
    ['03-2025', days('2025-03-01', '2025-03-31')],
    ['2025-03', days('2025-03-01', '2025-03-31')],
    ['yesterday', days('2026-11-21')],
    ['gisteren', days('2026-11-21')],
    ['eergisteren', days('2026-11-20')],
    ['today', days(TODAY)],
    ['vandaag', days(TODAY)],
    ['1 Oct 2025 - 15 Nov 2025', days('2025-10-01', '2025-11-15')],
    ['1/10/2025', days('2025-10-01')],
    ['1.10.25', days('2025-10-01')],
    ['3/10', days('2026-10-03')],
    ['2025-10-01', days('2025-10-01')],
    ['2025-10-01 to 2025-11-15', days('2025-10-01', '2025-11-15')],
    ['1-10-2025 t/m 15-11-2025', days('2025-10-01', '2025-11-15')],
    ['between 1 and 15 October', days('2026-10-01', '2026-10-15')],
    ['1-15 oktober', days('2026-10-01', '2026-10-15')],
    ['van 1 tot 15 oktober 2025', days('2025-10-01', '2025-10-15')],
    ['October 1 to 15', days('2026-10-01', '2026-10-15')],
    ['october 3rd', days('2026-10-03')],
    ['the 3rd of October 2025', days('2025-10-03')],
    ['29 February', days('2024-02-29')],
    ['1 March until now', days('2026-03-01', TODAY)],
    ['van maart tot nu', days('2026-03-01', TODAY)],
    ['May 2026 to March 2026', days('2026-03-01', '2026-05-31')],
    ['Ocotber', days('2026-10-01', '2026-10-31')],
    ['setpember 2025', days('2025-09-01', '2025-09-30')],
    ['ferbuari', days('2026-02-01', '2026-02-28')],
    ['okober', days('2026-10-01', '2026-10-31')],
  ])('“%s”', (body, expected) => {
    expect(parsePeriod(body, TODAY)).toEqual(expected);
  });

  test.each([
    '31 February',
    '31-02-2025',
    '2025-02-30',
    '30 februari 2024',
    '29 February 2025',
    '1-13-2025',
    'from 1 March to 31 April',
    'between 1 and 31 June',
    'week 60',
    'December 2027',
    'since 2030',
    'tomorrow',
    'maar',
    'may I see them',
    'my invoices',
    'K7QM-0003',
    'last 0 months',
    'Power BI Pro',
    '12',
    '',
  ])('“%s” is no period', (body) => {
    expect(parsePeriod(body, TODAY)).toBeUndefined();
  });

  test.each([
    ['show my invoices from March to May please', 'show my invoices please'],
    ['invoices for the last 3 months', 'invoices'],
    ['facturen van vorig kwartaal', 'facturen'],
    ['wat heb ik in maart 2025 uitgegeven', 'wat heb ik uitgegeven'],
    ['what did I spend on Visio in 2025?', 'what did I spend on Visio?'],
  ])('of “%s” is left “%s”', (body, rest) => {
    expect(findPeriod(body, TODAY)?.rest).toBe(rest);
  });
});

test('said in March, November to February spans the years', () => {
  expect(parsePeriod('November to February', '2027-03-10')).toEqual(days('2026-11-01', '2027-02-28'));
  expect(parsePeriod('last quarter', '2027-02-10')).toEqual(days('2026-10-01', '2026-12-31'));
  expect(parsePeriod('vorige maand', '2027-01-31')).toEqual(days('2026-12-01', '2026-12-31'));
});

const word = fc.constantFrom(
  ...'from to until since after before between and last this past the of in van tot en met sinds vorige deze afgelopen - 1 2 15 31 3rd 0 99 2025 1900 2199 March mei februari Ocotber Q2 Q4 first tweede quarter half week 53 month jaar maanden days today gisteren 1/10/2025 31-02-2025 2025-10-01 12/31 three honderd'.split(
    ' ',
  ),
);
const sentence = fc.array(word, { maxLength: 12 }).map((words) => words.join(' '));
const today = fc
  .integer({ min: Date.UTC(2020, 0, 1) / 86_400_000, max: Date.UTC(2032, 0, 1) / 86_400_000 })
  .map((at) => new Date(at * 86_400_000).toISOString().slice(0, 10));

test('whatever is said, a period is of real days, in order and never in the future', () => {
  fc.assert(
    fc.property(fc.oneof(sentence, fc.string({ unit: 'grapheme', maxLength: 200 })), today, (sentText, now) => {
      const match = findPeriod(sentText, now);
      if (!match) return;
      for (const day of [match.days.from, match.days.to]) {
        expect(new Date(`${day}T00:00:00Z`).toISOString().slice(0, 10)).toBe(day);
      }
      expect(match.days.from <= match.days.to && match.days.to <= now).toBe(true);
      expect(match.rest.length).toBeLessThan(sentText.normalize('NFC').length + 1);
    }),
    { seed: 20261122, numRuns: 3_000 },
  );
});

test('two days written in any of the usual ways are read back', () => {
  const write = [
    (day: string) => day,
    (day: string) => day.split('-').reverse().map(Number).join('-'),
    (day: string) => day.split('-').reverse().map(Number).join('/'),
    ...['en-GB', 'nl-NL'].map((locale) => (day: string) => {
      const format = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' });
      return format.format(Date.parse(day));
    }),
  ];
  fc.assert(
    fc.property(
      today,
      today,
      fc.constantFrom(...write),
      fc.constantFrom('to', 't/m', 'tot en met', '-'),
      (a, b, as, to) => {
        const [from, until] = a < b ? [a, b] : [b, a];
        expect(parsePeriod(`${as(from)} ${to} ${as(until)}`, '2032-01-02')).toEqual({ from, to: until });
      },
    ),
    { seed: 20261122 },
  );
});
