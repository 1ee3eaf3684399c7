import { authorization, meet } from './teams.js';

const PATIENCE = 15_000;

const late = new Promise((_resolve, reject) => {
  setTimeout(() => reject(new Error('Teams does not answer.')), PATIENCE);
});

async function pageInTeams() {
  await meet();
  const answer = await fetch(location.href, { headers: await authorization() });
  return new DOMParser().parseFromString(await answer.text(), 'text/html');
}

const page = await Promise.race([pageInTeams(), late]).catch(() => undefined);
if (page) {
  document.documentElement.replaceWith(page.documentElement);
  // Scripts of a document that was parsed by hand do not run by themselves.
  for (const { src } of document.querySelectorAll('script[type=module]')) await import(src);
} else {
  document.querySelector('#moment').hidden = true;
  document.querySelector('#failed').hidden = false;
}
