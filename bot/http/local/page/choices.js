import { STRINGS } from './strings.js';

/** @typedef {{ id: string, name?: string, locale: string, role: string }} Persona */

/** A visitor who is not in the directory, with the same id each time in this browser. */
function visitor() {
  const id = localStorage.getItem('visitor') ?? `visitor-${crypto.randomUUID()}`;
  localStorage.setItem('visitor', id);
  return { id, locale: navigator.language, role: 'visitor' };
}

/**
 * Lists the people that a tester can act as.
 * @param {readonly Persona[]} personas
 * @returns {Persona[]}
 */
export const listPeople = (personas) => [...personas, visitor()];

/**
 * The person in the URL (?as=manager), or the first.
 * @param {Persona[]} people
 */
export function selectedPerson(people) {
  const wantedRole = new URLSearchParams(location.search).get('as');
  return people.find(({ role }) => role === wantedRole) ?? people[0];
}

/**
 * The language in the URL (&lang=nl), or the person's last choice, or the person's own language.
 * @param {Persona} person
 * @returns {import('./strings.js').Language}
 */
export function selectedLanguage({ id, locale }) {
  const language = new URLSearchParams(location.search).get('lang') ?? localStorage.getItem(`language ${id}`) ?? locale;
  return language.startsWith('nl') ? 'nl' : 'en';
}

/**
 * Saves the language for this person and in the URL, so that a reload keeps it.
 * @param {Persona} person
 * @param {import('./strings.js').Language} language
 */
export function saveLanguage({ id, role }, language) {
  localStorage.setItem(`language ${id}`, language);
  history.replaceState(null, '', `?${new URLSearchParams({ as: role, lang: language })}`);
}

/**
 * @param {Persona} person
 * @param {import('./strings.js').Language} language
 */
export function labelOf({ name, role }, language) {
  const { visitor, roles } = STRINGS[language];
  return `${name ?? visitor} · ${roles[role] ?? role.replaceAll('-', ' ')}`;
}
