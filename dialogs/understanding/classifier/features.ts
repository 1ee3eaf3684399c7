import { countIn } from '../slots/quantities.ts';
import type { Reading } from '../slots/reading.ts';
import { conceptsOf } from './thesaurus.ts';
import type { Vocabulary } from './vocabulary.ts';

/** Number of bits of a feature: two of ten thousand features seldom share one. */
export const FEATURE_BITS = 22;
/** Letters in a piece of a word, by which misspelt and related words are alike. */
const PIECE = 4;

/**
 * What the classifier sees of a sentence: its words and pieces of words, and its concepts, with every product, number, amount
 * and name replaced by its role. Each feature is a hash of {@link FEATURE_BITS} bits.
 */
export function featuresOf(reading: Reading, vocabulary: Vocabulary): Uint32Array {
  const features = new Set<number>();
  const add = (feature: string) => features.add(hash(feature));
  const words = ['^', ...roles(reading, vocabulary), '$'];
  for (const [at, one] of words.entries()) {
    const [, two, three] = words.slice(at, at + 3);
    if (at > 0 && two !== undefined) add(one);
    if (two !== undefined) add(`${one} ${two}`);
    if (three !== undefined) {
      add(`${one} * ${three}`);
      add(`${one} ${two} ${three}`);
    }
  }
  for (const { plain } of reading.words) {
    const padded = plain.length < PIECE ? '' : `^${plain}$`;
    for (let at = 0; at + PIECE <= padded.length; at++) add(`~${padded.slice(at, at + PIECE)}`);
  }
  const concepts = ['^', ...conceptsOf(reading), '$'];
  for (const [at, one] of concepts.entries()) {
    const [, two, three] = concepts.slice(at, at + 3);
    if (at > 0 && two !== undefined) add(`c:${one}`);
    if (two !== undefined) add(`c:${one} ${two}`);
    if (three !== undefined) add(`c:${one} * ${three}`);
  }
  const distinct = [...new Set(concepts.slice(1, -1))].sort();
  for (const [index, one] of distinct.entries())
    for (const other of distinct.slice(index + 1)) add(`p:${one} ${other}`);
  for (const fact of factsOf(reading)) add(`f:${fact}`);
  return Uint32Array.from(features).sort();
}

/** What the readers of numbers, people and periods found. */
function factsOf(reading: Reading): readonly string[] {
  const { value, role, doubt } = countIn(reading);
  const people = reading.people.filter(({ isCertain }) => isCertain).length;
  return [
    `count ${doubt ?? role ?? (value === undefined ? 'none' : 'one')}`,
    `products ${Math.min(2, reading.products.length)}`,
    `people ${Math.min(2, people)}`,
    ...(reading.isQuestion ? ['question'] : []),
    ...(reading.period ? ['period'] : []),
    ...(reading.impossiblePeriod === undefined ? [] : ['no period']),
  ];
}

/** The words of a sentence, with roles in place of what differs from sentence to sentence. */
function roles({ tokens, people, words }: Reading, vocabulary: Vocabulary): string[] {
  const sequence: string[] = [];
  for (const token of tokens) {
    const person = people.find(({ from, to }) => token.from >= from && token.from < to);
    if (person) {
      if (token.from === person.from || sequence.at(-1) !== '<who>')
        sequence.push(person.isCertain ? '<who>' : '<what>');
      continue;
    }
    switch (token.kind) {
      case 'word':
        sequence.push(vocabulary.isCommon(token.plain) ? token.plain : '<rare>');
        break;
      case 'number':
        sequence.push(token.isSigned ? (token.count < 0 ? '<-n>' : '<+n>') : '<n>');
        break;
      case 'unknown':
        sequence.push(
          vocabulary.isOther(words[token.from]?.plain ?? '') ? (words[token.from]?.plain ?? '') : '<unknown>',
        );
        break;
      default:
        sequence.push(`<${token.kind}>`);
    }
  }
  return sequence;
}

/** FNV-1a of a text, mixed and folded to {@link FEATURE_BITS} bits. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
  value ^= value >>> 15;
  return (Math.imul(value, 0x2c1b3c6d) >>> 0) >>> (32 - FEATURE_BITS);
}
