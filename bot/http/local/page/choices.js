import { WORDS } from './words.js';

/** @typedef {{ id: string, name?: string, locale: string, role: string }} Persona */

/** Somebody the directory does not know: always the same one in this browser. */
function visitor() {
  const id = localStorage.getItem('visitor') ?? `visitor-${crypto.randomUUID()}`;
  localStorage.setItem('visitor', id);
  return { id, locale: navigator.language, role: 'visitor' };
}

/**
 * Everybody a tester can be.
 * @param {readonly Persona[]} personas
 * @returns {Persona[]}
 */
export const everybody = (personas) => [...personas, visitor()];

/**
 * Who the address says (?as=manager), else the first.
 * @param {Persona[]} people
 */
export function chosenPerson(people) {
  const as = new URLSearchParams(location.search).get('as');
  return people.find(({ role }) => role === as) ?? people[0];
}

/**
 * What the address says (&lang=nl), else what this person chose before, else their own language.
 * @param {Persona} person
 * @returns {import('./words.js').Language}
 */
export function chosenLanguage({ id, locale }) {
  const wanted = new URLSearchParams(location.search).get('lang') ?? localStorage.getItem(`language ${id}`) ?? locale;
  return wanted.startsWith('nl') ? 'nl' : 'en';
}

/**
 * Remembers the language for this person, and in the address so that a reload keeps it.
 * @param {Persona} person
 * @param {import('./words.js').Language} language
 */
export function rememberLanguage({ id, role }, language) {
  localStorage.setItem(`language ${id}`, language);
  history.replaceState(null, '', `?${new URLSearchParams({ as: role, lang: language })}`);
}

/**
 * @param {Persona} person
 * @param {import('./words.js').Language} language
 */
export function labelOf({ name, role }, language) {
  const { visitor, roles } = WORDS[language];
  return `${name ?? visitor} · ${roles[role] ?? role.replaceAll('-', ' ')}`;
}
