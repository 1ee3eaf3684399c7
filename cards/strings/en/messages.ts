/** Cards that only say something: the welcome, what went wrong, and what cannot be done. */
export const messages = {
  welcome: {
    eyebrow: 'Purchase Desk',
    title: (name: string) => `Welcome, ${name}`,
    text: 'Manage the Microsoft 365 subscriptions you bought yourself: licences, who has them, and what they cost.',
    hint: 'Press a button, or type what you want.',
    example: (product: string) => `Press a button, or type what you want: “5 more ${product}”.`,
  },
  inProgress: {
    eyebrow: 'In progress',
    title: 'This takes a moment longer',
    text: 'The result comes here by itself. There is no need to press again: nothing is done twice.',
  },
  refused: {
    eyebrow: 'Not possible · nothing changed',
  },
  groupChat: {
    privateReply: 'I answered you in private',
    privateReplyText: 'What you bought is private.',
    title: 'Let us talk in private',
    text: 'Open a chat with me alone: what you bought is private.',
  },
  internalError: {
    eyebrow: 'That did not work',
    title: 'Nothing was changed',
    text: 'Trying again is safe: you will not order twice.',
    reference: 'Reference',
    summary: (reference: string) => `That did not work. Nothing was changed. Reference ${reference}.`,
  },
  rateLimited: {
    eyebrow: 'Slow down',
    title: 'That is more than I can follow',
    text: 'What you just sent or pressed was not carried out. Wait a minute, then do it again.',
  },
  unavailable: {
    title: 'Not possible at the moment',
    text: 'Your data cannot be reached right now. Try again in a minute: what you ask is done once, however often you press.',
    summary: (reference: string) => `Not possible at the moment. Try again in a minute. Reference ${reference}.`,
  },
  providerError: {
    title: 'Microsoft 365 did not answer as it should',
    text: 'Trying again in a minute is safe: what you ask is done once. If it keeps happening, send your administrator both references.',
    reference: 'Microsoft’s reference',
    summary: (reference: string) =>
      `Microsoft 365 did not answer as it should. Try again in a minute. Reference ${reference}.`,
  },
  replaced: {
    eyebrow: 'No longer current · nothing changed',
    title: 'This card was replaced',
    newerCard: 'What you were doing is on a newer card.',
    noNewerCard: 'There is nothing more to do on this card.',
  },
  stopped: {
    eyebrow: 'Stopped · nothing changed',
  },
  notUnderstood: {
    eyebrow: 'Nothing changed',
    title: 'I did not understand that',
    text: 'Press a button, or type for example “set Power BI Pro to 12”.',
    tooLong: 'That is more text than I can read',
  },
};
