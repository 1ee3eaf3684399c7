/** What the two pages depend on: the settings of this installation, and the numbers of the rules. */
export interface StatementFacts {
  /** Who runs it, where that is set. */
  readonly operator: string | undefined;
  /** Whether people come from Teams, and not from this computer's own test channel. */
  readonly inTeams: boolean;
  /** Whether Microsoft's services stand behind it, and not the made-up organisation. */
  readonly microsoft365: boolean;
  /** Whether it buys, adds licences and looks after cards itself. */
  readonly buys: boolean;
  readonly requestDays: number;
  readonly requestMonths: number;
  readonly windowDays: number;
  readonly keyDays: number;
  readonly messageDays: number;
  readonly linkMinutes: number;
}

/** A kind of data, and how long it is kept. */
type Retention = readonly [what: string, until: string];

const removed = 'until it is removed';

/** The pages on privacy and on the terms of use. */
export const statements = {
  contactTitle: 'Who to ask',
  askAdministrator: 'Ask your administrator.',
  askOperator: (who: string) => `Ask ${who}.`,
  contact: (who: string) => `Ask ${who}:`,
  organisation: 'your organisation',
  privacy: {
    title: 'Privacy',
    intro: ({ operator = 'your organisation' }: StatementFacts) =>
      `Purchase Desk is a chat bot with which people manage the Microsoft 365 subscriptions they bought themselves. Here it is run by ${operator}, who answers for the data. This page says what is kept, for how long, and who sees it.`,
    storedTitle: 'What is kept, and how long',
    stored: (facts: StatementFacts): readonly Retention[] => [
      [
        'You: the ids that you and your organisation have in the directory, your language, that you were welcomed, and where in the chat you can be written to',
        removed,
      ],
      [
        'What you bought: your name, subscriptions and who has a licence of them, orders, invoices, why you cancelled and what you wrote about it',
        removed,
      ],
      [
        'Your payment cards: brand, last four digits, expiry date, name on the card, billing address',
        'until you delete the card; brand and last digits stay with the orders and in the history',
      ],
      [
        'The history of every account: what was done, when, by whom, why and for how much, as ids, codes and numbers. Each entry is signed together with the one before it, so that a change or a removal is noticed',
        removed,
      ],
      [
        'Licence requests: who asks, for whom and why, who decides, and their note',
        `${facts.requestMonths} months after they are closed; a request that is not decided is closed after ${facts.requestDays} days`,
      ],
      ['What you want to be told about, and when', 'until you change it'],
      [
        'Messages that the bot sends by itself: to whom, when and about what, but not their text',
        `${facts.messageDays} days after you got them`,
      ],
      ['The form that is open in the chat, as far as you filled it in', 'until you finish or leave it'],
      [
        'The key of each button that confirms something, so that it acts once',
        `compared for ${facts.keyDays} days; after that it stays only with the order and in the history`,
      ],
      [
        'One-time links to the page for card details: for whom, and what for',
        `${facts.linkMinutes} minutes; removed a day later, when another is made`,
      ],
      ...(facts.microsoft365
        ? ([
            ['What you asked for before you were signed in', 'until you are'],
            [
              'Your sign-in tokens for Microsoft 365, encrypted',
              'until you type “sign out”; they are renewed meanwhile',
            ],
          ] as const)
        : []),
      ...(facts.inTeams
        ? ([['In your browser, if you signed in there: a signed cookie that says who you are', '1 hour']] as const)
        : ([['The test chat: its last 100 messages', removed]] as const)),
    ],
    notStoredTitle: 'What is not kept',
    notStored: (facts: StatementFacts): readonly string[] => [
      facts.microsoft365 || !facts.buys
        ? 'Card numbers and security codes. Cards are added and changed on Microsoft’s own pages.'
        : 'Card numbers and security codes. You enter them on a separate page, and they are not kept anywhere.',
      'A card number typed in the chat is recognised, refused and blanked before anything else sees it.',
      'The log has a line for each message: when, how long it took, and a reference. It has no names, no ids of people, and nothing of what you wrote.',
      'There is no advertising and no tracking. Only the people and services named below get data.',
    ],
    accessTitle: 'Who sees it',
    access: [
      'You: everything of your own.',
      'Administrators of your organisation: product, your name, licences and who has them, dates, price, state, and the reason you chose when you cancelled. They cannot change any of it. They also see which people a message could not be delivered to.',
      'Your manager: what you buy and change, and what it costs. For a purchase that needs their approval: that purchase.',
      'Colleagues you ask for a licence: your name, for whom, and why.',
      'Colleagues who ask for a licence: your name, where they can ask you for one.',
      'People who get a licence from you: the product, not the price.',
      'The people who run Purchase Desk, as far as they may read its data.',
    ],
    microsoftTitle: 'What Microsoft gets',
    microsoft: (facts: StatementFacts): readonly string[] => [
      ...(facts.inTeams
        ? [
            'Microsoft Teams carries the conversation and keeps its own copy of it. Signing in goes through Microsoft Entra.',
          ]
        : []),
      facts.microsoft365
        ? 'Orders, changes, cancellations and invoices go through Azure Billing, in your name. People, and who has a licence, are read and changed with Microsoft Graph. What you wrote when cancelling is not sent.'
        : 'Behind this installation is a made-up organisation: nothing of what is bought here goes to Microsoft.',
      ...(facts.inTeams || facts.microsoft365
        ? [
            'What Microsoft does with it is in Microsoft’s own privacy statement and its agreement with your organisation.',
          ]
        : []),
    ],
    removalTitle: 'Having it removed',
    removal: ({ microsoft365, buys }: StatementFacts): readonly string[] => [
      ...(microsoft365 ? ['Type “sign out” in the chat: your sign-in tokens are deleted at once.'] : []),
      ...(buys ? ['Type “payment methods” in the chat to delete a card that pays for nothing any more.'] : []),
      'There is no button for the rest. Ask the operator named below to see it, have it corrected or have it removed. Invoices and the history may have to be kept longer by law.',
    ],
  },
  terms: {
    title: 'Terms of use',
    intro: ({ operator = 'your organisation' }: StatementFacts) =>
      `For everyone who uses Purchase Desk, which is run here by ${operator}.`,
    doesTitle: 'What it does',
    does: ({ buys }: StatementFacts): readonly string[] => [
      buys
        ? 'With Purchase Desk you see, buy, change and cancel the Microsoft 365 subscriptions you pay for yourself. You also give people licences, and see what was spent.'
        : 'With Purchase Desk you see and cancel the Microsoft 365 subscriptions you pay for yourself. You also remove licences, give people those you have, and see what was spent. Buying, adding licences and payment methods are on Microsoft’s own pages.',
      'Before something happens, you see what it costs and until when you can undo it. What you confirm is done in your name, once.',
      'Only what you arranged before happens by itself: a renewal, a number that starts then, the end of a trial.',
    ],
    doesNotTitle: 'What it does not do',
    doesNot: [
      'It takes no money and sets no prices. Your organisation and Microsoft decide what may be bought.',
      'It gives no support for the products, and no advice on which you need.',
      'Administrators can see purchases here, but cannot change them.',
      'It needs no card number in the chat. Never type one there.',
    ],
    partiesTitle: 'Who a purchase is between',
    parties: ({ microsoft365 }: StatementFacts): readonly string[] => [
      ...(microsoft365
        ? []
        : ['Behind this installation is a made-up organisation: nothing is really bought or paid.']),
      'A purchase is between your organisation, or you as the purchaser, and Microsoft, under Microsoft’s terms. Purchase Desk passes on what you confirm and is no party to it.',
      'You pay with the card you chose. You can do the same in Microsoft’s admin centre, at any time.',
    ],
    amountsTitle: 'Amounts, and undoing',
    amounts: ({ microsoft365, windowDays }: StatementFacts): readonly string[] => [
      'Amounts are before tax unless they say otherwise. Before you confirm, you see the tax and the total.',
      ...(microsoft365 ? ['Before you confirm, amounts are estimates at the list price. The invoice is exact.'] : []),
      `Subscriptions renew by themselves until you turn that off. Within ${windowDays} days of buying, adding or renewing you can remove licences or cancel: the unused days are refunded. After that a lower number starts at the renewal, and cancelling turns the renewal off.`,
    ],
    support: 'Microsoft’s support',
    faq: 'Microsoft’s frequently asked questions',
  },
};
