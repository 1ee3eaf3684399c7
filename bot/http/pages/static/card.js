import { FIELDS, problemIn, problemsIn } from './card-check.js';
import { brandOf, digitsOf } from './card-numbers.js';
import { authorizationHeader, dialogCloser } from './teams.js';

const form = document.querySelector('form');
const options = JSON.parse(form.dataset.options);
const strings = JSON.parse(form.dataset.strings);
const inputs = new Map(FIELDS.flatMap((name) => (form.elements[name] ? [[name, form.elements[name]]] : [])));
const message = document.querySelector('#message');
const button = form.querySelector('button');

const readFields = () => ({
  ...Object.fromEntries([...inputs].map(([name, { value }]) => [name, value])),
  country: options.country,
});

function showProblem(name, problem) {
  const input = inputs.get(name);
  if (!input) return;
  document.querySelector(`#${name}-problem`).textContent = problem ?? '';
  if (problem) input.setAttribute('aria-invalid', 'true');
  else input.removeAttribute('aria-invalid');
}

const check = (name) => showProblem(name, strings.problems[problemIn(name, readFields(), options)]);

/** Groups the digits of a card number as printed on the card. */
function formatCardNumber(value) {
  const digits = digitsOf(value);
  if (!/^[0-9]*$/.test(digits)) return value;
  const brand = brandOf(digits)?.name;
  const groups = brand === 'American Express' ? /^(\d{1,4})(\d{1,6})?(\d{1,5})?(\d*)$/ : /(\d{1,4})/g;
  const parts = brand === 'American Express' ? (groups.exec(digits)?.slice(1) ?? []) : (digits.match(groups) ?? []);
  return parts.filter(Boolean).join(' ');
}

/** Replaces the value and keeps the cursor after the same digit. */
function replaceValue(input, value) {
  if (value === input.value) return;
  const before = digitsOf(input.value.slice(0, input.selectionStart)).length;
  input.value = value;
  let position = 0;
  for (let count = 0; count < before && position < value.length; position++) if (/\d/.test(value[position])) count++;
  input.setSelectionRange(position, position);
}

function formatInput(name, input, isDeleting) {
  if (name === 'number') {
    replaceValue(input, formatCardNumber(input.value));
    const brand = brandOf(input.value);
    document.querySelector('#number-hint').textContent = brand?.name ?? '\u00a0';
    document.querySelector('#code-hint').textContent = brand?.code === 4 ? strings.codeHint4 : strings.codeHint;
  }
  // The slash is added automatically; the user may have typed one too.
  if (name === 'expires' && input.value.includes('//')) input.value = input.value.replace(/\/{2,}/g, '/');
  if (name === 'expires' && !isDeleting && /^(?:0[1-9]|1[0-2])$/.test(input.value)) input.value += '/';
}

for (const [name, input] of inputs) {
  input.addEventListener('input', ({ inputType = '' }) => {
    formatInput(name, input, inputType.startsWith('delete'));
    // Clears a problem as soon as the field is valid, but shows none while the user types for the first time.
    if (input.hasAttribute('aria-invalid')) check(name);
    if (name === 'number' && inputs.get('code').hasAttribute('aria-invalid')) check('code');
  });
  input.addEventListener('blur', () => {
    if (input.value !== '') check(name);
  });
}

// Keeps the focus in the field on mouse down: a problem shown on blur would move the button away from the pointer.
button.addEventListener('mousedown', (event) => event.preventDefault());

function showMessage(...sentences) {
  message.textContent = sentences.filter(Boolean).join(' ');
  message.hidden = message.textContent === '';
}

/** Shows the problems and moves the focus to the first one; false if there is none. */
function showProblems(problems) {
  for (const name of inputs.keys()) showProblem(name, problems[name]);
  const first = [...inputs].find(([name]) => problems[name]);
  first?.[1].focus();
  return first !== undefined;
}

function showDone({ message: title, way }) {
  form.reset();
  form.hidden = true;
  for (const element of document.querySelectorAll('main > h1, main > p:not(.desk)')) element.hidden = true;
  const done = document.querySelector('#done');
  done.querySelector('h1').textContent = title;
  done.querySelector('p').textContent = way;
  const close = dialogCloser();
  if (close) {
    const closeButton = done.appendChild(document.createElement('button'));
    closeButton.textContent = strings.close;
    closeButton.addEventListener('click', close);
  }
  done.hidden = false;
  done.focus();
  document.title = title;
}

async function save() {
  const response = await fetch(location.pathname, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(await authorizationHeader()) },
    body: JSON.stringify(readFields()),
  });
  const reply = await response.json();
  if (reply.saved) return showDone(reply);
  showMessage(reply.message, reply.way);
  showProblems(reply.problems ?? {});
}

form.addEventListener('submit', async (event) => {
  event.preventDefault();
  showMessage();
  const problems = Object.entries(problemsIn(readFields(), options)).map(([name, code]) => [
    name,
    strings.problems[code],
  ]);
  if (showProblems(Object.fromEntries(problems))) return;
  button.disabled = true;
  button.textContent = strings.saving;
  try {
    await save();
  } catch {
    showMessage(strings.unreachable);
  } finally {
    button.disabled = false;
    button.textContent = strings.save;
  }
});
