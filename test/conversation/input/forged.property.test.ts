import { beforeAll, describe, expect, jest, test } from '@jest/globals';
import fc from 'fast-check';
import { FLOW_VERBS } from '../../../dialogs/engine/router.ts';
import { verbs } from '../../../dialogs/understanding/intent.ts';
import { junk } from '../../bot/support/mutations.ts';
import { deep } from '../../domain/support/arbitrary.ts';
import {
  changesIn,
  forgeries,
  type Presser,
  pressers,
  pretended,
  type Scene,
  scene,
  standing,
  type Theirs,
} from '../support/attack-payloads.ts';
import { ChatDriver, type TestApp, testApp } from '../support/chat-driver.ts';
import type { RenderedCard } from '../support/rendered-card.ts';

// Ten thousand presses take a while.
jest.setTimeout(3_600_000);

const RUNS = { seed: 20261123, numRuns: deep ? 10_000 : 80 };
/** Each is looked at in a product of its own when something came of it. */
const OWN_RUNS = { seed: 20261124, numRuns: deep ? 3_000 : 40 };

const everyVerb = [...new Set([...verbs, ...FLOW_VERBS])];
const LEFT_OUT = Symbol('left out');

/** A field of a press, and what stands in it now: another user's value, another kind of thing, junk, nothing. */
const change = fc.tuple(
  fc.oneof({ weight: 6, arbitrary: fc.nat() }, { weight: 1, arbitrary: fc.constantFrom('__proto__', 'verb', 'card') }),
  fc.oneof(
    { weight: 4, arbitrary: fc.nat() },
    { weight: 2, arbitrary: fc.integer({ min: -3, max: 400 }) },
    { weight: 2, arbitrary: junk },
    { weight: 1, arbitrary: fc.constant(LEFT_OUT) },
  ),
  fc.boolean(),
);
const changes = fc.array(change, { minLength: 1, maxLength: 4 });
type Change = readonly [field: number | string, value: unknown, taken: boolean];

/** A press with changes: fields of its own or of any other, filled with whatever stands elsewhere. */
function forgery(data: object, created: readonly Change[], theirs: Theirs): object {
  const others = Object.values(forgeries).flatMap((payloads) => payloads(theirs));
  const pool = [...others, pretended(theirs), theirs].flatMap((one) => Object.entries(one));
  const fields = [...Object.keys(data), ...pool.map(([name]) => name)];
  const result: Record<string, unknown> = { ...data };
  for (const [at, value, accepted] of created) {
    const field = typeof at === 'string' ? at : (fields[at % fields.length] ?? '');
    if (value === LEFT_OUT) delete result[field];
    else
      result[field] =
        accepted && typeof value === 'number' ? pool[Math.abs(Math.trunc(value)) % pool.length]?.[1] : value;
  }
  return result;
}

const faultsIn = ({ lines }: TestApp) => lines.splice(0).filter((line) => 'answer' in line || 'sending' in line);

describe('by another user', () => {
  let state: Scene;
  let everybody: readonly Presser[];
  let changed: () => readonly string[];
  /** What each saw without forging anything, so that it is no leak. */
  const accounts = new Map<Presser, string>();

  beforeAll(async () => {
    state = await scene();
    everybody = pressers(state.app);
    const looks = [
      'home',
      'list',
      'catalogue',
      'invoices',
      'spend',
      'history',
      'team',
      'policy',
      'totals',
      'purchases',
    ];
    for (const presser of everybody) {
      const body: string[] = [];
      for (const verb of looks) body.push(await presser.press(verb, {}));
      accounts.set(presser, body.join('\n'));
    }
    changed = changesIn(state.app);
  });

  test(`${RUNS.numRuns} forged presses: no effect on anybody, nothing told, no fault`, async () => {
    const { app, theirs, secrets } = state;
    /** Administrators look at everybody's purchases: names, products and amounts; never at what they are paid with. */
    const paying = secrets.filter((secret) => !/^(€|S-)/.test(secret));
    const press = fc.record({ by: fc.nat(), verb: fc.constantFrom(...everyVerb), at: fc.nat(), made: changes });
    await fc.assert(
      fc.asyncProperty(press, async ({ by, verb, at, made: created }) => {
        const presser = everybody[by % everybody.length] as Presser;
        const payloads = forgeries[verb]?.(theirs) ?? [{}];
        const data = forgery(payloads[at % payloads.length] ?? {}, created, theirs);
        changed();
        const body = await presser.press(verb, data);
        const executed = JSON.stringify(data) + accounts.get(presser);
        const remaining = presser.name === 'an administrator' ? paying : secrets;
        expect({
          changed: changed().filter((key) => !presser.mayWrite(key)),
          leaked: remaining.filter((secret) => body.includes(secret) && !executed.includes(secret)),
          faults: faultsIn(app),
        }).toEqual({ changed: [], leaked: [], faults: [] });
      }),
      RUNS,
    );
    expect(({} as Record<string, unknown>).a).toBeUndefined();
  });
});

