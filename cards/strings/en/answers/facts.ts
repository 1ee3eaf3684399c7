import { pluralFor } from '../../plural.ts';

const plural = pluralFor('en');

/** Answers to questions about one's own subscriptions, and about what is not possible. */
export const facts = {
  price: {
    eyebrow: 'Price · excl. tax',
    each: 'a licence',
    forMany: (count: string) => `for ${count} licences`,
    month: 'a month',
    year: 'a year',
    plan: { monthly: 'Monthly', annual: 'Yearly', 'annual-monthly': 'Yearly, paid monthly' },
    noPrice: (product: string) => `${product} has no price at the moment`,
    noPriceText: 'It is not sold. The catalogue shows what you can buy.',
    moreEyebrow: 'Price of more licences',
    more: (count: string, product: string) => `${count} more ${product}`,
    today: 'Today, incl. tax',
    renewal: (date: string) => `At the renewal on ${date}, incl. tax`,
    whichProduct: 'Price of which product?',
    add: (count: string) => `Add ${count}`,
  },
  cost: {
    eyebrow: 'What you pay · excl. tax',
    month: (amount: string) => `${amount} a month`,
    year: (amount: string) => `${amount} a year`,
    caption: (count: number) => `for ${count} active ${plural(count, 'subscription', 'subscriptions')}`,
    none: 'You pay nothing at the moment',
    noneText: 'You have no active paid subscriptions.',
  },
  charge: {
    eyebrow: 'Why you were charged',
    order: 'Order',
    renewed: 'Charged at the renewal, without an order.',
    ordered: (person: string) => `Ordered by ${person}.`,
    invoice: 'Invoice',
    date: 'Date',
    card: 'Card',
    product: 'Product',
    onInvoice: (amount: string, id: string) => `Together ${amount} on invoice ${id}.`,
    none: 'No such charge found',
    noneText: 'Your invoices of the last twelve months have no such charge. These come nearest:',
    noneAtAll: 'You were not charged in this period.',
    noTwice: 'Nothing was charged twice',
    noTwiceText: 'No two charges for the same product have the same amount on the same day. Your latest charges:',
    twice: (count: string) => `${count} charges look alike`,
    twiceText: 'Each has its own order or renewal:',
    open: 'Show invoice',
  },
  renewal: {
    eyebrow: (product: string) => product,
    renews: (date: string) => `Renews on ${date}`,
    ends: (date: string) => `Ends on ${date}, not renewed`,
    trialConverts: (date: string) => `Trial: paid from ${date}`,
    trialEnds: (date: string) => `Trial: ends on ${date}`,
    ended: (date: string) => `Ended on ${date}`,
    pastDue: (date: string) => `Unpaid since ${date}`,
    amount: 'Renewal price, excl. tax',
    turnOff: 'Stop renewing',
  },
  refund: {
    possible: (amount: string) => `${amount} back if you cancel now`,
    until: (date: string) => `Until ${date}`,
    licences: 'Licences with a refund',
    deadline: 'Refund possible until',
    none: 'No refund possible any more',
    noneText: (days: number) =>
      `A refund is possible within ${days} days of buying, adding or renewing. You can still stop the renewal.`,
    nonePaid: 'There is nothing to refund: nothing was charged.',
  },
  free: {
    title: (free: string, owned: string) => `${free} of ${owned} licences are free`,
    all: (free: string) => `${free} licences are free`,
    none: 'No licence is free',
    value: (free: string, owned: string) => `${free} of ${owned}`,
    eyebrow: 'Free licences',
  },
  paidWith: {
    card: (card: string) => `Paid with ${card}`,
    none: 'No card pays for it',
    noneText: 'Add a card to a billing profile, so that it can renew.',
    profile: 'Billing profile',
  },
  cannot: {
    eyebrow: 'Not possible',
    'change-plan': {
      title: 'One plan cannot become another',
      text: 'Buy the other plan first, then cancel this one. You review and confirm both.',
    },
    'change-term': {
      title: 'The term cannot be changed',
      text: 'Stop the renewal of this subscription, and buy it again with the term that you want.',
    },
    pause: {
      title: 'A subscription cannot be paused',
      text: 'You can remove licences that are not used, or stop the renewal and reactivate it later.',
    },
    transfer: {
      title: 'A subscription cannot be given to a colleague',
      text: 'Your colleague can buy it, after which you cancel yours. An administrator can take it over in the admin centre.',
    },
    'pay-otherwise': {
      title: 'Only payment cards are accepted',
      text: 'PayPal, iDEAL, bank transfers and payment on invoice are not available for self-service purchases.',
    },
    remind: {
      title: 'I cannot set a reminder of your own',
      text: 'I remind you before a subscription renews or ends. You choose in the settings how many days before.',
    },
  },
  nextWish: (text: string) => `Next: ${text}`,
};
