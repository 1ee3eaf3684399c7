import { pluralFor } from '../plural.ts';

const plural = pluralFor('en');

/** Asking for licences, and deciding on requests and purchases. */
export const licenceRequests = {
  buttons: {
    askFor: 'Ask for it',
    mine: 'My requests',
    toDecide: 'Requests to decide',
  },
  fields: {
    reason: 'Why',
    quoted: (text: string) => `“${text}”`,
    recipients: 'For',
    askedOn: 'Asked on',
    expires: 'Expires on',
    deciders: 'Can decide',
    decidedBy: (who: string) => `by ${who}`,
  },
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
  form: {
    eyebrow: 'Ask for a licence',
    caption: 'Nothing is asked yet',
    people: 'For whom',
    reason: 'Why it is needed',
    reasonHint: 'What you or they will do with it',
    hint: (most: number) => `At most ${most} people of your own organisation.`,
    summary: (product: string) => `Ask for a licence of ${product}.`,
    whichProduct: 'Which product?',
  },
  review: {
    eyebrow: 'Review · not asked yet',
    caption: (count: number) => `${count} ${plural(count, 'licence', 'licences')}`,
    decides: (count: number) => plural(count, 'Decides', 'One of them decides'),
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
    reminder: 'Licence request · reminder',
    title: (who: string, product: string) => `${who} asks for ${product}`,
    free: (wanted: string, free: string, count: number) =>
      `${wanted} of your ${free} free ${plural(count, 'licence', 'licences')}`,
    alreadyHave: 'They have a licence already',
    add: (free: string, missing: string, count: number) =>
      `a month, excl. tax: ${free} free, ${missing} ${plural(count, 'is', 'are')} added`,
    buy: (period: string) => `${period}, excl. tax: a new subscription`,
    cannot: 'You can reject the request, or leave it open until you have licences.',
    term: 'Term',
    choices: {
      later: 'Decide later',
      approve: 'Approve',
      reject: 'Reject',
    },
    note: 'A note with your answer',
    noteHint: 'Optional',
    nothing: 'Pick an answer for at least one person.',
    approve: 'Approve',
    approveAll: (count: string) => `Approve all ${count}`,
    reject: 'Reject',
    send: 'Send answers',
    summary: (title: string) => `${title}.`,
  },
  closed: {
    eyebrow: 'Licence request · closed',
  },
  approval: {
    eyebrow: 'Waits for your approval',
    reminder: 'Waits for your approval · reminder',
    closed: 'Your approval · closed',
    ask: (who: string) => `Ask ${who}`,
    first: (who: string, monthly: string, above: string) =>
      `${who} has to approve this first: it costs ${monthly} a month, more than ${above}. Nothing is charged until then.`,
    title: (who: string, product: string) => `${who} wants to buy ${product}`,
    month: 'a month, excl. tax, on their own card',
    ownMonth: 'a month, excl. tax',
    licences: 'Licences',
    stopped: 'It was approved, but something has changed since. Review it again.',
    again: 'Review again',
  },
  list: {
    own: 'My requests',
    decide: 'Requests to decide',
    noneOwn: 'You have not asked for anything',
    noneOwnText: 'You can ask for a licence if a product cannot be bought, or if a colleague has one left.',
    noneDecide: 'You have no requests to decide',
    noneDecideText: 'Requests go to teammates with licences left, or else to the manager.',
    title: (count: number) => `${count} ${plural(count, 'request', 'requests')}`,
    row: (state: string, count: number, day: string) =>
      `${state} · ${count} ${plural(count, 'person', 'people')} · ${day}`,
  },
  home: {
    unit: (count: number) => plural(count, 'request', 'requests'),
    title: 'You have requests to decide',
    detail: 'Approve or reject',
  },
};
