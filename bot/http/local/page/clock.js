import { dateAndTime, dayAndMonth, STRINGS } from './strings.js';

/** Milliseconds between two updates from the server. */
const REFRESH_INTERVAL = 3000;

const find = (selector) => document.querySelector(selector);

/**
 * Shows the sandbox's date in the header, with the buttons that move it forward.
 * @param {object} options
 * @param {() => import('./strings.js').Language} options.language
 * @param {(message: string) => void} options.onError
 * @param {ReturnType<typeof import('./idle.js').createIdleIndicator>} options.idle
 * @param {{ now: number, nextDue?: number }} initialState
 */
export function createTestClock({ language, onError, idle }, initialState) {
  let state = initialState;
  let isMoving = false;
  const buttons = document.querySelectorAll('[data-move]');
  const nextButton = find('[data-move=next]');

  function render() {
    const { now, nextDue } = state;
    const text = dateAndTime(language(), now);
    if (find('#now').textContent !== text) find('#now').textContent = text;
    find('#next-due').textContent = nextDue === undefined ? '' : dayAndMonth(language(), nextDue);
    nextButton.title = nextDue === undefined ? STRINGS[language()].nothingDue : dateAndTime(language(), nextDue);
    // aria-disabled instead of disabled, which would remove the keyboard focus while the time moves.
    for (const button of buttons)
      button.ariaDisabled = String(isMoving || (button === nextButton && nextDue === undefined));
  }

  async function fetchState(path, init) {
    const response = await fetch(path, init);
    if (!response.ok) throw new Error(`${path} responded HTTP ${response.status}`);
    state = await response.json();
  }

  async function move(to) {
    isMoving = true;
    render();
    const body = JSON.stringify({ move: to });
    const headers = { 'content-type': 'application/json' };
    try {
      await idle.during(fetchState('/local/clock', { method: 'POST', headers, body }));
    } catch {
      onError(STRINGS[language()].clockStuck);
    }
    isMoving = false;
    render();
  }

  for (const button of buttons) {
    button.addEventListener('click', () => {
      if (button.ariaDisabled !== 'true') void move(button.dataset.move);
    });
  }

  /** Updates the state: another tab may move the time, or something may become due. The chat shows when the bot is unreachable. */
  async function refresh() {
    if (!isMoving) await fetchState('/local/state').then(render, () => undefined);
    setTimeout(refresh, REFRESH_INTERVAL);
  }

  render();
  setTimeout(refresh, REFRESH_INTERVAL);
  return render;
}
