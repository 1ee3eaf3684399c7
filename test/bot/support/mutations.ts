import fc from 'fast-check';

/** What has broken programs before. */
const edgeCases: readonly unknown[] = [
  null,
  true,
  '',
  ' ',
  0,
  -1,
  1e308,
  Number.MAX_SAFE_INTEGER,
  [],
  {},
  [null],
  { length: 1e9 },
  { toString: 1, valueOf: 1, toJSON: 1 },
  JSON.parse('{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}'),
  '__proto__',
  'constructor',
  'toString',
  '\0',
  '\ud800',
  '\u202egnp.exe\u2066',
  'a\u200b\u200d\ufeff\u00adb',
  'Z\u0335\u0348\u0353'.repeat(2_000),
  '[click](javascript:alert(1)) <img src=x onerror=alert(1)> **bold** ![x](http://127.0.0.1:9/)',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: a template that must not be carried out
  '${$root} ${jPath($root, "x")} {{DATE(2026-11-23T00:00:00Z,SHORT)}}',
  '../../../../../etc/passwd',
  '..\\..\\windows',
  'a/b/c',
  '%2e%2e%2f',
  "'; drop table documents; --",
  '$where',
  'x'.repeat(10_000),
  'x,'.repeat(5_000),
  '4242 4242 4242 4242',
  '2026-13-45',
  '１２３',
  JSON.parse('['.repeat(50) + ']'.repeat(50)),
  JSON.parse(`${'{"a":'.repeat(50)}1${'}'.repeat(50)}`),
];

export const junk: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...edgeCases) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
  { weight: 1, arbitrary: fc.double({ noNaN: true, noDefaultInfinity: true }) },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 3 }) },
);

type Change =
  | { readonly how: 'set' | 'add'; readonly at: number; readonly value: unknown }
  | { readonly how: 'leave out' | 'repeat'; readonly at: number }
  | { readonly how: 'take'; readonly at: number; readonly from: number };

const position = fc.nat({ max: 10_000 });
const change: fc.Arbitrary<Change> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ how: fc.constant('set' as const), at: position, value: junk }) },
  { weight: 1, arbitrary: fc.record({ how: fc.constant('add' as const), at: position, value: junk }) },
  { weight: 2, arbitrary: fc.record({ how: fc.constantFrom('leave out' as const, 'repeat' as const), at: position }) },
  { weight: 1, arbitrary: fc.record({ how: fc.constant('take' as const), at: position, from: position }) },
);

type Holder = Record<string, unknown>;

/** Every place in a value: what holds it, and under which name. */
function positionsIn(value: unknown): readonly (readonly [Holder, string])[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inside]) => [[value as Holder, name] as const, ...positionsIn(inside)]);
}

function applyChange(value: unknown, { at, ...one }: Change): void {
  const positions = positionsIn(value);
  const [holder, name] = positions[at % positions.length] ?? [];
  if (!holder || name === undefined) return;
  switch (one.how) {
    case 'set':
      holder[name] = structuredClone(one.value);
      return;
    case 'add':
      holder[`${name}2`] = structuredClone(one.value);
      return;
    case 'leave out':
      delete holder[name];
      return;
    case 'repeat':
      holder[name] = [holder[name], structuredClone(holder[name])];
      return;
    case 'take': {
      const [source, sourceName] = positions[one.from % positions.length] ?? [];
      if (source && sourceName !== undefined) holder[name] = structuredClone(source[sourceName]);
    }
  }
}

/** Real ones with up to three things changed, as the text that is sent; one in fifty is no longer whole JSON. */
export const mutationsOf = (samples: readonly object[]): fc.Arbitrary<string> =>
  fc
    .record({
      one: fc.constantFrom(...samples),
      changes: fc.array(change, { maxLength: 3 }),
      broken: fc.oneof(
        { weight: 49, arbitrary: fc.constant(undefined) },
        { weight: 1, arbitrary: fc.nat({ max: 300 }) },
      ),
    })
    .map(({ one, changes, broken }) => {
      const copy = structuredClone(one);
      for (const one of changes) applyChange(copy, one);
      const text = JSON.stringify(copy);
      return broken === undefined ? text : text.slice(0, broken) + text.slice(broken + 1);
    });
