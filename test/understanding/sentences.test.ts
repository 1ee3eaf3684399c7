import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseWholeNumber } from '../../dialogs/understanding/slots/number.ts';
import { understandSentence } from './data.ts';

const change = (values: object) => ({ verb: 'change', ...values });
const more = (delta: number, product?: string) => change({ delta, ...(product && { product }) });
const set = (total: number, product?: string) => change({ total, ...(product && { product }) });

const sentences: readonly [text: string, intent: object | undefined][] = [
  ['set Power BI Pro to 12', set(12, 'Power BI Pro')],
  ['Set the number of licences for Power BI Pro to 1,000', set(1000, 'Power BI Pro')],
  ['please change Visio Plan 2 to twenty-five licences', set(25, 'Visio Plan 2')],
  ['make visio 12', set(12, 'Visio')],
  ['make it 12', set(12)],
  ['5 more Visio', more(5, 'Visio')],
  ['5 more', more(5)],
  ['I need 5 more Visio licences', more(5, 'Visio')],
  ['add 5 licences to Visio', more(5, 'Visio')],
  ['buy a dozen more Power BI Pro licenses', more(12, 'Power BI Pro')],
  ['2 fewer Planner', more(-2, 'Planner Plan 1')],
  ['remove 3 licences from Power BI Pro', more(-3, 'Power BI Pro')],
  ['zet Visio op 12', set(12, 'Visio')],
  ['zet het aantal licenties van Power BI Pro op vijfentwintig', set(25, 'Power BI Pro')],
  ['wijzig visio naar 12 licenties', set(12, 'Visio')],
  ['maak van visio 12', set(12, 'Visio')],
  ['2 licenties minder', more(-2)],
  ['2 Planner minder', more(-2, 'Planner Plan 1')],
  ['5 Visio erbij', more(5, 'Visio')],
  ['nog 3 visio', more(3, 'Visio')],
  ['voeg 5 licenties toe aan visio', more(5, 'Visio')],
  ['verwijder 2 licenties van planner', more(-2, 'Planner Plan 1')],
  ['haal 2 visio weg', more(-2, 'Visio')],
  ['set Visio to banana', change({ product: 'Visio', typed: 'banana' })],
  ['change licences', change({})],
  ['licenties wijzigen', change({})],
  ['visio wijzigen', change({ product: 'Visio' })],
  ['my subscriptions', { verb: 'list' }],
  ['Mijn abonnementen.', { verb: 'list' }],
  ['help', { verb: 'help' }],
  ['?', { verb: 'help' }],
  ['terug', { verb: 'back' }],
  ['laat maar', { verb: 'stop' }],
  ['undo that', { verb: 'undo' }],
  ['terugdraaien', { verb: 'undo' }],
  ['language Dutch', { verb: 'language', to: 'nl' }],
  ['taal Engels', { verb: 'language', to: 'en' }],
  ['be Noor', { verb: 'be', who: 'Noor' }],
  ['wees Noor de Vries', { verb: 'be', who: 'Noor de Vries' }],
  ['the weather is nice', undefined],
  ['🙂', undefined],
  ['', undefined],
];

test.each(sentences)('“%s”', (text, intent) => {
  const result = understandSentence(text, 'nl', text.includes('1,000') ? 'en-GB' : 'nl-NL');
  expect(result).toEqual(intent ? { kind: 'sure', intent } : { kind: 'unknown' });
});

describe('a whole number', () => {
  test.each([
    ['12', 12],
    ['1,000', 1000],
    ['1.000', undefined],
    ['-3', -3],
    ['2.5', undefined],
    ['1e9', undefined],
    ['12a', undefined],
    ['twelve', 12],
    ['twenty-one', 21],
    ['one hundred and two', 102],
    ['nine hundred ninety-nine', 999],
    ['', undefined],
  ])('in English “%s” is %s', (text, value) => {
    expect(parseWholeNumber(text, 'en-GB')).toBe(value);
  });

  test.each([
    ['1.000', 1000],
    ['1,000', undefined],
    ['2,5', undefined],
    ['een', 1],
    ['één', 1],
    ['tweeëntwintig', 22],
    ['honderdvijf', 105],
    ['driehonderd', 300],
    ['negenhonderdnegenennegentig', 999],
    ['duizend', 1000],
  ])('in Dutch “%s” is %s', (text, value) => {
    expect(parseWholeNumber(text, 'nl-NL')).toBe(value);
  });

  test('is read back as a locale writes it', () => {
    for (const locale of ['en-GB', 'en-US', 'nl-NL', 'nl-BE']) {
      const written = new Intl.NumberFormat(locale);
      fc.assert(
        fc.property(fc.integer({ min: -1_000_000, max: 1_000_000 }), (value) => {
          expect(parseWholeNumber(written.format(value), locale)).toBe(value);
        }),
        { seed: 20261122 },
      );
    }
  });
});
