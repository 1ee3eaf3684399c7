import { en, type Strings } from '../strings/en/en.ts';
import { nl } from '../strings/nl/nl.ts';
import { type Formats, formatsFor } from './formats.ts';
import { type Links, worldwide } from './links.ts';

type Language = 'en' | 'nl';

/** Everything a person reads, in one language, with numbers, money and dates as one locale writes them. */
export interface Translations extends Strings, Formats {
  readonly lang: Language;
  readonly links: Links;
}

const strings: Record<Language, Strings> = { en, nl };
const usual: Record<Language, string> = { en: 'en-GB', nl: 'nl-NL' };
const held = new WeakMap<Links, Map<string, Translations>>();

/** The words for a locale such as `nl-BE`; English where the language is not spoken here. */
export function translationsFor(locale = 'en', links: Links = worldwide): Translations {
  const exact = localeFor(locale);
  const all = held.get(links) ?? new Map<string, Translations>();
  const known = all.get(exact);
  if (known) return known;
  const lang = languageOf(exact) ?? 'en';
  const translations = { lang, links, ...strings[lang], ...formatsFor(exact) };
  held.set(links, all.set(exact, translations));
  return translations;
}

/** The language a locale asks for, if it is one of ours. */
const languageOf = (locale: string): Language | undefined => {
  const language = locale.slice(0, 2).toLowerCase();
  return language === 'en' || language === 'nl' ? language : undefined;
};

/** Channels send what they like: only a real region of a language of ours is kept, so that few formatters are held. */
function localeFor(locale: string): string {
  const language = languageOf(locale) ?? 'en';
  return /^(en|nl)-[A-Z]{2}$/.test(locale) ? locale : usual[language];
}
