/** Chooses between the singular and the plural form in a language. */
export function pluralFor(language: 'en' | 'nl') {
  const rules = new Intl.PluralRules(language);
  return (count: number, one: string, other: string) => (rules.select(count) === 'one' ? one : other);
}
