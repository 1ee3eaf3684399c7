import type { Rules } from '../../../src/domain/common/rules.ts';

const all = new Intl.ListFormat('en-GB', { type: 'conjunction' });

/** Help: what can be done, answers to frequent questions, and Microsoft support. */
export const help = {
  eyebrow: 'Help',
  title: 'What you can do here',
  hint: 'Press an example, or type it in your own words.',
  guestTitle: 'Only members of the organisation can buy here',
  guest: 'What you can do here is read answers to questions.',
  /** What is offered by name, in Help and in Teams' list of commands, in this order: each a verb of a conversation. */
  commands: {
    list: {
      title: 'My subscriptions',
      what: 'See what you bought',
      example: () => 'my subscriptions',
    },
    buy: {
      title: 'What can I buy',
      what: 'Buy or try something',
      example: () => 'what can I buy',
    },
    change: {
      title: 'Change licences',
      what: 'Change the number of licences',
      example: (product: string) => `5 more ${product}`,
    },
    assign: {
      title: 'Assign licences',
      what: 'Give people a licence',
      example: (product: string) => `assign ${product}`,
    },
    ask: {
      title: 'Ask for a licence',
      what: 'Get a licence that you need',
      example: (product: string) => `ask for ${product}`,
    },
    cancel: {
      title: 'Cancel a subscription',
      what: 'End a subscription',
      example: (product: string) => `cancel ${product}`,
    },
    invoices: {
      title: 'Invoices',
      what: 'See your invoices',
      example: () => 'invoices of the last 3 months',
    },
    payment: {
      title: 'Payment methods',
      what: 'Manage your cards',
      example: () => 'payment methods',
    },
    history: {
      title: 'My history',
      what: 'See what you did',
      example: () => 'my history',
    },
    settings: {
      title: 'Settings',
      what: 'Choose what you are told',
      example: () => 'settings',
    },
    help: {
      title: 'Help',
      what: 'See what you can do here',
      example: () => 'help',
    },
  },
  otherLanguage: ['Spreek Nederlands', 'language Dutch'] as readonly [what: string, phrase: string],
  impersonate: ['Act as another person (test only)', 'be'] as readonly [what: string, phrase: string],
  quoted: (phrase: string) => `“${phrase}”`,
  questions: 'Questions',
  moreQuestions: 'More questions',
  supportButton: 'Support',
  questionsTitle: 'What do you want to know?',
  faq: 'Microsoft’s frequently asked questions',
  answers: ({ windowDays, expiredDays, disabledDays, trialDays, trialLicences, retryDays }: Rules) => ({
    pays: {
      question: 'Who pays for this?',
      short: 'You do, with your own card',
      answer: [
        'You pay, with the card of the billing profile you choose. Your organisation gets no bill.',
        'Buying and adding are charged at once, for the days left in the term. Each renewal is charged on its day.',
        `A payment that fails is tried again after ${all.format(retryDays.map(String))} days.`,
      ],
    },
    sees: {
      question: 'Who can see what I buy?',
      short: 'You, and your administrators',
      answer: [
        'You see everything. Your administrators see the product, your name, number, end date, price and who has a licence. They cannot change anything.',
        'People who get a licence see the product, not the price. Card numbers are never shown.',
      ],
    },
    leaving: {
      question: 'What happens when I leave?',
      short: 'Licences stay to the end of the term',
      answer: [
        'The people you assigned keep their licence to the end of the term. Then it does not renew.',
        'You can do nothing here any more. An administrator can take the subscription over in the admin centre.',
      ],
    },
    refunds: {
      question: 'Do I get a refund?',
      short: `Within ${windowDays} days, for the unused days`,
      answer: [
        `Cancel or remove licences within ${windowDays} days of buying, adding or renewing: the unused days are refunded.`,
        'Later, a lower number starts at the renewal, and cancelling turns renewal off.',
        'The refund goes to the card you paid with.',
      ],
    },
    renewal: {
      question: 'Does it renew by itself?',
      short: 'Yes, until you turn it off',
      answer: [
        'Every purchase renews by itself at the end of its term, at the price of that day.',
        `Turned off, it runs to its end. After that people keep access for ${expiredDays} days, and the data is kept for ${disabledDays} more.`,
      ],
    },
    trials: {
      question: 'How do trials work?',
      short: `${trialLicences} licences for ${trialDays} days, free`,
      answer: [
        `A trial has ${trialLicences} licences for ${trialDays} days and costs nothing. There is one for each product and person.`,
        'With a card it becomes a paid monthly subscription afterwards, unless you turn renewal off. Without a card it just ends.',
      ],
    },
  }),
  support: {
    eyebrow: 'Support',
    title: 'Ask Microsoft support',
    text: 'Have these numbers at hand. Never send a card number.',
    order: 'Last order',
    invoice: 'Invoice',
    about: 'Your question is about',
    none: 'You have no recent order. Say which product you ask about.',
    open: 'Open support',
    summary: 'Where to ask support, and the numbers to have at hand.',
  },
};
