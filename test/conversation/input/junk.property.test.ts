import { beforeAll, describe, expect, jest, test } from '@jest/globals';
import fc from 'fast-check';
import { verbs } from '../../../dialogs/understanding/intent.ts';
import { settings } from '../../domain/support/arbitrary.ts';
import { ChatDriver, type SeenCard, type Shape, shapes, testApp, type World } from '../support/chat-driver.ts';

// Hundreds of forms, where all is tested deeply, take a while.
jest.setTimeout(600_000);

/** The forms there are, and how each is reached. */
const forms: readonly (readonly [name: string, who: string, open: (talk: ChatDriver) => Promise<SeenCard>])[] = [
  ['search', 'many', (talk) => talk.forge('catalogue', {})],
  ['buying', 'many', (talk) => talk.forge('buy', { product: 'CFQ7TTC0N8SS' })],
  ['changing', 'many', (talk) => talk.forge('change', { product: 'Power BI Pro' })],
  ['assigning', 'many', (talk) => talk.forge('assign', { product: 'Project Plan 3' })],
  ['unassigning', 'many', (talk) => talk.forge('unassign', { product: 'Project Plan 3' })],
  ['cancelling', 'many', (talk) => talk.forge('cancel', { product: 'Power BI Pro' })],
  [
    'picking whose licence goes',
    'many',
    async (talk) => {
      await talk.forge('change', { product: 'Power BI Pro', total: 12 });
      return talk.press('Unassign 5');
    },
  ],
];

const missing = Symbol('missing');

/** What has broken programs before. */
const nasty: readonly unknown[] = [
  missing,
  null,
  true,
  '',
  ',',
  '__proto__',
  'constructor',
  '\u202eevil',
  '[a](b)',
  '\0',
  'x,'.repeat(5_000),
  -1,
  1e308,
  [],
  [['a', 1]],
  { toString: 1, valueOf: 1 },
  JSON.parse('{"__proto__":{"a":1}}'),
  { length: 1e9 },
];

/** Whatever JSON can carry, and nothing at all. */
const junk: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom(...nasty),
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.integer({ min: 100, max: 10_000 }).map((length) => 'x'.repeat(length)),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.jsonValue({ maxDepth: 2 }),
);

/** A form's fields, each with junk in it; a few others that no form has. */
const filled = fc.record({
  fields: fc.tuple(junk, junk, junk),
  extra: fc.dictionary(fc.constantFrom('look', 'total', 'buy', 'chosen', 'when', '__proto__', 'subscription'), junk, {
    maxKeys: 2,
  }),
  verb: fc.constantFrom('next', 'next', 'next', 'instead', 'confirm', 'back', 'stop', 'toString', ''),
});

let place: World;
beforeAll(async () => {
  place = await testApp();
});

describe.each(shapes)('in %s form', (shape: Shape) => {
  test.each(forms)(
    '%s: junk in any field is answered with a sentence, and nothing changes',
    async (_name, who, open) => {
      const talk = new ChatDriver(place, shape, who);
      const first = await open(talk);
      expect(first.fields.length).toBeGreaterThan(0);
      const before = await talk.account();
      const fill = async (verb: string, values: readonly unknown[], extra: object = {}) => {
        const form = await open(talk);
        const button = form.button(form.buttons.includes('Review') ? 'Review' : 'Find');
        const fields = form.fields.flatMap(({ id }, at) => (values[at] === missing ? [] : [[String(id), values[at]]]));
        const data = { ...button.data, ...extra, ...Object.fromEntries(fields) };
        const answer = await talk.forge(button.verb === 'next' ? verb : button.verb, data);
        expect(answer.text).toMatch(/\p{L}/u);
        expect(answer.buttons.length).toBeGreaterThan(0);
        // Once more on what came of it.
        const again = await talk.forge('next', { ...answer.anyData, ...extra, ...Object.fromEntries(fields) });
        expect([...answer.lines, ...again.lines]).not.toContain('That did not work');
      };
      for (const one of nasty) await fill('next', [one, one, one]);
      await fc.assert(
        fc.asyncProperty(filled, ({ fields, extra, verb }) => fill(verb, fields, extra)),
        { ...settings, numRuns: Math.ceil(settings.numRuns / 10) },
      );
      expect(await talk.account()).toEqual(before);
      expect(({} as Record<string, unknown>).a).toBeUndefined();
    },
  );

  test('junk for a verb, and junk that comes with one, changes nothing', async () => {
    const talk = new ChatDriver(place, shape, 'many');
    await talk.forge('list', {});
    const before = await talk.account();
    // Who presses stays the same: being somebody else is what “be” is for.
    const verb = fc.constantFrom(...[...verbs].filter((one) => one !== 'be'));
    const key = fc.constantFrom(
      'subscription',
      'product',
      'total',
      'delta',
      'page',
      'typed',
      'find',
      'quantity',
      'plan',
      'trial',
      'profile',
      'people',
      'chosen',
      'on',
      'order',
      'card',
      'method',
      'request',
      'letter',
      'next',
      'text',
    );
    await fc.assert(
      fc.asyncProperty(
        fc.oneof({ weight: 5, arbitrary: verb }, junk),
        fc.dictionary(key, junk, { maxKeys: 4 }),
        async (said, carried) => {
          const whole = Object.fromEntries(Object.entries(carried).filter(([, value]) => value !== missing));
          const answer = await talk.forge(said === missing ? undefined : said, whole);
          expect(answer.text).toMatch(/\p{L}/u);
          expect(answer.lines).not.toContain('That did not work');
        },
      ),
      settings,
    );
    expect(await talk.account()).toEqual(before);
  });
});
