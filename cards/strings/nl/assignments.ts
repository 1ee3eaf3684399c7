import type { assignments as english } from '../en/assignments.ts';
import { pluralFor } from '../plural.ts';

const plural = pluralFor('nl');
const licences = (count: number) => plural(count, 'licentie', 'licenties');
const people = (count: number) => plural(count, 'persoon', 'mensen');

export const assignments: typeof english = {
  form: {
    free: (count, of) => `${count} ${licences(of)} vrij`,
    pick: 'Mensen',
    find: 'Naam, of een lijst',
    placeholder: 'Anna Smit, bo@example.com',
    hint: (max) => `Maximaal ${max} mensen tegelijk.`,
    ambiguous: (names) => `Wie bedoelt u? Vink aan: ${names}.`,
    unknown: (names) => `Niet gevonden: ${names}.`,
    without: (names) => `Niemand met deze licentie heet ${names}.`,
    pickUsed: 'Mensen · laatst gebruikt',
    neverUsed: 'nooit',
    choice: (name, detail) => `${name} · ${detail}`,
    more: (count) => `Nog ${count}: typ een naam om te zoeken.`,
    assignSummary: (product) => `Wie krijgt ${product}?`,
    unassignSummary: (product) => `Wiens licentie voor ${product} wordt ingetrokken?`,
    reduceTitle: 'Wiens licentie vervalt?',
    reduceHint: (count) =>
      `Aangevinkt: ${plural(count, 'wie het product het langst niet gebruikte', `de ${count} die het product het langst niet gebruikten`)}.`,
    buyMissing: (count) => `${count} bijkopen`,
  },
  review: {
    count: (count, of) => `${count} ${people(of)}`,
    gain: (count, left) => `${plural(count, 'krijgt', 'krijgen')} een licentie · daarna nog ${left} vrij`,
    lose: (count) => plural(count, 'raakt vandaag de licentie kwijt', 'raken vandaag hun licentie kwijt'),
    rest: (rest, max) => `${max} mensen tegelijk: hierna kunnen er nog ${rest} volgen.`,
    noneNew: 'Niemand krijgt hiermee een licentie',
    loseToday: 'Vanaf vandaag zonder licentie',
  },
  rows: {
    willGet: 'Krijgt er een',
    willLose: 'Raakt kwijt',
    result: {
      done: 'Gedaan',
      alreadyHad: 'Had er al een',
      none: 'Had er geen',
      refused: 'Geweigerd',
      failed: 'Mislukt',
    },
    since: (date) => `Sinds ${date}`,
    failure: {
      guest: 'Gast: niet in uw organisatie',
      unknown: 'Niet in uw organisatie',
      'no-location': 'Het land is niet bekend: een beheerder kan de gebruikslocatie instellen',
      'not-there': 'Wordt in hun land niet verkocht',
      'no-room': 'Er is geen licentie meer over in uw organisatie',
      clash: 'Kan niet samen met een licentie die zij hebben',
      'needs-other': 'Eerst is een andere licentie nodig',
      service: 'Microsoft 365 heeft het geweigerd',
    },
    noAnswer: 'Geen antwoord, niets gewijzigd',
  },
  result: {
    done: (done, all) => `${done} van ${all} gedaan`,
    left: (count, of) => `nog ${count} ${licences(of)} vrij`,
    summary: (done, all, product) => `${product}: ${done} van ${all} gedaan.`,
    unfinished: (count) => `${count} ingetrokken, aantal ongewijzigd`,
    unfinishedText: (total, why) => `${why} Druk op Opnieuw proberen om ${total} in te stellen.`,
    assignMore: 'Meer toewijzen',
    unassignMore: 'Meer intrekken',
    retry: (count) => `${count} opnieuw proberen`,
  },
  assign: 'Toewijzen',
  unassign: 'Intrekken',
};
