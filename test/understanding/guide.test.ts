import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { understandSentence } from './data.ts';

const docs = new URL('../../docs/', import.meta.url);
const guides = {
  en: readFileSync(new URL('guide.md', docs), 'utf8'),
  nl: readFileSync(new URL('guide.nl.md', docs), 'utf8'),
};
const languages = ['en', 'nl'] as const;

/** The first group of each match of a pattern in a guide. */
const matchesIn = (pattern: RegExp, language: 'en' | 'nl'): readonly string[] =>
  [...guides[language].matchAll(pattern)].map(([, what = '']) => what);

const sentencesIn = (language: 'en' | 'nl') => matchesIn(/`([^`]+)`/g, language);
const picturesIn = (language: 'en' | 'nl') => matchesIn(/!\[[^\]]+\]\(([^)]+)\)/g, language);

describe.each(languages)('the guide in %s', (language) => {
  test('what it says to type is understood', () => {
    expect(sentencesIn(language).length).toBeGreaterThan(30);
    const notSure = sentencesIn(language).filter((text) => understandSentence(text, language).kind !== 'sure');
    expect(notSure).toEqual([]);
  });

  test('its pictures are there, in its language', () => {
    expect(picturesIn(language).length).toBeGreaterThan(8);
    for (const picture of picturesIn(language)) {
      expect(picture).toMatch(new RegExp(`^guide/[\\w-]+\\.${language}\\.png$`));
      expect([picture, existsSync(new URL(picture, docs))]).toEqual([picture, true]);
    }
  });
});

test('both guides have the same sections, with the same pictures and as much to type, which means the same', () => {
  const shapes = languages.map((language) =>
    guides[language].split(/^## /m).map((section) => ({
      pictures: [...section.matchAll(/\(guide\/([\w-]+)\./g)].map(([, name]) => name),
      means: [...section.matchAll(/`([^`]+)`/g)].map(([, text = '']) => {
        const result = understandSentence(text, language);
        return result.kind === 'sure' ? result.intent.verb : text;
      }),
    })),
  );
  expect(shapes[1]).toEqual(shapes[0]);
});
