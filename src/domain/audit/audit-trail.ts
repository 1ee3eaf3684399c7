import type { PersonId } from '../common/person.ts';
import type { Instant } from '../common/time.ts';
import type { AccountEvent } from './account-event.ts';

/** Something that happened, at its place in a trail: 1, 2, 3… without gaps. */
export interface AuditEntry extends AccountEvent {
  readonly n: number;
}

/** An entry chained to the one before it: neither can be changed without the key. */
export interface SignedEntry extends AuditEntry {
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
export interface TrailHead {
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
const SEGMENT_SIZE = 50;

/** The trail of what somebody did that is no change of their account. */
export const personTrailName = ({ tenant, person }: PersonId): string => `trail/${tenant}/${person}`;

/** Where a trail's segment is filed, the first being 1. */
export const segmentKey = (name: string, segment: number): string => `audit/${name}/${segment}`;

/**
 * A trail with more at its end, begun where there was none.
 * @param name of the trail: no entry can be taken for one of another
 */
export function appendEvents(
  name: string,
  trail: AuditTrail | undefined,
  more: readonly AccountEvent[],
  sign: SignEntry,
): AuditTrail {
  if (trail && more.length === 0) return trail;
  const current = trail ?? { count: 0, mac: '', segments: 0, entries: [] };
  let { count, mac } = current;
  const entries = more.map((one): SignedEntry => {
    const entry = { ...one, n: ++count };
    mac = entryMac(name, mac, entry, sign);
    return { ...entry, mac };
  });
  return {
    ...current,
    count,
    mac,
    head: headMac(name, { count, mac }, sign),
    entries: [...current.entries, ...entries],
  };
}

/** The segments a stored trail can file, and the trail without them. Made anew, they are the same. */
export function splitFullSegments(trail: AuditTrail): {
  readonly segments: readonly (readonly SignedEntry[])[];
  readonly rest: AuditTrail;
} {
  const fullSegments = Math.floor(trail.entries.length / SEGMENT_SIZE);
  const segments = Array.from({ length: fullSegments }, (_, index) =>
    trail.entries.slice(index * SEGMENT_SIZE, (index + 1) * SEGMENT_SIZE),
  );
  const rest = {
    ...trail,
    segments: trail.segments + fullSegments,
    entries: trail.entries.slice(fullSegments * SEGMENT_SIZE),
  };
  return { segments, rest };
}

/**
 * The first flaw of a trail as it was found, whatever was made of it; nothing when it is whole.
 * @param segments those filed, in their order; nothing for one that is not there
 */
export function findIntegrityError(
  name: string,
  trail: AuditTrail,
  segments: readonly (readonly SignedEntry[] | undefined)[],
  sign: SignEntry,
): IntegrityError | undefined {
  let [n, mac] = [0, ''];
  let at: Instant | undefined;
  const errorOf = (what: IntegrityError['what'], when = at): IntegrityError => ({
    n: n + 1,
    what,
    ...(when !== undefined && { at: when }),
  });
  for (const segment of [...segments, trail.entries]) {
    if (!Array.isArray(segment)) return errorOf(segment === trail.entries ? 'cut' : 'segment');
    for (const stored of segment) {
      const { mac: storedMac, ...entry } = Object(stored) as SignedEntry;
      if (entry.n > n + 1) return errorOf('cut');
      if (entry.n !== n + 1 || storedMac !== entryMac(name, mac, entry, sign)) return errorOf('changed', entry.at);
      ({ n, at } = entry);
      mac = storedMac;
    }
  }
  if (n < trail.count) return errorOf('cut');
  const isIntact = trail.count === n && trail.mac === mac && trail.head === headMac(name, { count: n, mac }, sign);
  return isIntact ? undefined : errorOf('head');
}

const entryMac = (name: string, previousMac: string, entry: AuditEntry, sign: SignEntry): string =>
  sign(canonicalJson([name, previousMac, entry]));

const headMac = (name: string, { count, mac }: Pick<TrailHead, 'count' | 'mac'>, sign: SignEntry): string =>
  sign(canonicalJson([name, 'head', count, mac]));

/** The same text for the same facts, however a store orders them. */
const canonicalJson = (value: unknown): string =>
  JSON.stringify(value, (_key, one) =>
    typeof one === 'object' && one !== null && !Array.isArray(one)
      ? Object.fromEntries(Object.entries(one).sort(([a], [b]) => (a < b ? -1 : 1)))
      : one,
  );
