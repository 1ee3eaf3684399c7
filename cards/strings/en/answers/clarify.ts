import type { FormattedIntent } from '../../formatted-intent.ts';

const licences = (count: string) => (count === '1' ? '1 licence' : `${count} licences`);

const plans = { monthly: ', monthly', annual: ', annual', 'annual-monthly': ', annual, paid monthly' };

const topics = {
  pays: 'who pays',
  sees: 'who sees what you buy',
  leaving: 'leaving the organisation',
  refunds: 'refunds',
  renewal: 'renewal',
  trials: 'trials',
};

/** The question which of several things was meant. */
export const clarify = {
  title: 'Did you mean one of these?',
  /** Below a choice that would change something, and below one that only shows something. */
  changes: 'You see it before anything changes',
  readOnly: 'Nothing changes',
  and: 'and',
  others: (count: string) => `${count} more`,
  /** What each verb would do, as a choice. */
  suggestions: {
    home: () => 'Go to the start',
    list: () => 'Show my subscriptions',
    open: ({ product }: FormattedIntent) => `Show ${product ?? 'a subscription'}`,
    change: ({ product, total, delta, more }: FormattedIntent) => {
      if (total !== undefined) return `Set ${product ?? 'the total'} to ${licences(total)}`;
      if (delta === undefined) return `Change the licences of ${product ?? 'a subscription'}`;
      const of = product ? ` ${more ? 'to' : 'from'} ${product}` : '';
      return more ? `Add ${licences(delta)}${of}` : `Remove ${licences(delta)}${of}`;
    },
    keep: () => 'Keep the present number',
    catalogue: () => 'Show what is for sale',
    buy: ({ product, quantity, plan, trial }: FormattedIntent) => {
      if (!product) return trial ? 'Choose a product to try' : 'Choose a product to buy';
      const what = quantity ? `${quantity} × ${product}` : product;
      return `${trial ? 'Try' : 'Buy'} ${what}${plan ? plans[plan] : ''}`;
    },
    assign: ({ product, people }: FormattedIntent) =>
      `Assign ${product ?? 'a licence'}${people ? ` to ${people}` : ''}`,
    unassign: ({ product, people }: FormattedIntent) =>
      `Unassign ${product ?? 'a licence'}${people ? ` from ${people}` : ''}`,
    holders: ({ product }: FormattedIntent) => `Show who has ${product ?? 'my licences'}`,
    cancel: ({ product }: FormattedIntent) => `Cancel ${product ?? 'a subscription'}`,
    recurring: ({ product, on }: FormattedIntent) =>
      `${on ? 'Renew' : 'Stop renewing'} ${product ?? 'a subscription'}${on ? ' automatically' : ''}`,
    reactivate: ({ product }: FormattedIntent) => `Reactivate ${product ?? 'a subscription'}`,
    undo: () => 'Undo the last change',
    payment: () => 'Show my payment methods',
    profile: () => 'Show a billing profile',
    method: () => 'Show a payment method',
    'add-card': () => 'Add a card',
    'edit-card': () => 'Change a card',
    attach: () => 'Use a card for a billing profile',
    detach: () => 'Stop using a card for a billing profile',
    'delete-card': () => 'Delete a card',
    invoices: ({ period }: FormattedIntent) => (period ? `Show the invoices of ${period}` : 'Show my invoices'),
    invoice: ({ number }: FormattedIntent) => (number ? `Show invoice ${number}` : 'Show the last invoice'),
    spend: ({ period }: FormattedIntent) => (period ? `Show what I spent, ${period}` : 'Show what I spent'),
    undelivered: () => 'Show messages that were not delivered',
    'send-again': () => 'Send a message again',
    history: ({ period }: FormattedIntent) => (period ? `Show what I did, ${period}` : 'Show what I did'),
    price: ({ product, quantity, delta }: FormattedIntent) =>
      `Show the price of ${delta ? `${delta} more ` : quantity ? `${quantity} × ` : ''}${product ?? 'a product'}`,
    cost: ({ product }: FormattedIntent) => `Show what ${product ?? 'everything'} costs me`,
    charge: ({ product }: FormattedIntent) => `Find out why ${product ?? 'something'} was charged`,
    renewal: ({ product }: FormattedIntent) => `Show when ${product ?? 'a subscription'} renews or ends`,
    refund: ({ product }: FormattedIntent) => `Show whether ${product ?? 'a subscription'} can be refunded`,
    free: ({ product }: FormattedIntent) => `Show the free licences${product ? ` of ${product}` : ''}`,
    'paid-with': ({ product }: FormattedIntent) => `Show the card that pays for ${product ?? 'a subscription'}`,
    cannot: () => 'Read why this is not possible',
    receipt: () => 'Show a receipt',
    team: () => 'Show what my team spends',
    settings: () => 'Change what I am told',
    'save-settings': () => 'Save my settings',
    purchases: ({ product }: FormattedIntent) => `Show all purchases${product ? ` of ${product}` : ''}`,
    'purchase-filter': () => 'Search all purchases',
    purchase: () => 'Show a purchase',
    totals: () => 'Show what the organisation spends',
    policy: () => 'Show what people may buy',
    ask: ({ product, people }: FormattedIntent) => `Ask for ${product ?? 'a licence'}${people ? ` for ${people}` : ''}`,
    requests: ({ of }: FormattedIntent): string =>
      of === 'decide' ? 'Show the requests I can decide' : 'Show my requests',
    request: () => 'Show a request',
    answer: () => 'Answer a request',
    withdraw: () => 'Withdraw a request',
    help: ({ topic }: FormattedIntent) => (topic ? `Read about ${topics[topic]}` : 'See what can be done here'),
    questions: () => 'Read answers to questions',
    support: () => 'Contact support',
    say: () => 'Say that again',
    'sign-out': () => 'Sign out',
    language: ({ to }: FormattedIntent) => (to ? `Speak ${to === 'nl' ? 'Dutch' : 'English'}` : 'Choose a language'),
    be: ({ who }: FormattedIntent) => `Act as ${who ?? 'another person'}`,
    stop: () => 'Stop what I was doing',
    back: () => 'Go back one step',
    current: () => 'Show the current card',
  },
};
