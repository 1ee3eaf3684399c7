import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { AccountEvent } from '../../src/domain/audit/account-event.ts';
import type { AuditTrail, IntegrityError, SignedEntry } from '../../src/domain/audit/audit-trail.ts';
import { appendEvents, findIntegrityError, splitFullSegments } from '../../src/domain/audit/signed-trail.ts';
import { settings } from './support/arbitrary.ts';
import { sign } from './support/sign.ts';

const NAME = 'account/T/P';

const event: fc.Arbitrary<AccountEvent> = fc.record(
  {
    at: fc.integer({ min: 0, max: 2e12 }),
    by: fc.constantFrom('time', 'P'),
    what: fc.constantFrom('add', 'assign', 'renewal', 'card-edit'),
    order: fc.string({ maxLength: 12 }),
    from: fc.nat(200),
    now: fc.nat(200),
    gross: fc.integer({ min: -1e6, max: 1e6 }),
    people: fc.array(fc.record({ person: fc.uuid(), result: fc.constantFrom('done', 'had') }), { maxLength: 3 }),
  },
  { requiredKeys: ['at', 'by', 'what'] },
);

/** A trail as it lies in a store: what was written in any number of writes, filed as it went. */
interface Stored {
  trail: AuditTrail;
  segments: SignedEntry[][];
}

const writes = fc.array(fc.array(event, { minLength: 1, maxLength: 40, size: 'max' }), {
  minLength: 1,
  maxLength: 8,
  size: 'max',
});

function written(all: readonly (readonly AccountEvent[])[], name = NAME): Stored {
  const segments: SignedEntry[][] = [];
  let trail: AuditTrail | undefined;
  for (const some of all) {
    const whole = trail && splitFullSegments(trail);
    for (const segment of whole?.segments ?? []) segments.push([...segment]);
    trail = appendEvents(name, whole?.rest, some, sign);
  }
  return JSON.parse(JSON.stringify({ trail, segments }));
}

const integrityError = ({ trail, segments }: Stored): IntegrityError | undefined =>
  findIntegrityError(NAME, trail, segments, sign);

/** Where each entry lies. */
const places = ({ trail, segments }: Stored): { list: SignedEntry[]; index: number }[] =>
  [...segments, trail.entries as SignedEntry[]].flatMap((list) => list.map((_, index) => ({ list, index })));

/** Some harm to a trail, and the first entry that must be named for it. */
type Harm = (stored: Stored, one: number, other: number) => number | undefined;

const at = (stored: Stored, one: number) => {
  const all = places(stored);
  const entryPlace = all[one % all.length];
  if (!entryPlace) throw new Error('A trail has entries.');
  return { ...entryPlace, n: (one % all.length) + 1, count: all.length };
};

