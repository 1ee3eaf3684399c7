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

let stage: Scene;
let changes: () => readonly string[];
let everybody: readonly Presser[];
/** What each may see anyhow, on what they open by themselves. */
const seen = new Map<string, string>();

/** What anybody opens without naming anything of somebody else's, and what an administrator looks at. */
async function ownLook(presser: Presser): Promise<string> {
  const said: string[] = [];
  const looks = ['home', 'list', 'catalogue', 'invoices', 'spend', 'history', 'team', 'payment', 'policy', 'totals'];
  for (const verb of [...looks, 'purchases', 'undelivered']) said.push(await presser.press(verb, {}));
  const { person, subscription } = stage.theirs;
  if (presser.name === 'an administrator') said.push(await presser.press('purchase', { person, subscription }));
  return said.join('\n');
}

beforeAll(async () => {
  stage = await scene();
  changes = changesIn(stage.place);
  everybody = pressers(stage.place);
  for (const presser of everybody) seen.set(presser.name, await ownLook(presser));
});

test('every verb that can be pressed has a row of forged presses', () => {
  expect(Object.keys(forgeries).sort()).toEqual([...new Set([...verbs, ...FLOW_VERBS])].sort());
});

test('what is looked for in the answers is there to be found: its owner sees it', async () => {
  const { noor, theirs, secrets } = stage;
  const { subscription, order, invoice, request } = theirs;
  const looks = {
    open: { subscription },
    receipt: { order },
    invoice: { number: invoice },
    payment: {},
    request: { request },
  };
  const from = noor.sent.length;
  for (const [verb, data] of Object.entries(looks)) await noor.forge(verb, data);
  const shown = JSON.stringify(noor.sent.slice(from)).replaceAll('\u00a0', ' ');
  for (const one of [subscription, order, invoice, ASKED_WHY, 'Insight team', '•••• 8431']) {
    expect(secrets).toContain(one);
    expect(shown).toContain(one);
  }
  expect(secrets.filter((secret) => secret.startsWith('€') && shown.includes(secret)).length).toBeGreaterThan(1);
  expect(Object.entries(theirs).filter(([, id]) => id === '')).toEqual([]);
});

/** Presses, and says which documents became others than they were and which secrets came out. */
async function pressed(presser: Presser, verb: string, data: object) {
  stage.place.lines.length = 0;
  changes();
  const said = await presser.press(verb, data);
  const carried = JSON.stringify(data) + seen.get(presser.name);
  return {
    changed: changes().filter((key) => !presser.mayWrite(key)),
    leaked: [
      ...stage.secrets.filter((secret) => said.includes(secret) && !carried.includes(secret)),
      ...presser.strangers.filter((name) => said.includes(name) && !JSON.stringify(data).includes(name)),
    ],
    faults: stage.place.lines.filter((line) => 'answer' in line || 'sending' in line),
  };
}

const harmless = { changed: [], leaked: [], faults: [] };

describe.each(Object.keys(forgeries))('“%s”', (verb) => {
  test('pressed with what is somebody else’s changes nothing of theirs and no money, and tells nothing, whoever presses', async () => {
    const { theirs } = stage;
    for (const presser of everybody) {
      for (const data of forgeries[verb]?.(theirs) ?? []) {
        for (const whole of [data, { ...pretended(theirs), ...data }]) {
          expect([presser.name, whole, await pressed(presser, verb, whole)]).toEqual([presser.name, whole, harmless]);
        }
      }
    }
  });
});

test('a press on a card’s own key, by whoever else, is not taken for its owner’s: the review still waits', async () => {
  const { noor, theirs } = stage;
  await noor.forge('current', {});
  const before = await noor.account();
  for (const presser of everybody) await presser.press('confirm', { card: theirs.card, ...pretended(theirs) });
  expect(await noor.account()).toEqual(before);
  expect((await noor.forge('confirm', { card: theirs.card })).lines[0]).toBe('Done');
});
