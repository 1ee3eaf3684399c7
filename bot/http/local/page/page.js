import { chosenLanguage, chosenPerson, everybody, labelOf, rememberLanguage } from './choices.js';
import { testersClock } from './clock.js';
import { connect } from './connection.js';
import { idleSign } from './idle.js';
import { hostConfig, styleOptions } from './look.js';
import { supersededCards } from './superseded.js';
import { LOCALES, WORDS } from './words.js';

const find = (selector) => document.querySelector(selector);

const state = await (await fetch('/local/state')).json();
const people = everybody(state.personas);
const person = chosenPerson(people);
let language = chosenLanguage(person);

const idle = idleSign();

function notice(words) {
  find('#notice').textContent = words;
  find('#notice').hidden = words === '';
}

const dimmed = supersededCards();

/** The page speaks the language of the bot's newest card: somebody may have typed it. */
function speakAs({ attachments }) {
  const spoken = attachments?.[0]?.content?.lang;
  if (!(spoken in WORDS) || spoken === language) return;
  language = spoken;
  rememberLanguage(person, language);
  show();
}

const connection = connect({
  userId: person.id,
  locale: LOCALES[language],
  onActivity(activity, live) {
    if (live) speakAs(activity);
    return dimmed(activity);
  },
  onReachable: (reachable) => notice(reachable ? '' : WORDS[language].unreachable),
  idle,
});

const showClock = testersClock({ language: () => language, onStuck: notice, idle }, state);

/** Says everything in the chosen language; Web Chat keeps its conversation when it is drawn again. */
function show() {
  document.documentElement.lang = language;
  for (const element of document.querySelectorAll('[data-words]')) {
    element.textContent = WORDS[language][element.dataset.words];
  }
  find('#persona').replaceChildren(
    ...people.map((one) => new Option(labelOf(one, language), one.role, false, one === person)),
  );
  find('#language').value = language;
  document.title = `${labelOf(person, language)} – Purchase Desk`;
  showClock();
  window.WebChat.renderWebChat(
    {
      directLine: connection,
      userID: person.id,
      username: person.name,
      locale: LOCALES[language],
      styleOptions,
      adaptiveCardsHostConfig: hostConfig,
    },
    find('#chat'),
  );
}

find('#persona').addEventListener('change', ({ target }) => {
  location.search = `?${new URLSearchParams({ as: target.value })}`;
});

find('#language').addEventListener('change', ({ target }) => {
  language = target.value;
  rememberLanguage(person, language);
  show();
  connection
    .postActivity({ type: 'event', name: 'language', value: language })
    .subscribe({ next() {}, complete() {}, error: () => notice(WORDS[language].unreachable) });
});

show();
