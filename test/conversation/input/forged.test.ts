import { beforeAll, describe, expect, jest, test } from '@jest/globals';
import { FLOW_VERBS } from '../../../dialogs/engine/router.ts';
import { verbs } from '../../../dialogs/understanding/intent.ts';
import {
  ASKED_WHY,
  changesIn,
  forgeries,
  type Presser,
  pressers,
  pretended,
  type Scene,
  scene,
} from '../support/attack-payloads.ts';

jest.setTimeout(120_000);

let state: Scene;
let changes: () => readonly string[];
let everybody: readonly Presser[];
/** What each may see anyhow, on what they open by themselves. */
const accounts = new Map<string, string>();

/** Verbs that name nothing of another user, and those for administrators. */
async function ownLook(presser: Presser): Promise<string> {
  const body: string[] = [];
  const looks = ['home', 'list', 'catalogue', 'invoices', 'spend', 'history', 'team', 'payment', 'policy', 'totals'];
  for (const verb of [...looks, 'purchases', 'undelivered']) body.push(await presser.press(verb, {}));
  const { person, subscription } = state.theirs;
  if (presser.name === 'an administrator') body.push(await presser.press('purchase', { person, subscription }));
  return body.join('\n');
}

beforeAll(async () => {
  state = await scene();
  changes = changesIn(state.app);
  everybody = pressers(state.app);
  for (const presser of everybody) accounts.set(presser.name, await ownLook(presser));
});

test('every verb that can be pressed has a row of forged presses', () => {
  expect(Object.keys(forgeries).sort()).toEqual([...new Set([...verbs, ...FLOW_VERBS])].sort());
});

test('what is looked for in the answers is there to be found: its owner sees it', async () => {
  const { noor, theirs, secrets } = state;
  const { subscription, order, invoice, request } = theirs;
  const looks = {
    open: { subscription },
    receipt: { order },
    invoice: { number: invoice },
    payment: {},
    request: { request },
  };
  const from = noor.sent.length;
  for (const [verb, data] of Object.entries(looks)) await noor.build(verb, data);
  const shownCard = JSON.stringify(noor.sent.slice(from)).replaceAll('\u00a0', ' ');
  for (const one of [subscription, order, invoice, ASKED_WHY, 'Insight team', '•••• 8431']) {
    expect(secrets).toContain(one);
    expect(shownCard).toContain(one);
  }
  expect(secrets.filter((secret) => secret.startsWith('€') && shownCard.includes(secret)).length).toBeGreaterThan(1);
  expect(Object.entries(theirs).filter(([, id]) => id === '')).toEqual([]);
});

/** Presses, and says which documents became others than they were and which secrets came out. */
async function pressed(presser: Presser, verb: string, data: object) {
  state.app.lines.length = 0;
  changes();
  const body = await presser.press(verb, data);
  const executed = JSON.stringify(data) + accounts.get(presser.name);
  return {
    changed: changes().filter((key) => !presser.mayWrite(key)),
    leaked: [
      ...state.secrets.filter((secret) => body.includes(secret) && !executed.includes(secret)),
      ...presser.strangers.filter((name) => body.includes(name) && !JSON.stringify(data).includes(name)),
    ],
    faults: state.app.lines.filter((line) => 'answer' in line || 'sending' in line),
  };
}

const harmless = { changed: [], leaked: [], faults: [] };

describe.each(Object.keys(forgeries))('“%s”', (verb) => {
  test('pressed with another user’s data changes nothing of theirs, moves no money and reveals nothing', async () => {
    const { theirs } = state;
    for (const presser of everybody) {
      for (const data of forgeries[verb]?.(theirs) ?? []) {
        for (const whole of [data, { ...pretended(theirs), ...data }]) {
          expect([presser.name, whole, await pressed(presser, verb, whole)]).toEqual([presser.name, whole, harmless]);
        }
      }
    }
  });
});

test('another user’s press with a card’s own key is not taken for its owner’s: the review still waits', async () => {
  const { noor, theirs } = state;
  await noor.build('current', {});
  const before = await noor.account();
  for (const presser of everybody) await presser.press('confirm', { card: theirs.card, ...pretended(theirs) });
  expect(await noor.account()).toEqual(before);
  expect((await noor.build('confirm', { card: theirs.card })).eyebrow).toBe('Done');
});
