import type { Product } from '../../../src/domain/catalogue/product.ts';
import type { DateRange } from '../../../src/domain/common/days.ts';
import { dayOf } from '../../../src/domain/common/days.ts';
import type { Instant } from '../../../src/domain/common/time.ts';
import type { Vocabulary } from '../classifier/vocabulary.ts';
import { parseWholeNumber } from './number.ts';
import { findImpossiblePeriod, findPeriod } from './period.ts';
import { findPeople, type PersonSpan } from './person-names.ts';
import { productNamesFor } from './product-names.ts';
import type { Token } from './token.ts';
import { splitWords, type Word } from './words.ts';

/** What the reading of a sentence depends on. */
export interface ReadingContext {
  readonly locale: string;
  /** The price list: the products that can be named. */
  readonly products: readonly Product[];
  readonly today: Instant;
  /** The product that the conversation is about, whose "plan 2" can be named alone. */
  readonly about?: string;
  /** Whether a word, in lower case without accents, is in a name of the directory; unknown unless given. */
  readonly isName?: (word: string) => boolean;
}

/** A sentence with the role of each of its words. */
export interface Reading {
  readonly text: string;
  readonly words: readonly Word[];
  readonly tokens: readonly Token[];
  /** The distinct products, in the order of the sentence. */
  readonly products: readonly string[];
  readonly people: readonly PersonSpan[];
  readonly period?: DateRange;
  /** The words that name days which do not exist, or are in the future. */
  readonly impossiblePeriod?: string;
  readonly isQuestion: boolean;
  /** Days to the end of this month, including today. */
  readonly daysLeftInMonth: number;
}

