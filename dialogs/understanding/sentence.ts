import type { Product } from '../../src/domain/catalogue/product.ts';
import { dayOf } from '../../src/domain/common/days.ts';
import type { Instant } from '../../src/domain/common/time.ts';
import { findPeriod, unrealPeriod } from './period.ts';
import { type Run, runsIn } from './person-names.ts';
import { type Reading, readingOf, type Unit } from './tokenise.ts';

/** What is known where something is said. */
export interface Hearing {
  readonly locale: string;
  /** The price list: what can be named. */
  readonly products: readonly Product[];
  readonly today: Instant;
}

/** A sentence with what can be said about it: which cues it has, which names, which period. */
export class Sentence {
  readonly reading: Reading;
  readonly cues: ReadonlySet<string>;
  readonly runs: readonly Run[];
  readonly period: { readonly from: string; readonly to: string } | undefined;
  /** Words that name days there are not, or not yet. */
  readonly unreal: string | undefined;
  readonly products: readonly string[];
  /** Days to the end of this month, today's included. */
  readonly daysLeft: number;
  readonly #single: boolean;

  constructor(text: string, hearing: Hearing) {
    let reading = readingOf(text, hearing);
    const now = new Date(hearing.today);
    this.daysLeft =
      new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 0)).getUTCDate() - now.getUTCDate() + 1;
    if (reading.units.some(({ is }) => timely.has(is))) {
      const when = findPeriod(soFar(text), dayOf(hearing.today));
      const unreal = when ? undefined : unrealPeriod(text, dayOf(hearing.today));
      const billed = reading.units.some(({ is }) => is === 'invoices' || is === 'invoice');
      this.period = when?.days;
      if (when) reading = readingOf(when.rest, hearing);
      else if (unreal && billed) {
        this.unreal = unreal.said;
        reading = readingOf(unreal.rest, hearing);
      }
    }
    this.reading = reading;
    this.runs = runsIn(reading);
    const cues = new Set(reading.units.map(({ is }) => is));
    for (const [index, { is, from }] of reading.units.entries()) {
      if (is === 'number' || is === 'signed') cues.add(this.#placed(index));
      if (is === 'set' || is === 'change' || is === 'op' || is === 'to') cues.add(is);
      if (
        from === 0 &&
        ASKS.test(reading.words[0]?.plain ?? '') &&
        !/^(?:not|niet)$/.test(reading.words[1]?.plain ?? '')
      )
        cues.add('does');
    }
    this.#single = ['more', 'add', 'fewer', 'remove'].some((cue) => cues.has(cue)) && oneOf(reading);
    if (this.#single && !cues.has('number')) cues.add('number').add('n#');
    if (reading.words.some(({ plain }) => ought.has(plain))) cues.add('ought');
    if (reading.words.some(({ plain }) => permitted.has(plain))) cues.add('permitted');
    if (this.period || this.unreal) cues.add('period');
    if (this.runs.length > 0) cues.add('people').add('typed');
    this.cues = cues;
    this.products = [...new Set(reading.units.flatMap(({ product }) => product ?? []))];
  }

  /** Where a number stands: after “to” it is a total, after “by” a difference. */
  #placed(index: number): string {
    const { units, words } = this.reading;
    for (let at = index - 1; at >= 0; at--) {
      const unit = units[at] as Unit;
      if (/^(?:to|op|at|on)$/.test(unit.is)) return 'to#';
      const plain = words[unit.from]?.plain;
      if (plain === 'in' && this.reading.units.some(({ is }) => is === 'change')) return 'to#';
      if (plain === 'by' || plain === 'met' || plain === 'with') return 'by#';
      if (plain === 'from' || plain === 'van') return 'from#';
      if (unit.is !== 'filler' && unit.is !== 'total') return 'n#';
    }
    return 'n#';
  }

  /** The one number that counts; of “from 5 to 12” the last. */
  number(): number | undefined {
    const { units } = this.reading;
    const numbers = units.filter(({ is }) => is === 'number' || is === 'signed');
    if (numbers.length === 0 && this.#single) return 1;
    if (numbers.length === 1) return numbers[0]?.count;
    if (numbers.length === 2 && this.has('instead')) {
      const instead = units.findIndex(({ is }) => is === 'instead');
      return numbers.find((one) => units[instead + 1] !== one)?.count;
    }
    const placed = units.flatMap((unit, index) =>
      this.#placed(index) === 'to#' && unit.count !== undefined ? [unit.count] : [],
    );
    return numbers.length === 2 && placed.length === 1 && this.cues.has('from#') ? placed[0] : undefined;
  }

  has(is: string): boolean {
    return this.cues.has(is);
  }
}

/** How a question begins that is answered with yes or no. */
const ASKS =
  /^(?:is|are|will|do|does|did|am|heeft|has|wordt|worden|zijn|gaat|gaan|loopt|lopen|blijft|had|stopt|stoppen|verlengt|kost|kosten|krijgt|betaalt|komt|ziet|weet|weten|moet|word|ben)$/;

/** “Until now” by itself is no period: it says the same as “so far”. */
const soFar = (text: string): string =>
  /\b(?:from|since|van|vanaf|sinds)\b/i.test(text)
    ? text
    : text.replace(/\b(?:tot nu toe|tot nu|tot op heden|until now|till now|up to now|to date|so far)\b/i, '');

/** What may have happened at some time. */
const timely = new Set('invoice invoices spend pay much money price'.split(' '));

/** “Another licence”, “a licence more”, “nog een”: one, without its number. */
const oneOf = ({ words }: Reading): boolean => {
  const said = words.map(({ plain }) => plain);
  const licence = said.findIndex((word) => /^(?:licen[cs]e|seat|licentie|plaats|plek|exemplaar)$/.test(word));
  const article = said.findIndex((word) => /^(?:an?|een)$/.test(word));
  return said.includes('another') || said.join(' ').includes('nog een') || (article >= 0 && article < licence);
};
const permitted = new Set('may should must mag moet'.split(' '));
const ought = new Set('can could may should must mag moet kan'.split(' '));
