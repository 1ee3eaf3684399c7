import type { PersonId } from '../common/person.ts';
import type { Instant } from '../common/time.ts';
import type { AccountEvent } from './account-event.ts';

/** Something that happened, at its place in a trail: 1, 2, 3… without gaps. */
export interface Entry extends AccountEvent {
  readonly n: number;
}

/** An entry chained to the one before it: neither can be changed without the key. */
export interface SignedEntry extends Entry {
  readonly mac: string;
}

/** All that happened to one thing, oldest first: nothing is ever taken out of it. */
export interface AuditTrail {
  readonly count: number;
  /** The last entry's; empty before the first. */
  readonly mac: string;
  /** Seals that these are all: cutting the end off needs the key, too. */
  readonly head: string;
  /** How many whole segments were filed as documents of their own. */
  readonly segments: number;
  /** Those not filed yet. */
  readonly entries: readonly SignedEntry[];
}

/** Makes a text's seal with the key, such as its HMAC. */
export type SignEntry = (text: string) => string;

/** What is kept elsewhere of a trail: it must still be in there. */
export interface Head {
  readonly trail: string;
  readonly count: number;
  readonly mac: string;
}

/**
 * The first entry of a trail that is not as it was written. `cut`: it or its place is gone. `segment`: so is the
 * segment it was filed in. `head`: the seal over all of them is another: what followed was cut, or added to.
 */
export interface IntegrityError {
  readonly n: number;
  readonly what: 'changed' | 'cut' | 'segment' | 'head';
  /** When it happened, or the last entry before it that is whole. */
  readonly at?: Instant;
}

/** Entries filed together. */
const SEGMENT = 50;

/** The trail of what somebody did that is no change of their account. */
export const ownTrail = ({ tenant, person }: PersonId): string => `trail/${tenant}/${person}`;

/** Where a trail's segment is filed, the first being 1. */
export const segmentKey = (name: string, segment: number): string => `audit/${name}/${segment}`;

/**
 * A trail with more at its end, begun where there was none.
 * @param name of the trail: no entry can be taken for one of another
 */
export function appended(
  name: string,
  trail: AuditTrail | undefined,
  more: readonly AccountEvent[],
  seal: SignEntry,
): AuditTrail {
  if (trail && more.length === 0) return trail;
  const begun = trail ?? { count: 0, mac: '', segments: 0, entries: [] };
  let { count, mac } = begun;
  const entries = more.map((one): SignedEntry => {
    const entry = { ...one, n: ++count };
    mac = sealOf(name, mac, entry, seal);
    return { ...entry, mac };
  });
  return { ...begun, count, mac, head: headOf(name, { count, mac }, seal), entries: [...begun.entries, ...entries] };
}

/** The segments a stored trail can file, and the trail without them. Made anew, they are the same. */
export function filed(trail: AuditTrail): {
  readonly segments: readonly (readonly SignedEntry[])[];
  readonly rest: AuditTrail;
} {
  const whole = Math.floor(trail.entries.length / SEGMENT);
  const segments = Array.from({ length: whole }, (_, one) => trail.entries.slice(one * SEGMENT, (one + 1) * SEGMENT));
  const rest = { ...trail, segments: trail.segments + whole, entries: trail.entries.slice(whole * SEGMENT) };
  return { segments, rest };
}

/**
 * The first flaw of a trail as it was found, whatever was made of it; nothing when it is whole.
 * @param segments those filed, in their order; nothing for one that is not there
 */
export function flawOf(
  name: string,
  trail: AuditTrail,
  segments: readonly (readonly SignedEntry[] | undefined)[],
  seal: SignEntry,
): IntegrityError | undefined {
  let [n, mac] = [0, ''];
  let at: Instant | undefined;
  const flaw = (what: IntegrityError['what'], when = at): IntegrityError => ({
    n: n + 1,
    what,
    ...(when !== undefined && { at: when }),
  });
  for (const part of [...segments, trail.entries]) {
    if (!Array.isArray(part)) return flaw(part === trail.entries ? 'cut' : 'segment');
    for (const found of part) {
      const { mac: sealed, ...entry } = Object(found) as SignedEntry;
      if (entry.n > n + 1) return flaw('cut');
      if (entry.n !== n + 1 || sealed !== sealOf(name, mac, entry, seal)) return flaw('changed', entry.at);
      ({ n, at } = entry);
      mac = sealed;
    }
  }
  if (n < trail.count) return flaw('cut');
  const whole = trail.count === n && trail.mac === mac && trail.head === headOf(name, { count: n, mac }, seal);
  return whole ? undefined : flaw('head');
}

const sealOf = (name: string, before: string, entry: Entry, seal: SignEntry): string =>
  seal(canonical([name, before, entry]));

const headOf = (name: string, { count, mac }: Pick<Head, 'count' | 'mac'>, seal: SignEntry): string =>
  seal(canonical([name, 'head', count, mac]));

/** The same text for the same facts, however a store orders them. */
const canonical = (value: unknown): string =>
  JSON.stringify(value, (_key, one) =>
    typeof one === 'object' && one !== null && !Array.isArray(one)
      ? Object.fromEntries(Object.entries(one).sort(([a], [b]) => (a < b ? -1 : 1)))
      : one,
  );
