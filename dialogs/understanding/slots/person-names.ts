import type { Token } from './token.ts';
import { splitWords, type Word } from './words.ts';

/** Words inside names, and before family names. */
const particles = new Set(
  'van der de den ten ter te het t von und zu la le du des di da dos del della el al bin ibn ben af av op in s st'.split(
    ' ',
  ),
);

/** Words behind which a person is named. */
const beforePeople = new Set(
  'to for from aan voor van bij by door give geef of and en or of met with me remove assign unassign naar let laat cc geven gun grant & reject approve'.split(
    ' ',
  ),
);

/** Words that are also given names, when capitalised behind a word that precedes people. */
const wordsThatAreNames = new Set(
  'will mark grant bill may art ben wil mei jan april june august max page rich sue pat chase guy dean nick rob faith joy hope door kan bo wee sam tot mercy drew hi dag lin an ann ken ties'.split(
    ' ',
  ),
);

/** Consecutive words that name a person. */
export interface PersonSpan {
  readonly text: string;
  /** Index of its first word, and of the word after its last. */
  readonly from: number;
  readonly to: number;
  /** The word before it, in lower case without accents. */
  readonly precededBy: string;
  /** Whether it surely is a person: an address, a name of the directory, or written like one behind "to" and the like. */
  readonly isCertain: boolean;
  /** Whether a part of it is a name of the directory. */
  readonly isKnown: boolean;
}

/** The spans of unknown words in a sentence, and its mail addresses, each as typed. */
export function findPeople(
  text: string,
  words: readonly Word[],
  tokens: readonly Token[],
  isName: (word: string) => boolean,
): readonly PersonSpan[] {
  const unknown = new Map<number, Token>();
  const isCapitalised = (at: number) => /^\p{Lu}/u.test(words[at]?.raw ?? '');
  for (const token of tokens) {
    const { from, to, kind } = token;
    const before = words[from - 1]?.plain ?? '';
    const isNameInPlace =
      kind === 'word' && wordsThatAreNames.has(token.plain) && isCapitalised(from) && beforePeople.has(before);
    if (kind === 'unknown' ? words[from]?.kind === 'word' : kind === 'mail' || isNameInPlace)
      for (let at = from; at < to; at++) unknown.set(at, token);
  }
  const isSeparated = (at: number) => /[,;&/\n•·|]/.test(words[at]?.gap ?? '');
  const spans: PersonSpan[] = [];
  for (let at = 0; at < words.length; at++) {
    if (!unknown.has(at)) continue;
    let from = at;
    // "de Vries" behind "aan": the particle belongs to the name.
    if (isCapitalised(at))
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
      if (unknown.get(to - 1)?.kind === 'mail') break;
      to = next + 1;
    }
    // "Our draughtsman Bram Scholten": the name starts at its first capital.
    const capital = words.slice(from, to).findIndex((_, index) => isCapitalised(from + index));
    if (capital > 0 && !particles.has(words[from]?.plain ?? '')) from += capital;
    const start = words[from]?.start ?? 0;
    const closes = words[to - 1]?.kind === 'mail' && text[words[to - 1]?.end ?? 0] === '>' && to - from > 1 ? 1 : 0;
    const raw = text.slice(start, (words[to - 1]?.end ?? start) + closes);
    const precededBy = words[from - 1]?.plain ?? '';
    const follows = spans.at(-1);
    const isListed =
      follows?.isCertain === true && follows.to >= from - 1 && (isSeparated(from) || /^(?:and|en)$/.test(precededBy));
    const span = words.slice(from, to);
    spans.push({
      text: raw.replace(/['’`]s$/i, ''),
      from,
      to,
      precededBy,
      isKnown: span.some(({ plain }) => isName(plain)),
      isCertain:
        isListed ||
        span.some(({ kind, plain }) => kind === 'mail' || isName(plain)) ||
        (isCapitalised(at) && (from > 0 || span.length > 1)) ||
        (beforePeople.has(precededBy) && span.every(({ plain }) => plain.length > 1)),
    });
    at = to - 1;
  }
  return spans;
}

/** Whether a word, in lower case without accents, is part of one of these names; particles such as "van" are not. */
export function nameWordsOf(people: readonly { readonly name: string }[]): (word: string) => boolean {
  const parts = people.flatMap(({ name }) => splitWords(name, () => true).map(({ plain }) => plain));
  const names = new Set(parts.filter((word) => word.length > 2 && !particles.has(word)));
  return (word) => names.has(word);
}
