import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { understood } from './data.ts';

const docs = new URL('../../docs/', import.meta.url);
const guides = {
  en: readFileSync(new URL('guide.md', docs), 'utf8'),
  nl: readFileSync(new URL('guide.nl.md', docs), 'utf8'),
};
const languages = ['en', 'nl'] as const;

/** Everything in a guide that a pattern finds. */
const found = (pattern: RegExp, language: 'en' | 'nl'): readonly string[] =>
  [...guides[language].matchAll(pattern)].map(([, what = '']) => what);

const typed = (language: 'en' | 'nl') => found(/`([^`]+)`/g, language);
const pictures = (language: 'en' | 'nl') => found(/!\[[^\]]+\]\(([^)]+)\)/g, language);

describe.each(languages)('the guide in %s', (language) => {
  test('what it says to type is understood', () => {
    expect(typed(language).length).toBeGreaterThan(30);
    const others = typed(language).filter((said) => understood(said, language).kind !== 'sure');
    expect(others).toEqual([]);
  });

  test('its pictures are there, in its language', () => {
    expect(pictures(language).length).toBeGreaterThan(8);
    for (const picture of pictures(language)) {
      expect(picture).toMatch(new RegExp(`^guide/[\\w-]+\\.${language}\\.png$`));
      expect([picture, existsSync(new URL(picture, docs))]).toEqual([picture, true]);
    }
  });
});

test('both guides have the same sections, with the same pictures and as much to type, which means the same', () => {
  const shapes = languages.map((language) =>
    guides[language].split(/^## /m).map((section) => ({
      pictures: [...section.matchAll(/\(guide\/([\w-]+)\./g)].map(([, name]) => name),
      means: [...section.matchAll(/`([^`]+)`/g)].map(([, said = '']) => {
        const meant = understood(said, language);
        return meant.kind === 'sure' ? meant.intent.verb : said;
      }),
    })),
  );
  expect(shapes[1]).toEqual(shapes[0]);
});
