import { type Token, type TokenisedText, UNKNOWN_TOKEN } from './tokenise.ts';

/** Words inside names, and before family names. */
const particles = new Set(
  'van der de den ten ter te het t von und zu la le du des di da dos del della el al bin ibn ben af av op in s st'.split(
    ' ',
  ),
);

/** Consecutive unknown words: a person's name, or a product that is not in the price list. */
export interface UnknownSpan {
  readonly text: string;
  /** Index of its first word, and of the word after its last. */
  readonly from: number;
  readonly to: number;
  /** The word before it, in lower case without accents. */
  readonly precededBy: string;
}

/** The spans of unknown words in a sentence, and its mail addresses, each as typed. */
export function findUnknownSpans({ text, words, tokens }: TokenisedText): readonly UnknownSpan[] {
  const unknown = new Map<number, Token>();
  for (const token of tokens)
    if (token.tokenClass === UNKNOWN_TOKEN || token.tokenClass === 'mail')
      for (let at = token.from; at < token.to; at++) unknown.set(at, token);
  const isSeparated = (at: number) => /[,;&/\n•·|]/.test(words[at]?.gap ?? '');
  const spans: UnknownSpan[] = [];
  for (let at = 0; at < words.length; at++) {
    if (!unknown.has(at)) continue;
    let from = at;
    // “de Vries” after “aan”: the particle belongs to the name.
    if (/^\p{Lu}/u.test(words[at]?.raw ?? ''))
      while (
        from > 1 &&
        particles.has(words[from - 1]?.plain ?? '') &&
        !isSeparated(from) &&
        !unknown.has(from - 1) &&
        (/^(?:aan|to|from|van|bij|voor|for|and|en)$/.test(words[from - 2]?.plain ?? '') || from < at) &&
        !/^(?:het|te|in|op|t|s|al|la)$/.test(words[from - 1]?.plain ?? '')
      )
        from--;
    let to = at + 1;
    for (;;) {
      let next = to;
      while (next < words.length && !isSeparated(next) && !unknown.has(next) && particles.has(words[next]?.plain ?? ''))
        next++;
      if (next >= words.length || isSeparated(next) || !unknown.has(next)) break;
      if (unknown.get(to - 1)?.tokenClass === 'mail') break;
      to = next + 1;
    }
    const start = words[from]?.start ?? 0;
    const closes = words[to - 1]?.kind === 'mail' && text[words[to - 1]?.end ?? 0] === '>' && to - from > 1 ? 1 : 0;
    const raw = text.slice(start, (words[to - 1]?.end ?? start) + closes);
    spans.push({ text: raw.replace(/['’`]s$/i, ''), from, to, precededBy: words[from - 1]?.plain ?? '' });
    at = to - 1;
  }
  return spans;
}
