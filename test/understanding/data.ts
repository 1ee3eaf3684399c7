import { nameWordsOf } from '../../dialogs/understanding/slots/person-names.ts';
import { type UnderstandingResult, understand } from '../../dialogs/understanding/understand.ts';
import { sandboxOrganisation } from '../../src/providers/sandbox/organisation.ts';

type Language = 'en' | 'nl';

const { terms, people } = sandboxOrganisation();
const products = [...terms.products.values()];
const isName = nameWordsOf(people);
/** The day on which the sentences are understood. */
const today = Date.UTC(2026, 10, 22, 12, 4);
const locales: Record<Language, string> = { en: 'en-GB', nl: 'nl-NL' };

/** What a sentence means, without how certain it is. */
export function understandSentence(
  text: string,
  language: Language = 'en',
  locale = locales[language],
): UnderstandingResult {
  const { certainty: _certainty, ...result } = understand(text, {
    locale,
    products,
    isName,
    today,
  }) as UnderstandingResult & {
    readonly certainty?: number;
  };
  return result as UnderstandingResult;
}
