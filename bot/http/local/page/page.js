import { hostConfig, styleOptions } from './appearance.js';
import { labelOf, listPeople, saveLanguage, selectedLanguage, selectedPerson } from './choices.js';
import { createTestClock } from './clock.js';
import { connect } from './connection.js';
import { createIdleIndicator } from './idle.js';
import { LOCALES, STRINGS } from './strings.js';
import { createCardDimmer } from './superseded.js';

const find = (selector) => document.querySelector(selector);

const state = await (await fetch('/local/state')).json();
const people = listPeople(state.personas);
const person = selectedPerson(people);
let language = selectedLanguage(person);

const idle = createIdleIndicator();

function showNotice(text) {
  find('#notice').textContent = text;
  find('#notice').hidden = text === '';
}

const dimSuperseded = createCardDimmer();

/** Follows the language of the bot's newest card: the user may have changed it in the chat. */
function followLanguage({ attachments }) {
  const cardLanguage = attachments?.[0]?.content?.lang;
  if (!(cardLanguage in STRINGS) || cardLanguage === language) return;
  language = cardLanguage;
  saveLanguage(person, language);
  render();
}

const connection = connect({
  userId: person.id,
  locale: LOCALES[language],
  onActivity(activity, isLive) {
    if (isLive) followLanguage(activity);
    return dimSuperseded(activity);
  },
  onReachable: (isReachable) => showNotice(isReachable ? '' : STRINGS[language].unreachable),
  idle,
});

const showClock = createTestClock({ language: () => language, onError: showNotice, idle }, state);

/** Renders the page in the current language; Web Chat keeps its conversation when rendered again. */
function render() {
  document.documentElement.lang = language;
  for (const element of document.querySelectorAll('[data-string]')) {
    element.textContent = STRINGS[language][element.dataset.string];
  }
  find('#persona').replaceChildren(
    ...people.map((option) => new Option(labelOf(option, language), option.role, false, option === person)),
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
  saveLanguage(person, language);
  render();
  connection
    .postActivity({ type: 'event', name: 'language', value: language })
    .subscribe({ next() {}, complete() {}, error: () => showNotice(STRINGS[language].unreachable) });
});

render();
