import { conceptsOf } from './classifier/thesaurus.ts';
import { type Interpretation, interpret, type UnderstandingContext } from './understand.ts';

/** How a sentence came to its result, for developers who add examples. */
export interface Explanation extends Omit<Interpretation, 'reading'> {
  /** The role of each word or group of words. */
  readonly roles: readonly { readonly text: string; readonly role: string }[];
  readonly concepts: readonly string[];
}

/** Most classes in an explanation. */
const MAX_CLASSES = 5;

/** Understands a sentence, and explains the result: the roles of its words, its likeliest classes and its mood. */
export function explain(text: string, context: UnderstandingContext): Explanation {
  const { reading, predictions, ...rest } = interpret(text, context);
  if (!reading) return { ...rest, predictions: [], roles: [], concepts: [] };
  const { words, tokens, people } = reading;
  return {
    ...rest,
    predictions: predictions.slice(0, MAX_CLASSES),
    roles: tokens.map((token) => ({
      text: reading.text.slice(words[token.from]?.start ?? 0, words[token.to - 1]?.end),
      role: people.some(({ from, to }) => token.from >= from && token.from < to) ? 'person' : token.kind,
    })),
    concepts: conceptsOf(reading),
  };
}