const harms: Readonly<Record<string, Harm>> = {
  'a changed amount'(stored, one) {
    const { list, index, n } = at(stored, one);
    list[index] = { ...(list[index] as SignedEntry), gross: 1e9 };
    return n;
  },
  'another person'(stored, one) {
    const { list, index, n } = at(stored, one);
    list[index] = { ...(list[index] as SignedEntry), by: 'Q' };
    return n;
  },
  'a fact left out'(stored, one) {
    const { list, index, n } = at(stored, one);
    const { at: _gone, ...rest } = list[index] as SignedEntry;
    list[index] = rest as SignedEntry;
    return n;
  },
  'a changed seal'(stored, one) {
    const { list, index, n } = at(stored, one);
    list[index] = { ...(list[index] as SignedEntry), mac: 'x' };
    return n;
  },
  'nothing where an entry was'(stored, one) {
    const { list, index, n } = at(stored, one);
    list[index] = null as never;
    return n;
  },
  'an entry taken out'(stored, one) {
    const { list, index, n } = at(stored, one);
    list.splice(index, 1);
    return n;
  },
  'an entry taken out, those after it numbered anew'(stored, one) {
    const { list, index, n, count } = at(stored, one);
    list.splice(index, 1);
    for (const entryPlace of places(stored).slice(n - 1)) {
      const entry = entryPlace.list[entryPlace.index] as SignedEntry;
      entryPlace.list[entryPlace.index] = { ...entry, n: entry.n - 1 };
    }
    stored.trail = { ...stored.trail, count: count - 1 };
    return n;
  },
  'an entry put in'(stored, one) {
    const { list, index, n } = at(stored, one);
    list.splice(index, 0, { ...(list[index] as SignedEntry), by: 'Q' });
    return n;
  },
  'an entry twice'(stored, one) {
    const { list, index, n } = at(stored, one);
    list.splice(index, 0, list[index] as SignedEntry);
    return n + 1;
  },
  'two entries swapped'(stored, one, other) {
    const [first, second] = [at(stored, one), at(stored, other)];
    if (first.n === second.n) return undefined;
    const entry = first.list[first.index] as SignedEntry;
    first.list[first.index] = second.list[second.index] as SignedEntry;
    second.list[second.index] = entry;
    return Math.min(first.n, second.n);
  },
  'the end cut off'(stored, one) {
    const { n } = at(stored, one);
    for (const { list, index } of places(stored)
      .slice(n - 1)
      .reverse())
      list.splice(index, 1);
    return n;
  },
  'the end cut off, and the count made to fit'(stored, one) {
    const { n, count } = at(stored, one);
    const mac = places(stored)[n - 2];
    for (const { list, index } of places(stored)
      .slice(n - 1)
      .reverse())
      list.splice(index, 1);
    stored.trail = { ...stored.trail, count: n - 1, mac: mac ? (mac.list[mac.index] as SignedEntry).mac : '' };
    return count >= n ? n : undefined;
  },
  'an entry added at the end, as well as it can be without the key'(stored) {
    const { count, mac, entries } = stored.trail;
    const entry = { at: 1, by: 'P', what: 'add' as const, n: count + 1, mac };
    stored.trail = { ...stored.trail, count: count + 1, entries: [...entries, entry] };
    return count + 1;
  },
  'a segment lost'(stored, one) {
    if (stored.segments.length === 0) return undefined;
    const lostIndex = one % stored.segments.length;
    stored.segments[lostIndex] = undefined as never;
    return lostIndex * 50 + 1;
  },
  'two segments swapped'(stored) {
    const [first, second] = stored.segments;
    if (!first || !second) return undefined;
    stored.segments.splice(0, 2, second, first);
    return 1;
  },
  'a head of its own'(stored) {
    const { count } = at(stored, 0);
    stored.trail = { ...stored.trail, head: 'x' };
    return count + 1;
  },
};

test('a trail is whole however its entries were written and filed, and whatever order its fields have', () => {
  fc.assert(
    fc.property(writes, (all) => {
      const stored = written(all);
      expect(integrityError(stored)).toBeUndefined();
      const turned = places(stored).map(({ list, index }) => {
        list[index] = Object.fromEntries(
          Object.entries(list[index] as SignedEntry).reverse(),
        ) as unknown as SignedEntry;
        return list[index]?.n;
      });
      expect(integrityError(stored)).toBeUndefined();
      expect(turned).toEqual(Array.from({ length: stored.trail.count }, (_, index) => index + 1));
      expect(stored.trail.entries.length).toBeLessThan(50 + 40 + 40);
    }),
    settings,
  );
});

test.each(Object.entries(harms))('%s is noticed, and named at the first entry concerned', (_name, harm) => {
  let harmed = 0;
  fc.assert(
    fc.property(writes, fc.nat(400), fc.nat(400), (all, one, other) => {
      const stored = written(all);
      const n = harm(stored, one, other);
      if (n === undefined) return;
      harmed++;
      expect(integrityError(stored)?.n).toBe(n);
    }),
    settings,
  );
  expect(harmed).toBeGreaterThan(5);
});

test('a trail is valid neither for another person nor under another key', () => {
  const stored = written([[{ at: 1, by: 'Q', what: 'add' }]], 'account/T/Q');
  expect(integrityError(stored)).toMatchObject({ n: 1, what: 'changed' });
  const { trail, segments } = written([[{ at: 1, by: 'P', what: 'add' }]]);
  expect(findIntegrityError(NAME, trail, segments, (text) => sign(`${text}!`))).toMatchObject({
    n: 1,
    what: 'changed',
  });
});

test('any change of a trail is reported as a flaw and never throws', () => {
  const { trail } = written([[{ at: 1, by: 'P', what: 'add' }]]);
  for (const entries of [undefined, null, 7, 'x', {}, [null], [[]], ['x'], [{}]]) {
    expect(findIntegrityError(NAME, { ...trail, entries } as never, [], sign)).toMatchObject({ n: 1 });
  }
  for (const segment of [null, 7, {}, 'x', []]) {
    expect(findIntegrityError(NAME, { ...trail, entries: [] }, [segment as never], sign)).toMatchObject({ n: 1 });
  }
});
