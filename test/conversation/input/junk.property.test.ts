import { beforeAll, describe, expect, jest, test } from '@jest/globals';
import fc from 'fast-check';
import { verbs } from '../../../dialogs/understanding/intent.ts';
import { settings } from '../../domain/support/arbitrary.ts';
import { ChatDriver, type Shape, shapes, type TestApp, testApp } from '../support/chat-driver.ts';
import type { RenderedCard } from '../support/rendered-card.ts';

// Hundreds of forms, where all is tested deeply, take a while.
jest.setTimeout(600_000);

/** The forms there are, and how each is reached. */
const forms: readonly (readonly [name: string, who: string, open: (chat: ChatDriver) => Promise<RenderedCard>])[] = [
  ['search', 'many', (chat) => chat.build('catalogue', {})],
  ['buying', 'many', (chat) => chat.build('buy', { product: 'CFQ7TTC0N8SS' })],
  ['changing', 'many', (chat) => chat.build('change', { product: 'Power BI Pro' })],
  ['assigning', 'many', (chat) => chat.build('assign', { product: 'Project Plan 3' })],
  ['unassigning', 'many', (chat) => chat.build('unassign', { product: 'Project Plan 3' })],
  ['cancelling', 'many', (chat) => chat.build('cancel', { product: 'Power BI Pro' })],
  [
    'picking whose licence goes',
    'many',
    async (chat) => {
      await chat.build('change', { product: 'Power BI Pro', total: 12 });
      return chat.press('Unassign 5');
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

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});

describe.each(shapes)('in %s form', (shape: Shape) => {
  test.each(forms)(
    '%s: junk in any field is answered with a sentence, and nothing changes',
    async (_name, who, open) => {
      const chat = new ChatDriver(app, shape, who);
      const first = await open(chat);
      expect(first.fields.length).toBeGreaterThan(0);
      const before = await chat.account();
      const fill = async (verb: string, values: readonly unknown[], extra: object = {}) => {
        const form = await open(chat);
        const button = form.button(form.buttons.includes('Review') ? 'Review' : 'Find');
        const fields = form.fields.flatMap(({ id }, at) => (values[at] === missing ? [] : [[String(id), values[at]]]));
        const data = { ...button.data, ...extra, ...Object.fromEntries(fields) };
        const answer = await chat.build(button.verb === 'next' ? verb : button.verb, data);
        expect(answer.text).toMatch(/\p{L}/u);
        expect(answer.buttons.length).toBeGreaterThan(0);
        // Once more on what came of it.
        const again = await chat.build('next', { ...answer.anyData, ...extra, ...Object.fromEntries(fields) });
        expect([...answer.lines, ...again.lines]).not.toContain('That did not work');
      };
      for (const one of nasty) await fill('next', [one, one, one]);
      await fc.assert(
        fc.asyncProperty(filled, ({ fields, extra, verb }) => fill(verb, fields, extra)),
        { ...settings, numRuns: Math.ceil(settings.numRuns / 10) },
      );
      expect(await chat.account()).toEqual(before);
      expect(({} as Record<string, unknown>).a).toBeUndefined();
    },
  );

  test('junk for a verb, and junk that comes with one, changes nothing', async () => {
    const chat = new ChatDriver(app, shape, 'many');
    await chat.build('list', {});
    const before = await chat.account();
    // The presser stays the same: “be” changes the user.
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
        async (body, executed) => {
          const whole = Object.fromEntries(Object.entries(executed).filter(([, value]) => value !== missing));
          const answer = await chat.build(body === missing ? undefined : body, whole);
          expect(answer.text).toMatch(/\p{L}/u);
          expect(answer.lines).not.toContain('That did not work');
        },
      ),
      settings,
    );
    expect(await chat.account()).toEqual(before);
  });
});
