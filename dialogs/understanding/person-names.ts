import type { Token, TokenisedText } from './tokenise.ts';

/** Words inside names, and before family names. */
const particles = new Set(
  'van der de den ten ter te het t von und zu la le du des di da dos del della el al bin ibn ben af av op in s st'.split(
    ' ',
  ),
);

/** A row of words that nobody here knows: people's names, or a product that is not for sale. */
export interface UnknownSpan {
  readonly text: string;
  readonly from: number;
  readonly to: number;
  /** The word before it, in plain letters. */
  readonly precededBy: string;
}

/** The rows of unknown words in a sentence, and the addresses, each as it was typed. */
export function findUnknownSpans({ text, words, tokens: units }: TokenisedText): readonly UnknownSpan[] {
  const strange = new Map<number, Token>();
  for (const unit of units)
    if (unit.tokenClass === 'stranger' || unit.tokenClass === 'mail')
      for (let at = unit.from; at < unit.to; at++) strange.set(at, unit);
  const apartAt = (at: number) => /[,;&/\n•·|]/.test(words[at]?.gap ?? '');
  const runs: UnknownSpan[] = [];
  for (let at = 0; at < words.length; at++) {
    if (!strange.has(at)) continue;
    let from = at;
    // “de Vries” after “aan”: the particle is his.
    if (/^\p{Lu}/u.test(words[at]?.raw ?? ''))
      while (
        from > 1 &&
        particles.has(words[from - 1]?.plain ?? '') &&
        !apartAt(from) &&
        !strange.has(from - 1) &&
        (/^(?:aan|to|from|van|bij|voor|for|and|en)$/.test(words[from - 2]?.plain ?? '') || from < at) &&
        !/^(?:het|te|in|op|t|s|al|la)$/.test(words[from - 1]?.plain ?? '')
      )
        from--;
    let to = at + 1;
    for (;;) {
      let next = to;
      while (next < words.length && !apartAt(next) && !strange.has(next) && particles.has(words[next]?.plain ?? ''))
        next++;
      if (next >= words.length || apartAt(next) || !strange.has(next)) break;
      if (strange.get(to - 1)?.tokenClass === 'mail') break;
      to = next + 1;
    }
    const start = words[from]?.start ?? 0;
    const closes = words[to - 1]?.kind === 'mail' && text[words[to - 1]?.end ?? 0] === '>' && to - from > 1 ? 1 : 0;
    const raw = text.slice(start, (words[to - 1]?.end ?? start) + closes);
    runs.push({ text: raw.replace(/['’`]s$/i, ''), from, to, precededBy: words[from - 1]?.plain ?? '' });
    at = to - 1;
  }
  return runs;
}
