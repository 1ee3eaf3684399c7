import { normaliseText } from '../../../src/application/subscriptions/match-product.ts';

/** One word of a sentence, with its position. */
export interface Word {
  readonly raw: string;
  /** Lower case, without accents, apostrophes or the 's of a possessive. */
  readonly plain: string;
  readonly start: number;
  readonly end: number;
  /** The spaces and signs between the previous word and this one. */
  readonly gap: string;
  readonly kind: 'word' | 'number' | 'mail' | 'invoice-number';
}

const INVOICE_NUMBER = /^(?:[0-9A-Z]{4}-\d{4}|[A-Z]\d{3}[0-9A-Z]{5,8})$/i;
const WORD_PART = /[\p{L}\p{M}\p{N}]+(?:['’‘`][\p{L}\p{M}]+)*(?:(?<=\d)[.,]\d+)*/gu;
/** A Dutch compound of a product name and a noun, such as “Visiolicenties”. */
const DUTCH_COMPOUND = /^([\p{L}\p{M}\p{N}]{2,20})(licenties?|abonnement(?:en)?)$/u;

/** Splits a text into words. Mail addresses and invoice numbers are one word each; Dutch compounds are split in two. */
export function splitWords(text: string, isKnownWord: (word: string) => boolean): Word[] {
  const words: Word[] = [];
  let end = 0;
  const add = (start: number, raw: string, kind: Word['kind']) => {
    const folded = normaliseText(raw.replace(/['’‘`]s$/, '').replace(/['’‘`]/g, '')).replaceAll(' ', '');
    words.push({ raw, plain: folded, start, end: start + raw.length, gap: text.slice(end, start), kind });
    end = start + raw.length;
  };
  for (const { 0: chunk, index } of text.matchAll(/\S+/g)) {
    const bare = chunk.replace(/^[<("'“‘[]+/, '');
    const core = trimPunctuation(bare);
    const from = index + chunk.length - bare.length;
    if (core.indexOf('@') > 0 && !/[,;<>]/.test(core)) add(from, core, 'mail');
    else if (INVOICE_NUMBER.test(core)) add(from, core, 'invoice-number');
    else
      for (const part of chunk.matchAll(WORD_PART)) {
        const raw = part[0];
        const start = index + part.index;
        const compound =
          raw.length <= 40 && !isKnownWord(raw.toLowerCase()) ? DUTCH_COMPOUND.exec(raw.toLowerCase()) : null;
        const first = compound?.[1]?.length ?? 0;
        const numbered = /^(\p{L}{4,})(\d)$/u.exec(raw);
        if (numbered?.[1]) {
          add(start, numbered[1], 'word');
          add(start + numbered[1].length, raw.slice(-1), 'number');
        } else if (/^\d+x$/i.test(raw)) add(start, raw.slice(0, -1), 'number');
        else if (/^x\d+$/i.test(raw)) add(start + 1, raw.slice(1), 'number');
        else if (first > 0) {
          add(start, raw.slice(0, first), 'word');
          add(start + first, raw.slice(first), 'word');
        } else add(start, raw, /^\d[\d.,]*$/.test(raw) ? 'number' : 'word');
      }
  }
  return words;
}

function trimPunctuation(text: string): string {
  let end = text.length;
  while (end > 0 && '>)]"\'”’.,;:!?'.includes(text.charAt(end - 1))) end--;
  return text.slice(0, end);
}
