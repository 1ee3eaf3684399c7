/** Teams around this page, where it is there: it says who somebody is, and can close its dialog. */
let teams;

/** Meets Teams; fails when this is no frame of Teams. */
export async function meet() {
  await globalThis.microsoftTeams.app.initialize();
  teams = globalThis.microsoftTeams;
}

/** What a request carries to say whose it is: in Teams a token, elsewhere a cookie does it. */
export async function authorization() {
  return teams ? { authorization: `Bearer ${await teams.authentication.getAuthToken()}` } : {};
}

/** How the dialog is closed; nothing where there is none. */
export const closing = () => teams && (() => teams.dialog.url.submit());
