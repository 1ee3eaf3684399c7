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
import { ChatDriver, type SeenCard, testApp, type World } from '../support/chat-driver.ts';

// Ten thousand presses take a while.
jest.setTimeout(3_600_000);

const RUNS = { seed: 20261123, numRuns: deep ? 10_000 : 80 };
/** Each is looked at in a product of its own when something came of it. */
const OWN_RUNS = { seed: 20261124, numRuns: deep ? 3_000 : 40 };

const everyVerb = [...new Set([...verbs, ...FLOW_VERBS])];
const LEFT_OUT = Symbol('left out');

/** A field of a press, and what stands in it now: something of somebody's, another kind of thing, junk, nothing. */
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
function forged(data: object, made: readonly Change[], theirs: Theirs): object {
  const others = Object.values(forgeries).flatMap((payloads) => payloads(theirs));
  const pool = [...others, pretended(theirs), theirs].flatMap((one) => Object.entries(one));
  const fields = [...Object.keys(data), ...pool.map(([name]) => name)];
  const result: Record<string, unknown> = { ...data };
  for (const [at, value, taken] of made) {
    const field = typeof at === 'string' ? at : (fields[at % fields.length] ?? '');
    if (value === LEFT_OUT) delete result[field];
    else
      result[field] = taken && typeof value === 'number' ? pool[Math.abs(Math.trunc(value)) % pool.length]?.[1] : value;
  }
  return result;
}

const faultsIn = ({ lines }: World) => lines.splice(0).filter((line) => 'answer' in line || 'sending' in line);

describe('by somebody else', () => {
  let stage: Scene;
  let everybody: readonly Presser[];
  let changed: () => readonly string[];
  /** What each saw without forging anything, so that it is no leak. */
  const seen = new Map<Presser, string>();

  beforeAll(async () => {
    stage = await scene();
    everybody = pressers(stage.place);
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
      const said: string[] = [];
      for (const verb of looks) said.push(await presser.press(verb, {}));
      seen.set(presser, said.join('\n'));
    }
    changed = changesIn(stage.place);
  });

  test(`${RUNS.numRuns} forged presses: no effect on anybody, nothing told, no fault`, async () => {
    const { place, theirs, secrets } = stage;
    /** Administrators look at everybody's purchases: names, products and amounts; never at what they are paid with. */
    const paying = secrets.filter((secret) => !/^(€|S-)/.test(secret));
    const press = fc.record({ by: fc.nat(), verb: fc.constantFrom(...everyVerb), at: fc.nat(), made: changes });
    await fc.assert(
      fc.asyncProperty(press, async ({ by, verb, at, made }) => {
        const presser = everybody[by % everybody.length] as Presser;
        const payloads = forgeries[verb]?.(theirs) ?? [{}];
        const data = forged(payloads[at % payloads.length] ?? {}, made, theirs);
        changed();
        const said = await presser.press(verb, data);
        const carried = JSON.stringify(data) + seen.get(presser);
        const kept = presser.name === 'an administrator' ? paying : secrets;
        expect({
          changed: changed().filter((key) => !presser.mayWrite(key)),
          leaked: kept.filter((secret) => said.includes(secret) && !carried.includes(secret)),
          faults: faultsIn(place),
        }).toEqual({ changed: [], leaked: [], faults: [] });
      }),
      RUNS,
    );
    expect(({} as Record<string, unknown>).a).toBeUndefined();
  });
});

/** Every way to a review of something that costs or changes something, and the button that confirms it. */
const reviews: readonly (readonly [act: string, open: (noor: ChatDriver) => Promise<SeenCard>])[] = [
  ['change', (noor) => noor.forge('change', { product: 'Power BI Pro', total: 25 })],
  ['buy', (noor) => noor.forge('buy', { product: 'CFQ7TTC0N8SS', quantity: 2, plan: 'monthly' })],
  ['assign', (noor) => noor.say('assign Power BI Pro to Thijs van der Meulen')],
  ['unassign', unassigning],
  ['cancel', cancelling],
  ['recurring', (noor) => noor.forge('recurring', { product: 'Power BI Pro', on: false })],
  ['undo', (noor) => noor.forge('undo', {})],
  ['attach', (noor) => noor.forge('attach', { profile: 'profile-1', method: 'card-3' })],
  ['detach', (noor) => noor.forge('detach', { profile: 'profile-2' })],
  ['delete', (noor) => noor.forge('delete-card', { method: 'card-3' })],
];

async function unassigning(noor: ChatDriver): Promise<SeenCard> {
  const one = (await noor.account()).subscriptions.find(({ product }) => product === 'CFQ7TTC0H9MP');
  return noor.forge('unassign', { subscription: one?.id, chosen: [one?.assignments[0]?.person] });
}

async function cancelling(noor: ChatDriver): Promise<SeenCard> {
  await noor.forge('cancel', { product: 'Power BI Pro' });
  return noor.press('Review', { reason: 'mistake' });
}

const confirmOn = ({ card, text }: SeenCard): Record<string, unknown> => {
  const found: Record<string, unknown>[] = [];
  JSON.parse(JSON.stringify(card), (_name, value) => {
    if (value?.type === 'Action.Execute' && value.verb === 'confirm') found.push(value.data);
    return value;
  });
  if (!found[0]) throw new Error(`Nothing is to be confirmed on this card:\n${text}`);
  return found[0];
};

describe('by its owner', () => {
  let theirs: Theirs;
  let noor: ChatDriver;
  let place: World;
  let before: unknown;
  /** What a right press comes to. */
  const right = new Map<string, unknown>();

  async function anew(): Promise<void> {
    place = await testApp();
    noor = new ChatDriver(place, 'teams', 'many');
    await noor.say('help');
    before = standing(await noor.account());
  }

  beforeAll(async () => {
    ({ theirs } = await scene());
    for (const [act, open] of reviews) {
      await anew();
      await noor.forge('confirm', confirmOn(await open(noor)));
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
      fc.asyncProperty(press, async ({ which: [act, open], verb, made, again }) => {
        const data = confirmOn(await open(noor));
        await noor.deliver({ ...pressOf(verb, forged(data, made, theirs)) });
        const after = standing(await noor.account());
        const happened = JSON.stringify(after) !== JSON.stringify(before);
        if (happened) {
          effects++;
          expect([act, after]).toEqual([act, right.get(act)]);
          // Pressed once more, as it was and forged otherwise: it was done.
          await noor.forge('confirm', data);
          await noor.deliver({ ...pressOf('confirm', forged(data, again, theirs)) });
          expect([act, standing(await noor.account())]).toEqual([act, after]);
        }
        expect(faultsIn(place)).toEqual([]);
        if (happened) await anew();
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
