import type { Product } from '../../src/domain/catalogue/product.ts';
import { dayOf } from '../../src/domain/common/days.ts';
import type { Instant } from '../../src/domain/common/time.ts';
import { findImpossiblePeriod, findPeriod } from './period.ts';
import { findUnknownSpans, type UnknownSpan } from './person-names.ts';
import { type Token, type TokenisedText, tokenise } from './tokenise.ts';

/** What the understanding of a sentence depends on. */
export interface UnderstandingContext {
  readonly locale: string;
  /** The price list: the products that can be named. */
  readonly products: readonly Product[];
  readonly today: Instant;
}

/** A tokenised sentence with the cues, products, names and period that it contains. */
export class Sentence {
  readonly tokenised: TokenisedText;
  readonly cues: ReadonlySet<string>;
  readonly spans: readonly UnknownSpan[];
  readonly period: { readonly from: string; readonly to: string } | undefined;
  /** The words that name days which do not exist, or are in the future. */
  readonly impossiblePeriod: string | undefined;
  readonly products: readonly string[];
  /** Days to the end of this month, including today. */
  readonly daysLeft: number;
  readonly #impliesOne: boolean;

  constructor(text: string, context: UnderstandingContext) {
    const now = new Date(context.today);
    this.daysLeft =
      new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 0)).getUTCDate() - now.getUTCDate() + 1;
    let tokenised = tokenise(text, context);
    if (tokenised.tokens.some(({ tokenClass }) => datedCues.has(tokenClass))) {
      const match = findPeriod(withoutSoFar(text), dayOf(context.today));
      const impossible = match ? undefined : findImpossiblePeriod(text, dayOf(context.today));
      const isAboutInvoices = tokenised.tokens.some(({ tokenClass }) => /^invoices?$/.test(tokenClass));
      this.period = match?.days;
      if (match) tokenised = tokenise(match.rest, context);
      else if (impossible && isAboutInvoices) {
        this.impossiblePeriod = impossible.text;
        tokenised = tokenise(impossible.rest, context);
      }
    }
    this.tokenised = tokenised;
    this.spans = findUnknownSpans(tokenised);
    this.products = [...new Set(tokenised.tokens.flatMap(({ product }) => product ?? []))];
    const cues = this.#tokenCues();
    this.#impliesOne = ['more', 'add', 'fewer', 'remove'].some((cue) => cues.has(cue)) && asksForOneMore(tokenised);
    if (this.#impliesOne && !cues.has('number')) cues.add('number').add('n#');
    if (tokenised.words.some(({ plain }) => modalVerbs.has(plain))) cues.add('ought');
    if (tokenised.words.some(({ plain }) => permissionVerbs.has(plain))) cues.add('permitted');
    if (this.period || this.impossiblePeriod) cues.add('period');
    if (this.spans.length > 0) cues.add('people').add('typed');
    this.cues = cues;
  }

  /** The classes of the tokens, the roles of the numbers, and `does` for a question with yes or no as its answer. */
  #tokenCues(): Set<string> {
    const { tokens, words } = this.tokenised;
    const cues = new Set(tokens.map(({ tokenClass }) => tokenClass));
    for (const [index, { tokenClass }] of tokens.entries())
      if (tokenClass === 'number' || tokenClass === 'signed') cues.add(this.#numberRole(index));
    const [first, second] = words;
    if (QUESTION_OPENERS.test(first?.plain ?? '') && !/^(?:not|niet)$/.test(second?.plain ?? '')) cues.add('does');
    return cues;
  }

  /** The role of a number: a total after “to” (`to#`), a difference after “by” (`by#`), else `n#`. */
  #numberRole(index: number): string {
    const { tokens, words } = this.tokenised;
    for (let at = index - 1; at >= 0; at--) {
      const token = tokens[at] as Token;
      if (/^(?:to|op|at|on)$/.test(token.tokenClass)) return 'to#';
      const plain = words[token.from]?.plain;
      if (plain === 'in' && tokens.some(({ tokenClass }) => tokenClass === 'change')) return 'to#';
      if (plain === 'by' || plain === 'met' || plain === 'with') return 'by#';
      if (plain === 'from' || plain === 'van') return 'from#';
      if (token.tokenClass !== 'filler' && token.tokenClass !== 'total') return 'n#';
    }
    return 'n#';
  }

  /** The number that the sentence is about, if there is one; of “from 5 to 12” the last. */
  quantity(): number | undefined {
    const { tokens } = this.tokenised;
    const numbers = tokens.filter(({ tokenClass }) => tokenClass === 'number' || tokenClass === 'signed');
    if (numbers.length === 0 && this.#impliesOne) return 1;
    if (numbers.length === 1) return numbers[0]?.count;
    if (numbers.length === 2 && this.hasCue('instead')) {
      const instead = tokens.findIndex(({ tokenClass }) => tokenClass === 'instead');
      return numbers.find((one) => tokens[instead + 1] !== one)?.count;
    }
    const placed = tokens.flatMap((token, index) =>
      this.#numberRole(index) === 'to#' && token.count !== undefined ? [token.count] : [],
    );
    return numbers.length === 2 && placed.length === 1 && this.cues.has('from#') ? placed[0] : undefined;
  }

  hasCue(cue: string): boolean {
    return this.cues.has(cue);
  }
}

/** The first words of questions with yes or no as their answer. */
const QUESTION_OPENERS =
  /^(?:is|are|will|do|does|did|am|heeft|has|wordt|worden|zijn|gaat|gaan|loopt|lopen|blijft|had|stopt|stoppen|verlengt|kost|kosten|krijgt|betaalt|komt|ziet|weet|weten|moet|word|ben)$/;

/** The text without “until now”, which is not a period: it means “so far”. */
const withoutSoFar = (text: string): string =>
  /\b(?:from|since|van|vanaf|sinds)\b/i.test(text)
    ? text
    : text.replace(/\b(?:tot nu toe|tot nu|tot op heden|until now|till now|up to now|to date|so far)\b/i, '');

/** Cues of what happened at some time: only these look for a period. */
const datedCues = new Set('invoice invoices spend pay much money price'.split(' '));

/** Whether one more is asked for without a number: “another licence”, “a licence more”, “nog een”. */
const asksForOneMore = ({ words }: TokenisedText): boolean => {
  const plainWords = words.map(({ plain }) => plain);
  const licence = plainWords.findIndex((word) => /^(?:licen[cs]e|seat|licentie|plaats|plek|exemplaar)$/.test(word));
  const article = plainWords.findIndex((word) => /^(?:an?|een)$/.test(word));
  return (
    plainWords.includes('another') || plainWords.join(' ').includes('nog een') || (article >= 0 && article < licence)
  );
};
/** Verbs that ask for permission. */
const permissionVerbs = new Set('may should must mag moet'.split(' '));
/** Verbs of what can or should be done. */
const modalVerbs = new Set('can could may should must mag moet kan'.split(' '));
