import { existsSync, readFileSync } from 'node:fs';
import type { Intent } from '../../dialogs/understanding/intent.ts';
import { type UnderstandingResult, understand } from '../../dialogs/understanding/understand.ts';
import { matchingSubscriptions } from '../../src/application/subscriptions/match-product.ts';
import type { Subscription } from '../../src/domain/subscription/subscription.ts';
import { sandboxOrganisation } from '../../src/providers/sandbox/organisation.ts';

/** A sentence and its intent; `unknown` if it has none. */
export interface Sentence {
  readonly say: string;
  readonly means: Intent | { readonly verb: 'unknown' };
}

type Language = 'en' | 'nl';

const { terms } = sandboxOrganisation();
const products = [...terms.products.values()];
/** The day on which the sentences are understood. */
const today = Date.UTC(2026, 10, 22, 12, 4);
const locales: Record<Language, string> = { en: 'en-GB', nl: 'nl-NL' };

/** Two sets of sentences to develop with, and a held-out set to evaluate with. */
export type SentenceSet = 'sentences' | 'more' | 'held-out';

/** The sentences of a set; none if its file is missing. */
export function sentencesOf(set: SentenceSet, language: Language): readonly Sentence[] {
  const file = new URL(`${set}.${language}.json`, import.meta.url);
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : [];
}

export const understandSentence = (
  text: string,
  language: Language = 'en',
  locale = locales[language],
): UnderstandingResult => understand(text, { locale, products, today });

/** Whether a sentence is understood, asked about, or understood wrongly, which is worse. */
export function evaluate({ say, means }: Sentence, language: Language): 'right' | 'unsure' | 'wrong' {
  const result = understandSentence(say, language);
  if (means.verb === 'unknown')
    return result.kind === 'unknown' ? 'right' : result.kind === 'unsure' ? 'unsure' : 'wrong';
  if (result.kind !== 'sure') return 'unsure';
  return sameIntent(result.intent, means) ? 'right' : 'wrong';
}

function sameIntent(one: Intent, other: Intent): boolean {
  const [{ product: first, ...values }, { product: second, ...others }] = [
    comparableFields(one),
    comparableFields(other),
  ];
  return sameProduct(first, second) && JSON.stringify(sortedEntries(values)) === JSON.stringify(sortedEntries(others));
}

/** The fields of an intent without its page, and with its people in lower case. */
function comparableFields(intent: Intent): { product?: string } & Record<string, unknown> {
  const { page: _page, people, ...rest } = intent as Record<string, unknown> & { people?: readonly string[] };
  return { ...rest, ...(people && { people: people.map((name) => name.trim().toLowerCase()) }) };
}

const sortedEntries = (values: object) =>
  Object.entries(values)
    .filter(([, value]) => value !== undefined)
    .sort(([one], [other]) => one.localeCompare(other));

/** Whether two product names are equal, or match the same products. */
function sameProduct(one: string | undefined, other: string | undefined): boolean {
  if (one === undefined || other === undefined) return one === other;
  if (one.toLowerCase() === other.toLowerCase()) return true;
  const subscriptionsNamed = (name: string) =>
    matchingSubscriptions(
      products.map(({ id }) => ({ id, product: id })) as unknown as Subscription[],
      name,
      terms,
    ).map(({ id }) => id);
  return subscriptionsNamed(one).length > 0 && subscriptionsNamed(one).join() === subscriptionsNamed(other).join();
}
