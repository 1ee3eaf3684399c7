import type { Product } from '../../src/domain/catalogue/product.ts';
import { dayOf } from '../../src/domain/common/days.ts';
import type { Instant } from '../../src/domain/common/time.ts';
import { findImpossiblePeriod, findPeriod } from './period.ts';
import { findUnknownSpans, type UnknownSpan } from './person-names.ts';
import { type Token, type TokenisedText, tokenise } from './tokenise.ts';

/** What is known where something is said. */
export interface UnderstandingContext {
  readonly locale: string;
  /** The price list: what can be named. */
  readonly products: readonly Product[];
  readonly today: Instant;
}

/** A sentence with what can be said about it: which cues it has, which names, which period. */
export class Sentence {
  readonly tokenised: TokenisedText;
  readonly cues: ReadonlySet<string>;
  readonly spans: readonly UnknownSpan[];
  readonly period: { readonly from: string; readonly to: string } | undefined;
  /** Words that name days there are not, or not yet. */
  readonly impossiblePeriod: string | undefined;
  readonly products: readonly string[];
  /** Days to the end of this month, today's included. */
  readonly daysLeft: number;
  readonly #impliesOne: boolean;

  constructor(text: string, context: UnderstandingContext) {
    let reading = tokenise(text, context);
    const now = new Date(context.today);
    this.daysLeft =
      new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 0)).getUTCDate() - now.getUTCDate() + 1;
    if (reading.tokens.some(({ tokenClass: is }) => datedCues.has(is))) {
      const when = findPeriod(withoutSoFar(text), dayOf(context.today));
      const unreal = when ? undefined : findImpossiblePeriod(text, dayOf(context.today));
      const billed = reading.tokens.some(({ tokenClass: is }) => is === 'invoices' || is === 'invoice');
      this.period = when?.days;
      if (when) reading = tokenise(when.rest, context);
      else if (unreal && billed) {
        this.impossiblePeriod = unreal.said;
        reading = tokenise(unreal.rest, context);
      }
    }
    this.tokenised = reading;
    this.spans = findUnknownSpans(reading);
    const cues = new Set(reading.tokens.map(({ tokenClass: is }) => is));
    for (const [index, { tokenClass: is, from }] of reading.tokens.entries()) {
      if (is === 'number' || is === 'signed') cues.add(this.#numberRole(index));
      if (is === 'set' || is === 'change' || is === 'op' || is === 'to') cues.add(is);
      if (
        from === 0 &&
        QUESTION_OPENERS.test(reading.words[0]?.plain ?? '') &&
        !/^(?:not|niet)$/.test(reading.words[1]?.plain ?? '')
      )
        cues.add('does');
    }
    this.#impliesOne = ['more', 'add', 'fewer', 'remove'].some((cue) => cues.has(cue)) && asksForOneMore(reading);
    if (this.#impliesOne && !cues.has('number')) cues.add('number').add('n#');
    if (reading.words.some(({ plain }) => modalVerbs.has(plain))) cues.add('ought');
    if (reading.words.some(({ plain }) => permissionVerbs.has(plain))) cues.add('permitted');
    if (this.period || this.impossiblePeriod) cues.add('period');
    if (this.spans.length > 0) cues.add('people').add('typed');
    this.cues = cues;
    this.products = [...new Set(reading.tokens.flatMap(({ product }) => product ?? []))];
  }

  /** Where a number stands: after “to” it is a total, after “by” a difference. */
  #numberRole(index: number): string {
    const { tokens: units, words } = this.tokenised;
    for (let at = index - 1; at >= 0; at--) {
      const unit = units[at] as Token;
      if (/^(?:to|op|at|on)$/.test(unit.tokenClass)) return 'to#';
      const plain = words[unit.from]?.plain;
      if (plain === 'in' && this.tokenised.tokens.some(({ tokenClass: is }) => is === 'change')) return 'to#';
      if (plain === 'by' || plain === 'met' || plain === 'with') return 'by#';
      if (plain === 'from' || plain === 'van') return 'from#';
      if (unit.tokenClass !== 'filler' && unit.tokenClass !== 'total') return 'n#';
    }
    return 'n#';
  }

  /** The one number that counts; of “from 5 to 12” the last. */
  quantity(): number | undefined {
    const { tokens: units } = this.tokenised;
    const numbers = units.filter(({ tokenClass: is }) => is === 'number' || is === 'signed');
    if (numbers.length === 0 && this.#impliesOne) return 1;
    if (numbers.length === 1) return numbers[0]?.count;
    if (numbers.length === 2 && this.hasCue('instead')) {
      const instead = units.findIndex(({ tokenClass: is }) => is === 'instead');
      return numbers.find((one) => units[instead + 1] !== one)?.count;
    }
    const placed = units.flatMap((unit, index) =>
      this.#numberRole(index) === 'to#' && unit.count !== undefined ? [unit.count] : [],
    );
    return numbers.length === 2 && placed.length === 1 && this.cues.has('from#') ? placed[0] : undefined;
  }

  hasCue(cue: string): boolean {
    return this.cues.has(cue);
  }
}

/** How a question begins that is answered with yes or no. */
const QUESTION_OPENERS =
  /^(?:is|are|will|do|does|did|am|heeft|has|wordt|worden|zijn|gaat|gaan|loopt|lopen|blijft|had|stopt|stoppen|verlengt|kost|kosten|krijgt|betaalt|komt|ziet|weet|weten|moet|word|ben)$/;

/** “Until now” by itself is no period: it says the same as “so far”. */
const withoutSoFar = (text: string): string =>
  /\b(?:from|since|van|vanaf|sinds)\b/i.test(text)
    ? text
    : text.replace(/\b(?:tot nu toe|tot nu|tot op heden|until now|till now|up to now|to date|so far)\b/i, '');

/** What may have happened at some time. */
const datedCues = new Set('invoice invoices spend pay much money price'.split(' '));

/** “Another licence”, “a licence more”, “nog een”: one, without its number. */
const asksForOneMore = ({ words }: TokenisedText): boolean => {
  const said = words.map(({ plain }) => plain);
  const licence = said.findIndex((word) => /^(?:licen[cs]e|seat|licentie|plaats|plek|exemplaar)$/.test(word));
  const article = said.findIndex((word) => /^(?:an?|een)$/.test(word));
  return said.includes('another') || said.join(' ').includes('nog een') || (article >= 0 && article < licence);
};
const permissionVerbs = new Set('may should must mag moet'.split(' '));
const modalVerbs = new Set('can could may should must mag moet kan'.split(' '));
