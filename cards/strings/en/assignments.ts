import { pluralFor } from '../plural.ts';

const plural = pluralFor('en');
const licences = (count: number) => plural(count, 'licence', 'licences');
const people = (count: number) => plural(count, 'person', 'people');

/** Assigning and unassigning licences. */
export const assignments = {
  form: {
    free: (count: string, of: number) => `${count} ${licences(of)} free`,
    pick: 'People',
    find: 'Name, or a list',
    placeholder: 'Anna Smit, bo@example.com',
    hint: (max: number) => `Up to ${max} people at a time.`,
    ambiguous: (names: string) => `Who do you mean? Tick: ${names}.`,
    unknown: (names: string) => `Not found: ${names}.`,
    without: (names: string) => `No one with this licence is called ${names}.`,
    pickUsed: 'People · last used',
    neverUsed: 'never',
    choice: (name: string, detail: string) => `${name} · ${detail}`,
    more: (count: number) => `${count} more: type a name to find them.`,
    assignSummary: (product: string) => `Who gets ${product}?`,
    unassignSummary: (product: string) => `Whose ${product} licence is unassigned?`,
    reduceTitle: 'Whose licence is removed?',
    reduceHint: (count: number) =>
      `Ticked: ${plural(count, 'the person who', `the ${count} people who`)} used it longest ago, or never.`,
    buyMissing: (count: string) => `Buy ${count} more`,
  },
  review: {
    count: (count: string, of: number) => `${count} ${people(of)}`,
    gain: (count: number, left: string) => `${plural(count, 'gets', 'get')} a licence · ${left} left after that`,
    lose: (count: number) => plural(count, 'loses the licence today', 'lose their licence today'),
    rest: (rest: string, max: string) => `${max} people at a time: ${rest} more can follow after this.`,
    noneNew: 'No one gets a licence from this',
    loseToday: 'Without a licence from today',
  },
  rows: {
    willGet: 'Gets it',
    willLose: 'Loses it',
    result: {
      done: 'Done',
      alreadyHad: 'Already had it',
      none: 'Had none',
      refused: 'Refused',
      failed: 'Failed',
    },
    since: (date: string) => `Since ${date}`,
    failure: {
      guest: 'Guest: not in your organisation',
      unknown: 'Not in your organisation',
      'no-location': 'Their country is not known: an administrator can set their usage location',
      'not-there': 'Not sold in their country',
      'no-room': 'No licence is left in your organisation',
      clash: 'Cannot be combined with a licence they have',
      'needs-other': 'Needs another licence first',
      service: 'Microsoft 365 refused it',
    },
    noAnswer: 'No answer, nothing changed',
  },
  result: {
    done: (done: number, all: number) => `${done} of ${all} done`,
    left: (count: string, of: number) => `${count} ${licences(of)} left`,
    summary: (done: number, all: number, product: string) => `${product}: ${done} of ${all} done.`,
    unfinished: (count: number) => `${count} unassigned, number unchanged`,
    unfinishedText: (total: string, why: string) => `${why} Press Try again to set ${total}.`,
    assignMore: 'Assign more',
    unassignMore: 'Unassign more',
    retry: (count: string) => `Try ${count} again`,
  },
  assign: 'Assign',
  unassign: 'Unassign',
};