/** Every way to a review of something that costs or changes something, and the button that confirms it. */
const reviews: readonly (readonly [act: string, open: (noor: ChatDriver) => Promise<RenderedCard>])[] = [
  ['change', (noor) => noor.build('change', { product: 'Power BI Pro', total: 25 })],
  ['buy', (noor) => noor.build('buy', { product: 'CFQ7TTC0N8SS', quantity: 2, plan: 'monthly' })],
  ['assign', (noor) => noor.say('assign Power BI Pro to Thijs van der Meulen')],
  ['unassign', unassigning],
  ['cancel', cancelling],
  ['recurring', (noor) => noor.build('recurring', { product: 'Power BI Pro', on: false })],
  ['undo', (noor) => noor.build('undo', {})],
  ['attach', (noor) => noor.build('attach', { profile: 'profile-1', method: 'card-3' })],
  ['detach', (noor) => noor.build('detach', { profile: 'profile-2' })],
  ['delete', (noor) => noor.build('delete-card', { method: 'card-3' })],
];

async function unassigning(noor: ChatDriver): Promise<RenderedCard> {
  const one = (await noor.account()).subscriptions.find(({ product }) => product === 'CFQ7TTC0H9MP');
  return noor.build('unassign', { subscription: one?.id, chosen: [one?.assignments[0]?.person] });
}

async function cancelling(noor: ChatDriver): Promise<RenderedCard> {
  await noor.build('cancel', { product: 'Power BI Pro' });
  return noor.press('Review', { reason: 'mistake' });
}

const confirmOn = ({ card, text }: RenderedCard): Record<string, unknown> => {
  const match: Record<string, unknown>[] = [];
  JSON.parse(JSON.stringify(card), (_name, value) => {
    if (value?.type === 'Action.Execute' && value.verb === 'confirm') match.push(value.data);
    return value;
  });
  if (!match[0]) throw new Error(`Nothing is to be confirmed on this card:\n${text}`);
  return match[0];
};

describe('by its owner', () => {
  let theirs: Theirs;
  let noor: ChatDriver;
  let app: TestApp;
  let before: unknown;
  /** What a right press comes to. */
  const right = new Map<string, unknown>();

  async function anew(): Promise<void> {
    app = await testApp();
    noor = new ChatDriver(app, 'teams', 'many');
    await noor.say('help');
    before = standing(await noor.account());
  }

  beforeAll(async () => {
    ({ theirs } = await scene());
    for (const [act, open] of reviews) {
      await anew();
      await noor.build('confirm', confirmOn(await open(noor)));
      right.set(act, standing(await noor.account()));
      expect([act, right.get(act)]).not.toEqual([act, before]);
    }
    await anew();
  });

  test(`${OWN_RUNS.numRuns} forged confirmations: what was reviewed happens, once, or nothing does`, async () => {
    const press = fc.record({
      which: fc.constantFrom(...reviews),
      verb: fc.oneof({ weight: 5, arbitrary: fc.constant('confirm') }, fc.constantFrom(...everyVerb)),
      made: changes,
      again: changes,
    });
    let effects = 0;
    await fc.assert(
      fc.asyncProperty(press, async ({ which: [act, open], verb, made: created, again }) => {
        const data = confirmOn(await open(noor));
        await noor.deliver({ ...pressOf(verb, forgery(data, created, theirs)) });
        const after = standing(await noor.account());
        const events = JSON.stringify(after) !== JSON.stringify(before);
        if (events) {
          effects++;
          expect([act, after]).toEqual([act, right.get(act)]);
          // Pressed once more, as it was and forged otherwise: it was done.
          await noor.build('confirm', data);
          await noor.deliver({ ...pressOf('confirm', forgery(data, again, theirs)) });
          expect([act, standing(await noor.account())]).toEqual([act, after]);
        }
        expect(faultsIn(app)).toEqual([]);
        if (events) await anew();
      }),
      OWN_RUNS,
    );
    // Some forgeries leave what counts as it was: without any, nothing was tried.
    expect(effects).toBeGreaterThan(OWN_RUNS.numRuns / 10);
  });
});

const pressOf = (verb: string, data: object) => ({
  type: 'invoke',
  name: 'adaptiveCard/action',
  replyToId: 'shown',
  value: { action: { type: 'Action.Execute', verb, data: { ...data, verb } } },
});
