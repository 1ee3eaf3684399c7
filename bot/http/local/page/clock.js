import { dateAndTime, dayAndMonth, WORDS } from './words.js';

const EVERY = 3000;

const find = (selector) => document.querySelector(selector);

/**
 * The sandbox's date in the header, and the buttons that move it on.
 * @param {object} options
 * @param {() => import('./words.js').Language} options.language
 * @param {(words: string) => void} options.onStuck
 * @param {ReturnType<typeof import('./idle.js').idleSign>} options.idle
 * @param {{ now: number, nextDue?: number }} first
 */
export function testersClock({ language, onStuck, idle }, first) {
  let state = first;
  let moving = false;
  const buttons = document.querySelectorAll('[data-move]');
  const next = find('[data-move=next]');

  function show() {
    const { now, nextDue } = state;
    const shown = dateAndTime(language(), now);
    if (find('#now').textContent !== shown) find('#now').textContent = shown;
    find('#next-due').textContent = nextDue === undefined ? '' : dayAndMonth(language(), nextDue);
    next.title = nextDue === undefined ? WORDS[language()].nothingDue : dateAndTime(language(), nextDue);
    // Not disabled: that would take the keyboard's focus away while the time moves.
    for (const button of buttons) button.ariaDisabled = String(moving || (button === next && nextDue === undefined));
  }

  async function ask(path, init) {
    const answer = await fetch(path, init);
    if (!answer.ok) throw new Error(`${path} answered HTTP ${answer.status}`);
    state = await answer.json();
  }

  async function move(to) {
    moving = true;
    show();
    const body = JSON.stringify({ move: to });
    const headers = { 'content-type': 'application/json' };
    try {
      await idle.during(ask('/local/clock', { method: 'POST', headers, body }));
    } catch {
      onStuck(WORDS[language()].clockStuck);
    }
    moving = false;
    show();
  }

  for (const button of buttons) {
    button.addEventListener('click', () => {
      if (button.ariaDisabled !== 'true') void move(button.dataset.move);
    });
  }

  /** Another tab may move the time, and the bot may find something due. A bot that is away is the chat's to tell. */
  async function follow() {
    if (!moving) await ask('/local/state').then(show, () => undefined);
    setTimeout(follow, EVERY);
  }

  show();
  setTimeout(follow, EVERY);
  return show;
}
