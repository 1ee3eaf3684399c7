/** Signing in, where a browser is not known yet. */
export const signIn = {
  go: 'Sign in',
  /** After something went wrong. */
  again: 'Sign in again',
  needed: 'Sign in to open this page',
  neededWay: 'It is for one person. After signing in you come straight back to it.',
  nowhere: 'This address leads nowhere',
  nowhereWay: 'Go back to the chat and press the button there again.',
  declined: 'You are not signed in',
  declinedWay:
    'Signing in was broken off, and nothing was changed. Sign in again to go on; if your organisation has to approve it first, ask an administrator.',
  stale: 'Signing in was not finished in time',
  staleWay:
    'It takes at most 10 minutes, in one browser that accepts cookies. Go back to the chat and press the button there again.',
  otherAccount: 'That account cannot be used here',
  otherAccountWay: 'Sign in with the work account you use in Teams. Nothing was changed.',
  failed: 'Signing in did not work',
  failedWay: 'Nothing was changed. Try again in a moment; if it stays so, give your administrator this reference:',
  out: 'You are signed out here',
  outWay: 'In other pages of Microsoft you may still be signed in.',
  teams: {
    moment: 'One moment',
    momentWay: 'Teams is asked who you are.',
    failed: 'Teams did not say who you are',
    failedWay: 'Nothing was changed. Open this page in your browser and sign in there.',
    browser: 'Open in browser',
    close: 'Close',
  },
};

export type SignInStrings = typeof signIn;
