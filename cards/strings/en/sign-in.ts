/** Signing in and out, in the chat and on pages. */
export const signIn = {
  button: 'Sign in',
  /** After something went wrong. */
  buttonAgain: 'Sign in again',
  needed: 'Sign in to open this page',
  neededText: 'It is for one person. After signing in you come straight back to it.',
  unknownPage: 'This page does not exist',
  unknownPageText: 'Go back to the chat and press the button there again.',
  declined: 'You are not signed in',
  declinedText:
    'Signing in was broken off, and nothing was changed. Sign in again to go on. If your organisation has to approve it first, ask an administrator.',
  stale: 'Signing in was not finished in time',
  staleText:
    'You have 10 minutes, in one browser that accepts cookies. Go back to the chat and press the button there again.',
  otherAccount: 'That account cannot be used here',
  otherAccountText: 'Sign in with the work account you use in Teams. Nothing was changed.',
  failed: 'Signing in did not work',
  failedText:
    'Nothing was changed. Try again in a moment. If it keeps failing, give your administrator this reference:',
  signedOut: 'You are signed out here',
  signedOutText: 'In other pages of Microsoft you may still be signed in.',
  chat: {
    eyebrow: 'Sign in · nothing changed',
    title: 'Sign in to go on',
    text: 'Microsoft shows what you bought to you alone. Once you are signed in, what you asked for goes on by itself.',
    /** On a page, where signing in to the page is not enough. */
    inChat: 'Go back to the chat and ask for your invoices there: it signs you in, and gives you the link again.',
    /** Beside what was pressed. */
    signingIn: 'You are being signed in first. It goes on by itself.',
    signedIn: 'You are signed in',
    signedInText: 'Close this page and go back to the chat: it goes on there by itself.',
    signedOutEyebrow: 'Signed out',
    signedOut: 'You are signed out here',
    signedOutText:
      'Nothing can be done in your name until you sign in again. In other apps of Microsoft you may still be signed in.',
    example: ['Sign out', 'sign out'] as readonly [what: string, phrase: string],
    allowed: 'It is allowed now',
    allowedText: 'Tell the person who asked: they can sign in from the chat.',
    notAllowed: 'It is not allowed',
    notAllowedText: 'Nothing was changed. Open the link again to allow it, signed in as an administrator.',
    consent: {
      eyebrow: 'Approval needed · nothing changed',
      title: 'Your organisation must allow this first',
      text: 'An administrator opens the first link, sees these permissions and accepts them. Sign in after that: what you asked for goes on by itself.',
      kinds: {
        azure: 'Azure Service Management, as you',
        graph: 'Microsoft Graph, as the app',
      },
      open: 'For administrators',
    },
  },
  teams: {
    title: 'One moment',
    waitText: 'Purchase Desk is asking Teams who you are.',
    failed: 'Teams did not say who you are',
    failedText: 'Nothing was changed. Open this page in your browser and sign in there.',
    browser: 'Open in browser',
    close: 'Close',
  },
};
