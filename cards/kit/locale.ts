import { LRUCache } from 'lru-cache';
import { strings as en, type Strings } from '../strings/en/strings.ts';
import { strings as nl } from '../strings/nl/strings.ts';
import { type Formats, formatsFor } from './formats.ts';
import { type Links, worldwide } from './links.ts';
import { type Translated, translated } from './translated.ts';

type Language = 'en' | 'nl';

type TranslatedStrings = Translated<Strings>;

/** All strings in one language, with numbers, money and dates in the format of one locale. */
export interface Translations extends TranslatedStrings, Formats {
  readonly lang: Language;
  readonly links: Links;
}

const strings = { en: translated(en), nl: translated(nl) };
const defaultLocale: Record<Language, string> = { en: 'en-GB', nl: 'nl-NL' };
const MAX_CACHED = 100;
const cache = new WeakMap<Links, LRUCache<string, Translations>>();

/** The translations for a locale such as `nl-BE`; English if the language is not supported. */
export function translationsFor(locale = 'en', links: Links = worldwide): Translations {
  const supported = supportedLocale(locale);
  const byLocale = cache.get(links) ?? new LRUCache<string, Translations>({ max: MAX_CACHED });
  const cached = byLocale.get(supported);
  if (cached) return cached;
  const lang = supportedLanguage(supported) ?? 'en';
  const translations = { lang, links, ...strings[lang], ...formatsFor(supported) };
  cache.set(links, byLocale.set(supported, translations));
  return translations;
}

/** The language of a locale, if it is a supported one. */
const supportedLanguage = (locale: string): Language | undefined => {
  const language = locale.slice(0, 2).toLowerCase();
  return language === 'en' || language === 'nl' ? language : undefined;
};

/** Channels send arbitrary locales: only regions of a supported language are accepted. */
function supportedLocale(locale: string): string {
  const language = supportedLanguage(locale) ?? 'en';
  return /^(en|nl)-[A-Z]{2}$/.test(locale) ? locale : defaultLocale[language];
}