/** Reads a sentence: which words are products, numbers, amounts, people or a period. */
export function readSentence(text: string, context: ReadingContext, vocabulary: Vocabulary): Reading {
  const { locale, products, today, about, isName = () => false } = context;
  const words = splitWords(text, (word) => vocabulary.has(word) || parseWholeNumber(word, 'en') !== undefined);
  const plainWords = words.map(({ plain }) => plain);
  const productNames = productNamesFor(products);
  const dated = findPeriod(text, dayOf(today));
  // "Jan" can be a colleague, or January.
  const period = dated && isOneName(dated) ? undefined : dated;
  const isPeriod = (word: Word) => period !== undefined && word.start >= period.start && word.end <= period.end;
  const tokens: Token[] = [];
  for (let at = 0; at < words.length; ) {
    const token = tokenAt(at);
    tokens.push(token);
    at = token.to;
  }
  const found = [...new Set(tokens.flatMap((token) => (token.kind === 'product' ? [token.product] : [])))];
  const impossible = period ? undefined : findImpossiblePeriod(text, dayOf(today));
  return {
    text,
    words,
    tokens,
    products: found,
    people: findPeople(text, words, tokens, isName),
    isQuestion: /\?\s*$/.test(text),
    daysLeftInMonth: daysLeftInMonth(today),
    ...(period && { period: period.days }),
    ...(impossible && { impossiblePeriod: impossible.text }),
  };

  function isOneName({ start, end }: { start: number; end: number }): boolean {
    const named = words.filter(
      (word) =>
        word.start >= start && word.end <= end && !/^(?:van|from|of|in|voor|for|op|at|the|de)$/.test(word.plain),
    );
    return named.length === 1 && isName(named[0]?.plain ?? '');
  }

  function tokenAt(from: number): Token {
    const word = words[from] as Word;
    const one = { from, to: from + 1 };
    if (word.kind === 'mail' || word.kind === 'invoice-number') return { ...one, kind: word.kind };
    if (isPeriod(word)) return { ...one, kind: 'word', plain: word.plain };
    const product = productAt(from);
    if (product) return { from, to: from + product.length, kind: 'product', product: product.product };
    const number = moneyAt(from) ?? numberAt(from);
    if (number) return number;
    if (word.kind === 'number') return { ...one, kind: 'unknown' };
    if (isName(word.plain) && (/^\p{Lu}/u.test(word.raw) || !vocabulary.has(word.plain)))
      return { ...one, kind: 'unknown' };
    const isCapitalised = from > 0 && /^\p{Lu}/u.test(word.raw);
    if (isCapitalised && !vocabulary.isCommon(word.plain)) return { ...one, kind: 'unknown' };
    const plain = vocabulary.correct(word.plain, isCapitalised);
    return plain === undefined ? { ...one, kind: 'unknown' } : { ...one, kind: 'word', plain };
  }

  /** A product's name, or "plan 2" behind a product of the same family. */
  function productAt(at: number): { product: string; length: number } | undefined {
    const word = words[at] as Word;
    if (isName(word.plain) && /^\p{Lu}/u.test(word.raw) && !productNames.isExact(word.plain)) return undefined;
    const named = productNames.at(plainWords, at, (plain) => vocabulary.isCommon(plain));
    if (named) return named;
    if (
      !/^(?:plan|abonnement|p)$/.test(word.plain) ||
      !/^(?:[1-5]|one|two|three|twee|drie)$/.test(plainWords[at + 1] ?? '')
    )
      return undefined;
    const before = tokens.findLast(({ kind }) => kind === 'product');
    const nearest = before?.kind === 'product' ? before.product : about;
    if (nearest === undefined) return undefined;
    const family = nearest.replace(/ plan \d$/i, '');
    const sibling = productNames.at([...family.toLowerCase().split(' '), 'plan', plainWords[at + 1] ?? ''], 0);
    return sibling && sibling.product !== family ? { product: sibling.product, length: 2 } : undefined;
  }

  function moneyAt(at: number): Token | undefined {
    const word = words[at] as Word;
    if (word.kind !== 'number') return undefined;
    const next = words[at + 1];
    if (/^%|^\s*(?:procent|percent|pct)/i.test(text.slice(word.end))) {
      const named = /^(?:procent|percent|pct)$/.test(next?.plain ?? '');
      return { from: at, to: named ? at + 2 : at + 1, kind: 'percent' };
    }
    const isUnit =
      /^(?:euro|euros|eur|euroos|dollar|dollars|usd|pounds?)$/.test(next?.plain ?? '') && /^\s?$/.test(next?.gap ?? '');
    const hasSign = /[€$£]\s*$/.test(word.gap) || /^\s?[€$£]/.test(text.slice(word.end));
    const isTime =
      /^(?:uur|u|h|am|pm|hrs)$/.test(next?.plain ?? '') ||
      /^(?:na|after|om|tot|until|voor|before|at)$/.test(plainWords[at - 1] ?? '');
    const isDecimal = /^\d{1,6}[.,]\d{2}$/.test(word.raw) && !isTime;
    if (!isUnit && !hasSign && !isDecimal) return undefined;
    const amount = parseAmount(word.raw);
    return amount === undefined ? undefined : { from: at, to: isUnit ? at + 2 : at + 1, kind: 'money', amount };
  }

  /** The number that starts at a word: digits with their sign, or as many number words as belong together. */
  function numberAt(at: number): Token | undefined {
    const { raw, gap, plain, kind } = words[at] as Word;
    if (kind === 'number') {
      const sign = /(?:^|\s)([-−–+])$/.exec(at === 0 ? ` ${gap}` : gap)?.[1];
      const count = parseWholeNumber(raw.replace(/[.,]+$/, ''), locale);
      if (count === undefined) return undefined;
      const dozens = /^(?:dozen|dozijn)$/.test(plainWords[at + 1] ?? '') ? 12 : 1;
      return {
        from: at,
        to: dozens > 1 ? at + 2 : at + 1,
        kind: 'number',
        count: (sign && sign !== '+' ? -count : count) * dozens,
        isSigned: sign !== undefined,
      };
    }
    if (
      plain === 'one' &&
      /^(?:that|this|the|which|other|second|first|third|last|right|wrong)$/.test(plainWords[at - 1] ?? '')
    )
      return undefined;
    const half = /^(?:half|halve?)$/.test(plain) && /^do[sz][ie]+j?n$/.test(plainWords[at + 1] ?? '');
    if (half) return { from: at, to: at + 2, kind: 'number', count: 6, isSigned: false };
    if (
      /^(?:a|an|een|half|n)$/.test(plain) &&
      !/^(?:dozen|dozijn|hundred|honderd)$/.test(plainWords[at + 1] ?? '') &&
      raw.toLowerCase() !== 'één'
    )
      return undefined;
    for (let to = Math.min(words.length, at + 5); to > at; to--) {
      if (words.slice(at + 1, to).some(({ gap: between }) => /[,;.&]/.test(between))) continue;
      const count = parseWholeNumber(plainWords.slice(at, to).join(' '), locale);
      if (count === undefined || (to < words.length && plainWords[to] === 'hundred')) continue;
      const dozens = to < words.length && /^(?:dozen|dozijn)$/.test(plainWords[to] ?? '') ? 12 : 1;
      return { from: at, to: dozens > 1 ? to + 1 : to, kind: 'number', count: count * dozens, isSigned: false };
    }
    return undefined;
  }
}

/** An amount in cents, written with a point or a comma. */
function parseAmount(raw: string): number | undefined {
  const match = /^(\d{1,3}(?:[.,]\d{3})*|\d+)(?:[.,](\d{1,2}))?$/.exec(raw.replace(/[.,]$/, ''));
  if (!match) return undefined;
  const [, whole = '', cents = ''] = match;
  return Number(whole.replace(/\D/g, '')) * 100 + Number(cents.padEnd(2, '0'));
}

function daysLeftInMonth(today: Instant): number {
  const now = new Date(today);
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 0)).getUTCDate() - now.getUTCDate() + 1;
}
