import type { CardState } from '../../../src/domain/account/card-state.ts';
import type { PaymentRequest } from '../../../src/domain/account/payment-method.ts';
import type { Refusal } from '../../../src/domain/common/refusal.ts';
import type { Formats } from '../../kit/formats.ts';

/** Refusals about cards and billing profiles. */
export type WalletRefusal = Extract<
  Refusal,
  {
    kind:
      | 'unknown-card'
      | 'unknown-profile'
      | 'card-attached'
      | 'card-expired'
      | 'already-attached'
      | 'nothing-attached'
      | 'card-country'
      | 'code-needed'
      | 'too-many-cards'
      | 'card-declined'
      | 'card-company-silent';
  }
>;

interface Said {
  readonly title: string;
  readonly way: string;
  readonly fact?: readonly [label: string, value: string];
}

const rules = new Intl.PluralRules('en');
const counted = (count: number, one: string, other: string) => (rules.select(count) === 'one' ? one : other);

/** The cards and pages about payment cards and billing profiles. */
export const payment = {
  failed: {
    eyebrow: 'Payment failed',
    again: (card: string) =>
      card === ''
        ? 'There is no card to charge. Attach a card to its billing profile before the next try. People keep their licences until then.'
        : `${card} was declined. Attach another card, or correct this one, before the next try. People keep their licences until then.`,
    over: 'The last try failed as well, so the subscription has ended. You can reactivate it with another card.',
    summary: (product: string) => `The payment for ${product} failed.`,
  },
  button: 'Payment methods',
  add: 'Add card',
  newCard: 'New card',
  edit: 'Edit',
  remove: 'Delete',
  replace: 'Replace card',
  attach: 'Attach card',
  detach: 'Detach',
  openPage: 'Open page',
  profileName: 'Default',
  wallet: {
    eyebrow: 'Payment',
    title: 'Payment methods',
    none: 'You have no card yet',
    noneWay: 'The first card you add is attached to a billing profile of its own.',
    caption: (profiles: number, cards: number) =>
      `${profiles} billing ${counted(profiles, 'profile', 'profiles')}, ${cards} ${counted(cards, 'card', 'cards')}`,
    profiles: 'Billing profiles',
    cards: 'Cards',
    pays: (count: number) => `pays for ${count} ${counted(count, 'subscription', 'subscriptions')}`,
    noCard: 'No card',
    unpaid: 'Unpaid',
    expires: (date: string) => `expires ${date}`,
    expired: (date: string) => `expired ${date}`,
  },
  state: {
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
    unpaidWay: 'Attach a card that works: the payment is then tried again at once.',
    nothing: 'It has no upcoming payments.',
  },
  choose: {
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
    mends: 'Failed payment, tried again at once',
    replaced: 'Stays among your cards',
    fails: 'Left without a card',
    failsWay: 'Without another card the next payment of these subscriptions will fail.',
    paysNothing: 'This billing profile has no upcoming payments.',
    deleteWay: 'Nothing is paid with it. To use it later, you have to add it again.',
    attachButton: (lastFour: string) => `Attach •••• ${lastFour}`,
    detachButton: 'Detach card',
    deleteButton: 'Delete card',
    unclear: 'I can’t use that here. Press a button.',
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
    loose: 'Not attached to a billing profile yet: nothing is paid with it.',
    detached: (profile: string) => `Billing profile ${profile} has no card now.`,
    replaced: (card: string) => `${card} stays among your cards.`,
    pays: 'Pays for',
    fails: 'Next payment will fail',
    paid: 'Paid now',
    declined: 'Declined again',
    open: 'Being tried',
    declinedWay: 'The failed payment was declined again. Try another card. The planned tries go on.',
  },
  opening: {
    add: 'Add card',
    edit: 'Edit card',
    addTo: (profile: string) => `A new card for ${profile}`,
    addTitle: 'A new card',
    way: (minutes: number) =>
      `You enter card details on a separate page, never in the chat. It is for you alone and works once, within ${minutes} minutes.`,
    notHere: 'Open a chat with me alone to manage your cards.',
  },
  typed: {
    eyebrow: 'Nothing saved',
    title: 'That looked like a card number',
    way: 'It was not saved, and I can’t use it here. You enter card details on a separate page.',
  },
  page: {
    addTitle: 'Add a card',
    editTitle: 'Edit card',
    addTo: 'It will pay for billing profile {profile}.',
    intro: 'The number and security code go to the card company and are not saved here.',
    number: 'Card number',
    fixed: 'The number cannot be changed. For another card, add a new one.',
    expires: 'Valid through',
    expiresHint: 'MM/YY',
    needsScript: 'This page needs JavaScript.',
    code: 'Security code',
    codeHint: '3 digits on the back',
    codeHint4: '4 digits on the front',
    holder: 'Name on card',
    line: 'Street and number',
    postalCode: 'Postal code',
    city: 'City',
    country: 'Country',
    countryHint: 'A card must be from the country of your organisation.',
    save: 'Save card',
    saving: 'Saving…',
    problems: {
      'number-empty': 'Enter the card number.',
      'number-digits': 'A card number has digits only.',
      'number-length': 'A card number has 12 to 19 digits.',
      'number-wrong': 'This card number has a mistake in it. Check the digits.',
      'number-unknown': 'This kind of card is not known. Use another card.',
      'number-fixed': 'The number of a card cannot be changed.',
      'expires-empty': 'Enter month and year, such as 04/29.',
      'expires-shape': 'Write month and year as MM/YY, such as 04/29.',
      'expires-past': 'This card has expired. Use another card.',
      'expires-far': 'No card is valid that long. Check the year.',
      'code-empty': 'Enter the security code.',
      'code-3': 'The security code has 3 digits.',
      'code-4': 'The security code has 4 digits.',
      'holder-empty': 'Enter the name on the card.',
      'holder-wrong': 'Enter the name as it is printed on the card, not a number.',
      'holder-long': 'A name has at most 60 characters.',
      'line-empty': 'Enter street and number.',
      'line-long': 'An address has at most 100 characters.',
      'line-wrong': 'A card number does not belong here.',
      'city-empty': 'Enter the city.',
      'city-long': 'A city has at most 60 characters.',
      'city-wrong': 'Enter a city, not a number.',
      'postalCode-empty': 'Enter the postal code.',
      'postalCode-NL': 'A Dutch postal code looks like 1234 AB.',
      'postalCode-BE': 'A Belgian postal code has 4 digits.',
      'postalCode-DE': 'A German postal code has 5 digits.',
      'postalCode-FR': 'A French postal code has 5 digits.',
      'postalCode-GB': 'A British postcode looks like SW1A 1AA.',
      'postalCode-US': 'A ZIP code looks like 12345 or 12345-6789.',
      'postalCode-wrong': 'This is not a postal code.',
      'country-wrong': 'A card must be from the country of your organisation.',
    },
    mend: 'Nothing was saved. Correct the marked fields.',
    unreachable: 'Nothing was saved: there was no connection. Try again.',
    done: 'Done, you can close this window',
    doneWay: 'The chat shows what was saved.',
    used: 'This page was already used',
    expired: 'This page has expired',
    newOne: 'Go back to the chat and open it again: type “payment methods”.',
    unknown: 'There is no such page',
    otherPerson: 'This page is for another person',
    otherPersonWay:
      'Only the person who opened it in the chat can use it. Sign in as that person, or open a page of your own.',
    busy: 'This card is being saved',
    busyWay: 'Wait for the chat to show the result.',
    tooMany: 'Too many cards were declined on this page',
    enough: 'Too many of your cards were declined today',
    enoughWay: 'Nothing is saved for now. Ask your bank what is wrong, and try again tomorrow.',
    broken: 'That did not work. Nothing was saved.',
    refused: 'Nothing was saved.',
    foreign: 'This request came from another page. Nothing was saved.',
    signIn: {
      title: 'Who are you?',
      way: 'This is a test: pick the person you are in the chat.',
      person: 'Person',
      go: 'Continue',
    },
  },
  refusal: (refusal: WalletRefusal, say: Formats): Said => {
    switch (refusal.kind) {
      case 'unknown-card':
        return { title: 'That card is not among yours', way: 'Pick one from your payment methods.' };
      case 'unknown-profile':
        return { title: 'That billing profile is not yours', way: 'Pick one from your billing profiles.' };
      case 'card-attached':
        return {
          title: `${refusal.card} is attached to ${refusal.profile}`,
          way: 'Attach another card there, or detach this one. Then you can delete it.',
        };
      case 'card-expired':
        return {
          title: `${refusal.card} has expired`,
          way: 'Use another card, or edit its date.',
          fact: ['Until', say.date(refusal.at)],
        };
      case 'already-attached':
        return { title: `${refusal.card} already pays for ${refusal.profile}`, way: 'Pick another card.' };
      case 'nothing-attached':
        return { title: `${refusal.profile} has no card`, way: 'Attach a card first.' };
      case 'card-country':
        return {
          title: 'That card is from another country',
          way: 'A card must be from the country of your organisation.',
          fact: ['Country', refusal.country],
        };
      case 'code-needed':
        return {
          title: 'The security code is needed',
          way: `Enter the ${refusal.digits} digits on the card to save it.`,
        };
      case 'too-many-cards':
        return {
          title: `You already have ${say.number(refusal.max)} cards`,
          way: 'Delete one that you do not use, then add another.',
        };
      case 'card-declined':
        return { title: 'The card was declined', way: 'Nothing was saved. Ask your bank, or use another card.' };
      case 'card-company-silent':
        return {
          title: 'The card company does not answer',
          way: 'Nothing was saved or charged. Try again in a few minutes.',
        };
    }
  },
};
