import type { PurchaseColumn, PurchaseCondition } from '../../../src/application/administration/purchase-filter.ts';
import type { Policy } from '../../../src/domain/catalogue/product.ts';
import type { Refusal } from '../../../src/domain/common/refusal.ts';
import type { RefusalText } from './en.ts';

const rules = new Intl.PluralRules('en');
const counted = (count: number, one: string, other: string) => (rules.select(count) === 'one' ? one : other);

/** The cards and pages on which an administrator sees the organisation's purchases. */
export const administrationEn = {
  all: 'All purchases',
  example: ['See what everybody bought', 'all purchases'] as readonly [what: string, phrase: string],
  list: {
    eyebrow: 'All purchases · read only',
    month: (amount: string) => `${amount} a month`,
    caption: (count: string, one: number) => `${count} ${counted(one, 'purchase', 'purchases')} · excl. tax`,
    page: (from: string, to: string, count: string) => `${from} to ${to} of ${count} · excl. tax`,
    used: (used: string, owned: string) => `${used} of ${owned} assigned`,
    summary: (count: string, one: number, total: string) =>
      `${count} ${counted(one, 'purchase', 'purchases')}, ${total} a month.`,
    none: 'No purchases found',
    noneWay: 'Nothing matches these filters. Remove a filter, or search for something else.',
    nothing: 'No purchases yet',
    nothingWay: 'Subscriptions that people buy themselves appear here.',
  },
  /** How a purchase stands. */
  conditions: {
    active: 'Active',
    ends: 'Ends',
    trial: 'Trial',
    'past-due': 'Unpaid',
    cancelled: 'Cancelled',
    expired: 'Expired',
    disabled: 'Disabled',
    left: 'Purchaser left',
  } satisfies Record<PurchaseCondition, string>,
  next: {
    active: (date: string) => `renews ${date}`,
    ends: (date: string) => date,
    trial: (date: string) => `until ${date}`,
    'past-due': (date: string) => `since ${date}`,
    cancelled: (date: string) => `on ${date}`,
    expired: (date: string) => `until ${date}`,
    disabled: (date: string) => `since ${date}`,
  },
  leftNote: 'left the organisation',
  filter: {
    eyebrow: 'All purchases',
    title: 'Which purchases?',
    search: 'Name, product or number',
    searchHint: 'Noor, Visio',
    product: 'Product',
    state: 'State',
    within: 'Expiry date',
    sort: 'Sort by',
    any: 'All',
    days: (count: number) => `Within ${count} days`,
    summary: 'Which purchases: search and filter.',
    words: (said: string) => `“${said}”`,
    of: (name: string) => `of ${name}`,
  },
  columns: {
    purchaser: 'Purchaser',
    product: 'Product',
    licences: 'Licences',
    assigned: 'Assigned',
    since: 'Bought',
    ends: 'Expiry date',
    price: 'Purchase price',
    monthly: 'Per month',
    state: 'State',
  } satisfies Record<PurchaseColumn, string>,
  descending: (column: string) => `${column}, highest first`,
  buttons: {
    filter: 'Filter',
    totals: 'Totals',
    policy: 'Policy',
    csv: 'CSV',
    page: 'Open as a page',
    find: 'Find',
    purchaser: 'Their purchases',
    centre: 'Open admin centre',
  },
  one: {
    unknownPrice: 'not known',
    eyebrow: 'Purchase · read only',
    caption: 'licences assigned',
    purchaser: 'Purchaser',
    left: (name: string) => `${name} (left the organisation)`,
    leftRuns: (date: string) =>
      `The purchaser left the organisation. People keep their licences until ${date}. It does not renew.`,
    leftEnded: 'The purchaser left the organisation.',
    licences: 'Licences bought',
    expiry: 'Expiry date',
    price: (period: string) => `Purchase price per licence, ${period}`,
    monthly: 'Per month, excl. tax',
    since: 'Bought',
    renews: 'Renews',
    yes: 'Yes',
    no: 'No',
    number: 'Subscription',
    reason: 'Reason for cancellation',
    holders: 'Assigned to',
    more: (names: string, more: string) => `${names} and ${more} more`,
    others: (more: string) => `And ${more} more`,
    nobody: 'Nobody',
    summary: (product: string, name: string, used: string, owned: string) =>
      `${product}, bought by ${name}: ${used} of ${owned} licences assigned.`,
  },
  totals: {
    eyebrow: 'All purchases',
    title: 'What the organisation spends',
    caption: (purchases: string, people: string) => `a month, excl. tax · ${purchases} by ${people}`,
    purchases: (count: string, one: number) => `${count} ${counted(one, 'purchase', 'purchases')}`,
    people: (count: string, one: number) => `${count} ${counted(one, 'person', 'people')}`,
    chart: 'Per month, by product',
    series: 'Per month',
    alt: (products: string) => `Per month, by product: ${products}`,
    product: (name: string, licences: string) => `${name} · ${licences}`,
    other: 'Other products',
    licences: 'Licences',
    assigned: 'Assigned',
    summary: (total: string) => `The organisation spends ${total} a month.`,
  },
  policy: {
    eyebrow: 'Self-service policy',
    title: 'What people may buy',
    way: 'A policy stops new purchases, never existing ones. It is set in the admin centre.',
    words: {
      Enabled: 'Allowed',
      OnlyTrialsWithoutPaymentMethod: 'Trials only',
      Disabled: 'Not allowed',
    } satisfies Record<Policy, string>,
    summary: 'Self-service policy, product by product.',
  },
  page: {
    title: 'All purchases',
    intro: 'Everything that people in the organisation bought themselves. Only the purchaser can change it.',
    who: (name: string) => `Signed in as ${name}`,
    search: 'Search and filter',
    reset: 'Show all',
    results: 'Purchases',
    pages: 'Pages',
    at: (page: string, of: string) => `Page ${page} of ${of}`,
    next: 'Next',
    previous: 'Previous',
    csv: 'Download as CSV',
    back: 'Back to all purchases',
    share: 'Share',
    policy: 'Self-service policy',
    product: 'Product',
    allowed: 'Policy',
    centre: 'Change it in the admin centre',
    also: 'Your products in the admin centre',
    broken: 'That did not work',
    brokenWay: 'Try again. Reference',
  },
  csv: {
    name: 'purchases',
    unreadable: 'Cannot be read now',
    columns: [
      'Product',
      'Purchaser',
      'Purchaser left',
      'Subscription',
      'Licences bought',
      'Licences assigned',
      'Assigned to',
      'Bought',
      'Expiry date',
      'Renews',
      'Currency',
      'Purchase price',
      'Term',
      'Per month',
      'State',
      'Reason for cancellation',
    ] as readonly string[],
  },
  refusal: (
    refusal: Extract<Refusal, { kind: 'not-administrator' | 'read-only' | 'unknown-purchase' }>,
  ): RefusalText => {
    switch (refusal.kind) {
      case 'not-administrator':
        return {
          title: 'Only administrators see what others bought',
          way: 'You can see and change what you bought yourself.',
        };
      case 'read-only':
        return {
          title: refusal.said ? `“${refusal.said}” is not yours to change` : 'That is not yours to change',
          way: 'Only the purchaser can change it. You can take a subscription over in the admin centre.',
        };
      case 'unknown-purchase':
        return { title: 'I cannot find that purchase', way: 'It may have ended. Look for it in all purchases.' };
    }
  },
};
