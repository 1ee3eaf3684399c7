import type { CardState } from '../../../src/domain/account/card-state.ts';
import type { PaymentRequest } from '../../../src/domain/account/payment-method.ts';
import { pluralFor } from '../plural.ts';
import { cardPage } from './pages/card-page.ts';

const plural = pluralFor('en');

/** Payment methods and billing profiles. */
export const payments = {
  buttons: {
    methods: 'Payment methods',
    add: 'Add card',
    newCard: 'New card',
    edit: 'Edit',
    delete: 'Delete',
    replace: 'Replace card',
    attach: 'Attach card',
    detach: 'Detach',
    openPage: 'Open page',
  },
  methods: {
    eyebrow: 'Payment',
    title: 'Payment methods',
    none: 'You have no card yet',
    noneText: 'The first card you add is attached to a billing profile of its own.',
    caption: (profiles: number, cards: number) =>
      `${profiles} billing ${plural(profiles, 'profile', 'profiles')}, ${cards} ${plural(cards, 'card', 'cards')}`,
    profiles: 'Billing profiles',
    cards: 'Cards',
    pays: (count: number) => `pays for ${count} ${plural(count, 'subscription', 'subscriptions')}`,
    noCard: 'No card',
    unpaid: 'Unpaid',
    expires: (date: string) => `expires ${date}`,
    expired: (date: string) => `expired ${date}`,
  },
  failed: {
    eyebrow: 'Payment failed',
    retry: (card: string) =>
      card === ''
        ? 'There is no card to charge. Attach a card to its billing profile before the next try. People keep their licences until then.'
        : `${card} was declined. Attach another card, or correct this one, before the next try. People keep their licences until then.`,
    ended: 'The last try failed as well, so the subscription has ended. You can reactivate it with another card.',
    summary: (product: string) => `The payment for ${product} failed.`,
  },
  defaultProfileName: 'Default',
  cardState: {
    'in-use': 'In use',
    attached: 'Attached',
    unused: 'Not used',
    'expires-soon': 'Expires soon',
    expired: 'Expired',
    declined: 'Declined last time',
  } satisfies Record<CardState, string>,
  card: {
    eyebrow: 'Card',
    holder: 'Name on card',
    expires: 'Valid through',
    address: 'Address',
    profiles: 'Billing profiles',
    pays: 'Pays for',
    number: 'The number of a card cannot be changed: add the new card instead.',
  },
  profile: {
    eyebrow: 'Billing profile',
    card: 'Card',
    pays: 'Pays for',
    unpaid: 'Payment failed',
    unpaidText: 'Attach a card that works: the payment is then tried again at once.',
    nothing: 'It has no upcoming payments.',
  },
  replaceCard: {
    eyebrow: 'Replace card',
    title: (profile: string) => `Which card for ${profile}?`,
    caption: 'The card that is replaced stays among your cards.',
  },
  review: {
    eyebrow: 'Review · nothing changed yet',
    attach: (card: string, profile: string) => `${card} pays for ${profile}`,
    detach: (card: string, profile: string) => `Detach ${card} from ${profile}`,
    delete: (card: string) => `Delete ${card}`,
    pays: 'Paid with it from now on',
    retries: 'Failed payment, tried again at once',
    replaced: 'Stays among your cards',
    fails: 'Left without a card',
    failsText: 'Without another card the next payment of these subscriptions will fail.',
    paysNothing: 'This billing profile has no upcoming payments.',
    deleteText: 'Nothing is paid with it. To use it later, you have to add it again.',
    buttons: {
      attach: (lastFour: string) => `Attach •••• ${lastFour}`,
      detach: 'Detach card',
      delete: 'Delete card',
    },
    notUnderstood: 'I can’t use that here. Press a button.',
    changed: 'Something changed since you last looked.',
  },
  receipt: {
    done: {
      add: 'Card added',
      edit: 'Card changed',
      attach: 'Card attached',
      detach: 'Card detached',
      delete: 'Card deleted',
    } satisfies Record<PaymentRequest['act'], string>,
    attached: (profile: string) => `Attached to billing profile ${profile}.`,
    notAttached: 'Not attached to a billing profile yet: nothing is paid with it.',
    detached: (profile: string) => `Billing profile ${profile} has no card now.`,
    replaced: (card: string) => `${card} stays among your cards.`,
    pays: 'Pays for',
    fails: 'Next payment will fail',
    paid: 'Paid now',
    declined: 'Declined again',
    open: 'Being tried',
    declinedText: 'The failed payment was declined again. Try another card. The planned tries go on.',
  },
  pageLink: {
    add: 'Add card',
    edit: 'Edit card',
    addTo: (profile: string) => `A new card for ${profile}`,
    addTitle: 'A new card',
    text: (minutes: number) =>
      `You enter card details on a separate page, never in the chat. It is for you alone and works once, within ${minutes} minutes.`,
  },
  cardNumber: {
    eyebrow: 'Nothing saved',
    title: 'That looked like a card number',
    text: 'It was not saved, and I can’t use it here. You enter card details on a separate page.',
  },
  cardPage,
};
