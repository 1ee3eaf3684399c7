import { authorizationHeader, initializeTeams } from './teams.js';

/** Milliseconds that Teams may take to respond. */
const TIMEOUT = 15_000;

const timeout = new Promise((_resolve, reject) => {
  setTimeout(() => reject(new Error('Teams does not respond.')), TIMEOUT);
});

async function loadPage() {
  await initializeTeams();
  const response = await fetch(location.href, { headers: await authorizationHeader() });
  return new DOMParser().parseFromString(await response.text(), 'text/html');
}

const page = await Promise.race([loadPage(), timeout]).catch(() => undefined);
if (page) {
  document.documentElement.replaceWith(page.documentElement);
  // The browser does not run scripts of a parsed document.
  for (const { src } of document.querySelectorAll('script[type=module]')) await import(src);
} else {
  document.querySelector('#moment').hidden = true;
  document.querySelector('#failed').hidden = false;
}
