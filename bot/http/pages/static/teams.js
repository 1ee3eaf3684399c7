/** Teams' client library once it is initialised; undefined outside Teams. */
let teams;

/** Initialises the connection to Teams; rejects when the page is not in a frame of Teams. */
export async function initializeTeams() {
  await globalThis.microsoftTeams.app.initialize();
  teams = globalThis.microsoftTeams;
}

/** The header that identifies the user: a token in Teams; elsewhere the cookie suffices. */
export async function authorizationHeader() {
  return teams ? { authorization: `Bearer ${await teams.authentication.getAuthToken()}` } : {};
}

/** A function that closes the dialog of Teams; undefined outside Teams. */
export const dialogCloser = () => teams && (() => teams.dialog.url.submit());
