import { existsSync, readFileSync } from 'node:fs';
import type { Intent } from '../../dialogs/understanding/intent.ts';
import { type UnderstandingResult, understand } from '../../dialogs/understanding/understand.ts';
import { matchingSubscriptions } from '../../src/application/subscriptions/match-product.ts';
import type { Subscription } from '../../src/domain/subscription/subscription.ts';
import { sandboxOrganisation } from '../../src/providers/sandbox/organisation.ts';

/** A sentence and what it means; `unknown` when it means nothing here. */
export interface Sentence {
  readonly say: string;
  readonly means: Intent | { readonly verb: 'unknown' };
}

type Language = 'en' | 'nl';

const { terms } = sandboxOrganisation();
const products = [...terms.products.values()];
/** The day the sentences are said on. */
const today = Date.UTC(2026, 10, 22, 12, 4);
const locales: Record<Language, string> = { en: 'en-GB', nl: 'nl-NL' };

/** Where the sentences are: two to develop with, one kept apart to judge by. */
export type Half = 'sentences' | 'more' | 'held-out';

/** The sentences to develop with, or those kept apart to judge by: none where they are not at hand. */
export function sentencesOf(half: Half, language: Language): readonly Sentence[] {
  const file = new URL(`${half}.${language}.json`, import.meta.url);
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : [];
}

export const understood = (said: string, language: Language = 'en', locale = locales[language]): UnderstandingResult =>
  understand(said, { locale, products, today });

/** How a sentence came out: a meaning that is not its own is worse than none. */
export function outcome({ say, means }: Sentence, language: Language): 'right' | 'asked' | 'wrong' {
  const found = understood(say, language);
  if (means.verb === 'unknown') return found.kind === 'unknown' ? 'right' : found.kind === 'unsure' ? 'asked' : 'wrong';
  if (found.kind !== 'sure') return 'asked';
  return sameIntent(found.intent, means) ? 'right' : 'wrong';
}

function sameIntent(one: Intent, other: Intent): boolean {
  const [{ product: first, ...values }, { product: second, ...others }] = [fields(one), fields(other)];
  return sameProduct(first, second) && JSON.stringify(sorted(values)) === JSON.stringify(sorted(others));
}

/** An intent without its page, its people in lower case. */
function fields(intent: Intent): { product?: string } & Record<string, unknown> {
  const { page: _page, people, ...rest } = intent as Record<string, unknown> & { people?: readonly string[] };
  return { ...rest, ...(people && { people: people.map((name) => name.trim().toLowerCase()) }) };
}

const sorted = (values: object) =>
  Object.entries(values)
    .filter(([, value]) => value !== undefined)
    .sort(([one], [other]) => one.localeCompare(other));

/** The same name, or two names for the same products. */
function sameProduct(one: string | undefined, other: string | undefined): boolean {
  if (one === undefined || other === undefined) return one === other;
  if (one.toLowerCase() === other.toLowerCase()) return true;
  const meant = (said: string) =>
    matchingSubscriptions(
      products.map(({ id }) => ({ id, product: id })) as unknown as Subscription[],
      said,
      terms,
    ).map(({ id }) => id);
  return meant(one).length > 0 && meant(one).join() === meant(other).join();
}
