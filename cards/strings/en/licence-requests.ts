import type { Refusal } from '../../../src/domain/common/refusal.ts';
import type { Formats } from '../../kit/formats.ts';
import type { RefusalText } from './en.ts';

const plural = new Intl.PluralRules('en');
const counted = (count: number, one: string, other: string) => (plural.select(count) === 'one' ? one : other);

/** What is wrong with a licence request, or with the answer to one. */
type RequestRefusal = Extract<
  Refusal,
  {
    kind:
      | 'nobody-decides'
      | 'already-asked'
      | 'too-many-requests'
      | 'not-members'
      | 'no-why'
      | 'why-too-long'
      | 'needs-approval'
      | 'unknown-request'
      | 'request-decided';
  }
>;

/** Asking for licences, and deciding on it. */
export const requestsEn = {
  askFor: 'Ask for it',
  mine: 'My requests',
  toDecide: 'Requests to decide',
  form: {
    eyebrow: 'Ask for a licence',
    caption: 'Nothing is asked yet',
    people: 'For whom',
    why: 'Why it is needed',
    whyHint: 'What you or they will do with it',
    hint: (most: number) => `At most ${most} people of your own organisation.`,
    summary: (product: string) => `Ask for a licence of ${product}.`,
    which: 'Which product?',
  },
  review: {
    eyebrow: 'Review · not asked yet',
    caption: (count: number) => `${count} ${counted(count, 'licence', 'licences')}`,
    decides: (count: number) => counted(count, 'Decides', 'One of them decides'),
    until: 'Expires without an answer on',
    ask: (count: string) => `Ask for ${count}`,
    edit: 'Change',
    summary: (product: string, names: string) => `Ask for ${product}: ${names} decides.`,
  },
  own: {
    eyebrow: 'Your request',
    answered: 'Your request · answered',
    summary: (product: string, state: string) => `Your request for ${product}: ${state}.`,
    withdraw: 'Withdraw',
    receipt: 'Show receipt',
    again: 'Ask again',
  },
  decide: {
    eyebrow: 'Licence request',
    again: 'Licence request · reminder',
    title: (who: string, product: string) => `${who} asks for ${product}`,
    free: (wanted: string, free: string, count: number) =>
      `${wanted} of your ${free} free ${counted(count, 'licence', 'licences')}`,
    had: 'They have a licence already',
    add: (free: string, missing: string, count: number) =>
      `a month, excl. tax: ${free} free, ${missing} ${counted(count, 'is', 'are')} added`,
    buy: (period: string) => `${period}, excl. tax: a new subscription`,
    cannot: 'You can reject the request, or leave it open until you have licences.',
    term: 'Term',
    choices: { later: 'Decide later', approve: 'Approve', reject: 'Reject' },
    note: 'A note with your answer',
    noteHint: 'Optional',
    nothing: 'Pick an answer for at least one person.',
    approve: 'Approve',
    approveAll: (count: string) => `Approve all ${count}`,
    reject: 'Reject',
    send: 'Send answers',
    summary: (title: string) => `${title}.`,
  },
  decided: { eyebrow: 'Licence request · closed' },
  why: 'Why',
  quoted: (text: string) => `“${text}”`,
  whom: 'For',
  askedOn: 'Asked on',
  expires: 'Expires on',
  deciders: 'Can decide',
  by: (who: string) => `by ${who}`,
  state: {
    waiting: 'Waiting',
    claimed: 'In progress',
    approved: 'Approved',
    rejected: 'Rejected',
    withdrawn: 'Withdrawn',
    expired: 'Expired',
    answered: 'Answered',
    stopped: 'Not carried out',
  },
  yes: {
    eyebrow: 'Waits for your approval',
    reminder: 'Waits for your approval · reminder',
    over: 'Your approval · closed',
    ask: (who: string) => `Ask ${who}`,
    first: (who: string, monthly: string, above: string) =>
      `${who} has to approve this first: it costs ${monthly} a month, more than ${above}. Nothing is charged until then.`,
    title: (who: string, product: string) => `${who} wants to buy ${product}`,
    month: 'a month, excl. tax, on their own card',
    ownMonth: 'a month, excl. tax',
    licences: 'Licences',
    stoppedWay: 'It was approved, but something has changed since. Review it again.',
    again: 'Review again',
  },
  list: {
    own: 'My requests',
    decide: 'Requests to decide',
    noneOwn: 'You have not asked for anything',
    noneOwnWay: 'You can ask for a licence if a product cannot be bought, or if a colleague has one left.',
    noneDecide: 'You have no requests to decide',
    noneDecideWay: 'Requests go to teammates with licences left, or else to the manager.',
    title: (count: number) => `${count} ${counted(count, 'request', 'requests')}`,
    row: (state: string, count: number, day: string) =>
      `${state} · ${count} ${counted(count, 'person', 'people')} · ${day}`,
  },
  home: {
    unit: (count: number) => counted(count, 'request', 'requests'),
    what: 'You have requests to decide',
    detail: 'Approve or reject',
  },
  refusal: (refusal: RequestRefusal, say: Formats): RefusalText => {
    switch (refusal.kind) {
      case 'nobody-decides':
        return {
          title: `There is no one to decide about ${refusal.product}`,
          way: 'No teammate has a licence left, and the directory names no manager for you. Ask your administrator.',
        };
      case 'already-asked':
        return {
          title: `You already asked for ${refusal.product}`,
          way: 'That request is still open. Wait for the answer, or withdraw it first.',
        };
      case 'too-many-requests':
        return {
          title: `You asked ${say.number(refusal.max)} times in 24 hours`,
          way: 'The people who decide are told about each request. Wait for the answers, and ask again tomorrow.',
        };
      case 'not-members':
        return {
          title: `Not in your organisation: ${refusal.names.join(', ')}`,
          way: 'A licence can be asked for members of your own organisation only.',
        };
      case 'no-why':
        return { title: 'The reason is missing', way: 'Write why it is needed, for the person who decides.' };
      case 'why-too-long':
        return {
          title: `${say.number(refusal.letters)} characters are too many`,
          way: `Shorten it to ${say.number(refusal.max)}.`,
        };
      case 'needs-approval':
        return {
          title: `${refusal.manager} has to approve this first`,
          way: `Nothing was bought. Review ${refusal.product} again, then ask for approval.`,
        };
      case 'unknown-request':
        return { title: 'That request is not yours', way: 'See your own requests, or those you can decide.' };
      case 'request-decided':
        return { title: 'The request was decided meanwhile', way: 'Look at the request to see how.' };
    }
  },
};
