/**
 * Strings of the page itself; Web Chat has its own, and the rest comes from the bot.
 * @typedef {'en' | 'nl'} Language
 */
export const STRINGS = {
  en: {
    youAre: 'You are',
    language: 'Language',
    testDate: 'Test date',
    dayOn: '+1 day',
    weekOn: '+1 week',
    nextDue: 'Next due',
    nothingDue: 'Nothing is due',
    visitor: 'Unknown visitor',
    unreachable: 'The bot does not answer. Start it with npm start; this page goes on by itself.',
    clockStuck: 'The test date was not moved. See the log of npm start, then try again.',
    roles: {
      many: 'many subscriptions',
      none: 'no subscriptions',
      'old-invoices': 'old invoices',
      manager: 'manager',
      administrator: 'administrator',
      guest: 'guest',
      left: 'left the organisation',
      visitor: 'not in the directory',
    },
  },
  nl: {
    youAre: 'U bent',
    language: 'Taal',
    testDate: 'Testdatum',
    dayOn: '+1 dag',
    weekOn: '+1 week',
    nextDue: 'Eerstvolgende',
    nothingDue: 'Er staat niets te gebeuren',
    visitor: 'Onbekende bezoeker',
    unreachable: 'De bot antwoordt niet. Start hem met npm start; deze pagina gaat vanzelf verder.',
    clockStuck: 'De testdatum is niet verzet. Bekijk het log van npm start en probeer het opnieuw.',
    roles: {
      many: 'veel abonnementen',
      none: 'geen abonnementen',
      'old-invoices': 'oude facturen',
      manager: 'manager',
      administrator: 'beheerder',
      guest: 'gast',
      left: 'uit dienst',
      visitor: 'niet in de adreslijst',
    },
  },
};

/** Locales of the languages, for Web Chat, Intl and activities. */
export const LOCALES = { en: 'en-GB', nl: 'nl-NL' };

const dateFormat = (language, options) =>
  new Intl.DateTimeFormat(language === 'nl' ? 'nl-NL' : 'en-GB', { timeZone: 'UTC', ...options });

/**
 * @param {Language} language
 * @param {number} at milliseconds since 1970
 */
export const dateAndTime = (language, at) =>
  `${dateFormat(language, { day: 'numeric', month: 'short', year: 'numeric' }).format(at)}, ${dateFormat(language, {
    hour: '2-digit',
    minute: '2-digit',
  }).format(at)} UTC`;

/**
 * @param {Language} language
 * @param {number} at milliseconds since 1970
 */
export const dayAndMonth = (language, at) => dateFormat(language, { day: 'numeric', month: 'short' }).format(at);
