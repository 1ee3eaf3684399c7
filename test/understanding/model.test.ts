import { readFileSync, statSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import model from '../../dialogs/understanding/classifier/model.json' with { type: 'json' };
import { allExamples, hashOfExamples } from '../../scripts/understanding/examples.ts';

const file = new URL('../../dialogs/understanding/classifier/model.json', import.meta.url);

test('the model belongs to the examples: after a change of them, npm run train', () => {
  expect(model.examples).toBe(hashOfExamples(allExamples()));
});

test('the model is small, and there are at least three thousand examples in each language', () => {
  expect(statSync(file).size).toBeLessThan(500_000);
  for (const locale of ['en-GB', 'nl-NL']) {
    const texts = new Set(allExamples().flatMap((one) => (one.locale === locale ? [one.text] : [])));
    expect(texts.size).toBeGreaterThan(3_000);
  }
});

test('no blind sentence is an example', () => {
  const examples = new Set(allExamples().map(({ text }) => text.toLowerCase()));
  const folder = new URL('blind/', import.meta.url);
  const blind = [2, 3, 4, 5].flatMap((number) =>
    readFileSync(new URL(`${number}.jsonl`, folder), 'utf8')
      .split('\n')
      .filter(Boolean)
      .map((line): { readonly say: string; readonly kind: string } => JSON.parse(line)),
  );
  expect(blind.length).toBeGreaterThanOrEqual(1_200);
  // Bare commands such as "help" are the same in everyone's words.
  const shared = blind.filter(({ say }) => say.split(' ').length > 4 && examples.has(say.toLowerCase()));
  expect(shared).toHaveLength(0);
});
