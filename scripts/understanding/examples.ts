import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';

/** An example sentence with its class, and what it has in each slot. */
export interface Example {
  readonly text: string;
  readonly label: string;
  readonly locale: string;
  readonly slots: readonly (readonly [name: string, text: string])[];
  /** The people and products that it names. */
  readonly names: readonly string[];
}

const folder = new URL('../../dialogs/capabilities/examples/', import.meta.url);

/** How often the bare commands count: they are typed more than anything else. */
const CORE_WEIGHT = 4;

/** Every example of all capabilities. */
export const allExamples = (): readonly Example[] =>
  readdirSync(folder)
    .sort()
    .flatMap((file) => {
      const examples = parseExamples(readFileSync(new URL(file, folder), 'utf8'), localeOf(file));
      return file.startsWith('core.') ? Array(CORE_WEIGHT).fill(examples).flat() : examples;
    });

const localeOf = (file: string): string => (file.includes('.nl.') ? 'nl-NL' : 'en-GB');

/** Hash of the examples, and of the code that turns them into a model. */
export function hashOfExamples(examples: readonly Example[]): string {
  const hash = createHash('sha256').update(JSON.stringify(examples));
  const code = [
    'scripts/understanding/trainer.ts',
    ...[
      'classifier/features',
      'slots/reading',
      'slots/quantities',
      'classifier/thesaurus',
      'classifier/lexicon.en',
      'classifier/lexicon.nl',
      'slots/words',
      'slots/number',
      'slots/person-names',
      'slots/product-names',
      'slots/spelling',
    ].map((name) => `dialogs/understanding/${name}.ts`),
  ];
  for (const file of code) hash.update(readFileSync(new URL(`../../${file}`, import.meta.url)));
  return hash.digest('hex').slice(0, 16);
}

/** Sentences by class: a line `# class`, below it one sentence a line, its slots marked as `{slot:words}`. */
function parseExamples(text: string, locale: string): readonly Example[] {
  let label = '';
  return text.split('\n').flatMap((line): Example[] => {
    const trimmed = line.trim();
    if (trimmed.startsWith('# ')) label = trimmed.slice(2).trim();
    if (trimmed === '' || trimmed.startsWith('#')) return [];
    const slots = [...trimmed.matchAll(/\{(\w+):([^{}]*)\}/g)].map(
      ([, name = '', words = '']) => [name, words] as const,
    );
    const names = slots.flatMap(([name, words]) =>
      /^(?:people|search|person|product|typed)$/.test(name) ? [words] : [],
    );
    return [{ text: trimmed.replace(/\{\w+:([^{}]*)\}/g, '$1'), label, locale, slots, names }];
  });
}
