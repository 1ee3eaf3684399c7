import { FIELDS, problemIn, problemsIn } from './card-check.js';
import { brandOf, digitsOf } from './card-numbers.js';
import { authorization, closing } from './teams.js';

const form = document.querySelector('form');
const setting = JSON.parse(form.dataset.setting);
const says = JSON.parse(form.dataset.says);
const inputs = new Map(FIELDS.flatMap((name) => (form.elements[name] ? [[name, form.elements[name]]] : [])));
const message = document.querySelector('#message');
const button = form.querySelector('button');

const typed = () => ({
  ...Object.fromEntries([...inputs].map(([name, { value }]) => [name, value])),
  country: setting.country,
});

function mark(name, sentence) {
  const input = inputs.get(name);
  if (!input) return;
  document.querySelector(`#${name}-problem`).textContent = sentence ?? '';
  if (sentence) input.setAttribute('aria-invalid', 'true');
  else input.removeAttribute('aria-invalid');
}

const check = (name) => mark(name, says.problems[problemIn(name, typed(), setting)]);

/** Digits in groups, as they stand on a card. */
function grouped(value) {
  const digits = digitsOf(value);
  if (!/^[0-9]*$/.test(digits)) return value;
  const brand = brandOf(digits)?.name;
  const groups = brand === 'American Express' ? /^(\d{1,4})(\d{1,6})?(\d{1,5})?(\d*)$/ : /(\d{1,4})/g;
  const parts = brand === 'American Express' ? (groups.exec(digits)?.slice(1) ?? []) : (digits.match(groups) ?? []);
  return parts.filter(Boolean).join(' ');
}

/** Puts the cursor behind as many digits as it was behind before. */
function rewrite(input, value) {
  if (value === input.value) return;
  const before = digitsOf(input.value.slice(0, input.selectionStart)).length;
  input.value = value;
  let place = 0;
  for (let seen = 0; seen < before && place < value.length; place++) if (/\d/.test(value[place])) seen++;
  input.setSelectionRange(place, place);
}

function shape(name, input, erasing) {
  if (name === 'number') {
    rewrite(input, grouped(input.value));
    const brand = brandOf(input.value);
    document.querySelector('#number-hint').textContent = brand?.name ?? '\u00a0';
    document.querySelector('#code-hint').textContent = brand?.code === 4 ? says.codeHint4 : says.codeHint;
  }
  // The slash comes by itself, and from whoever types it as well.
  if (name === 'expires' && input.value.includes('//')) input.value = input.value.replace(/\/{2,}/g, '/');
  if (name === 'expires' && !erasing && /^(?:0[1-9]|1[0-2])$/.test(input.value)) input.value += '/';
}

for (const [name, input] of inputs) {
  input.addEventListener('input', ({ inputType = '' }) => {
    shape(name, input, inputType.startsWith('delete'));
    // A field is not called wrong while it is typed for the first time, but as soon as it is right.
    if (input.hasAttribute('aria-invalid')) check(name);
    if (name === 'number' && inputs.get('code').hasAttribute('aria-invalid')) check('code');
  });
  input.addEventListener('blur', () => {
    if (input.value !== '') check(name);
  });
}

// A field left for the button is not called wrong yet: its sentence would push the button away from under the pointer.
button.addEventListener('mousedown', (event) => event.preventDefault());

function tell(...sentences) {
  message.textContent = sentences.filter(Boolean).join(' ');
  message.hidden = message.textContent === '';
}

/** Shows what is wrong and goes to the first of it; whether anything is. */
function showProblems(problems) {
  for (const name of inputs.keys()) mark(name, problems[name]);
  const first = [...inputs].find(([name]) => problems[name]);
  first?.[1].focus();
  return first !== undefined;
}

function sayDone({ message: title, way }) {
  form.reset();
  form.hidden = true;
  for (const one of document.querySelectorAll('main > h1, main > p:not(.desk)')) one.hidden = true;
  const done = document.querySelector('#done');
  done.querySelector('h1').textContent = title;
  done.querySelector('p').textContent = way;
  const close = closing();
  if (close) {
    const last = done.appendChild(document.createElement('button'));
    last.textContent = says.close;
    last.addEventListener('click', close);
  }
  done.hidden = false;
  done.focus();
  document.title = title;
}

async function save() {
  const answer = await fetch(location.pathname, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(await authorization()) },
    body: JSON.stringify(typed()),
  });
  const reply = await answer.json();
  if (reply.saved) return sayDone(reply);
  tell(reply.message, reply.way);
  showProblems(reply.problems ?? {});
}

form.addEventListener('submit', async (event) => {
  event.preventDefault();
  tell();
  const found = Object.entries(problemsIn(typed(), setting)).map(([name, code]) => [name, says.problems[code]]);
  if (showProblems(Object.fromEntries(found))) return;
  button.disabled = true;
  button.textContent = says.saving;
  try {
    await save();
  } catch {
    tell(says.unreachable);
  } finally {
    button.disabled = false;
    button.textContent = says.save;
  }
});
