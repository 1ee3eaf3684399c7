import type { EventType } from '../../../src/domain/audit/account-event.ts';

const rules = new Intl.PluralRules('en');
const counted = (count: number, one: string, other: string) => (rules.select(count) === 'one' ? one : other);

/** The history of an account: what its user did, and what happened on a date. */
export const historyEn = {
  button: 'History',
  eyebrow: 'Your history',
  none: 'Nothing has happened yet',
  noneWay: 'What you buy and change appears here.',
  title: (count: string, one: number) => `${count} ${counted(one, 'event', 'events')}`,
  caption: 'newest first, amounts incl. tax',
  page: (from: string, to: string, count: string) => `${from} to ${to} of ${count} · newest first, amounts incl. tax`,
  summary: (count: string, one: number) => `Your history: ${count} ${counted(one, 'event', 'events')}.`,
  people: (count: string, one: number) => `${count} ${counted(one, 'person', 'people')}`,
  later: (number: string) => `${number} at renewal`,
  instead: (card: string) => `instead of ${card}`,
  undoes: (order: string) => `undoes ${order}`,
  why: { left: 'you left the organisation', 'not-sold': 'it is no longer sold' },
  whats: {
    buy: 'Bought',
    trial: 'Started a trial',
    add: 'Added licences',
    remove: 'Removed licences',
    split: 'Removed licences',
    schedule: 'Scheduled a new number',
    keep: 'Kept the number',
    cancel: 'Cancelled',
    end: 'Turned renewal off',
    renew: 'Turned renewal on',
    reinstate: 'Undid a cancellation',
    reactivate: 'Reactivated',
    assign: 'Assigned',
    unassign: 'Unassigned',
    'card-add': 'Added a card',
    'card-edit': 'Changed a card',
    'card-attach': 'Attached a card',
    'card-detach': 'Detached a card',
    'card-delete': 'Deleted a card',
    renewal: 'Renewed',
    'monthly-payment': 'Monthly payment',
    conversion: 'Trial became paid',
    'payment-failed': 'Payment failed',
    expired: 'Expired',
    disabled: 'Disabled',
    deleted: 'Deleted',
    'licences-lost': 'Licences taken back',
    'not-renewed': 'Renewal stopped',
    settings: 'Changed settings',
    asked: 'Asked for licences',
    withdrew: 'Withdrew a request',
    answered: 'Answered a request',
    'sent-again': 'Sent a message again',
  } satisfies Record<EventType, string>,
};

export type HistoryStrings = typeof historyEn;
