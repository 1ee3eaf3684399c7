import type { Reading } from '../slots/reading.ts';
import type { Token } from '../slots/token.ts';
import { english } from './lexicon.en.ts';
import { dutch } from './lexicon.nl.ts';

/** The concept of each phrase, in both languages: users mix them. If both have a phrase, English wins. */
const concepts = new Map<string, string>();
for (const [concept, phrases] of [...Object.entries(english), ...Object.entries(dutch)])
  for (const phrase of phrases.split(', ')) if (phrase && !concepts.has(phrase)) concepts.set(phrase, concept);

/** Longest phrase, in words. */
const MAX_PHRASE_WORDS = 6;

/** The concepts of a sentence in their order: words of like meaning share one. Words without meaning of their own have none. */
export function conceptsOf({ tokens, words, people }: Reading): readonly string[] {
  const found: string[] = [];
  for (let at = 0; at < tokens.length; ) {
    const token = tokens[at] as Token;
    if (people.some(({ from, to }) => token.from >= from && token.from < to)) {
      if (found.at(-1) !== '<who>') found.push('<who>');
      at++;
    } else if (token.kind !== 'word') {
      found.push(`<${token.kind}>`);
      at++;
    } else {
      const { concept, length } = phraseAt(at);
      if (concept !== undefined && concept !== 'filler') found.push(concept);
      at += length;
    }
  }
  return found;

  function phraseAt(from: number): { readonly concept?: string; readonly length: number } {
    const run = tokens.slice(from, from + MAX_PHRASE_WORDS);
    const end = run.findIndex(({ kind }) => kind !== 'word');
    for (let length = end < 0 ? run.length : end; length > 0; length--) {
      const part = run.slice(0, length);
      const corrected = part.map((one) => (one.kind === 'word' ? one.plain : '')).join(' ');
      const typed = part.map((one) => words[one.from]?.plain ?? '').join(' ');
      const concept = concepts.get(corrected) ?? concepts.get(typed);
      if (concept !== undefined) return { concept, length };
    }
    return { length: 1 };
  }
}
