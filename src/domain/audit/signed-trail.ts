import type { PersonId } from '../common/person.ts';
import type { Instant } from '../common/time.ts';
import type { AccountEvent } from './account-event.ts';
import type { AuditEntry, AuditTrail, IntegrityError, SignEntry, SignedEntry, TrailHead } from './audit-trail.ts';

/** The number of entries in a filed segment. */
const SEGMENT_SIZE = 50;

/** Returns the name of the trail for user actions that do not change an account. */
export const personTrailName = ({ tenant, person }: PersonId): string => `trail/${tenant}/${person}`;

/** Returns the document key of a segment; the first is 1. */
export const segmentKey = (name: string, segment: number): string => `audit/${name}/${segment}`;

/**
 * Appends events to a trail, or starts one.
 * @param name of the trail; it is part of each MAC, so that no entry can be moved to another trail
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

/** Splits off the full segments of a stored trail. Deterministic, so that it can be repeated after a crash. */
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
 * Returns the first integrity error of a trail as read from the store, or nothing if it is intact.
 * @param segments the filed segments in order; undefined for a missing one
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

/** Serialises a value with sorted keys: the same text whatever order a store returns. */
const canonicalJson = (value: unknown): string =>
  JSON.stringify(value, (_key, one) =>
    typeof one === 'object' && one !== null && !Array.isArray(one)
      ? Object.fromEntries(Object.entries(one).sort(([a], [b]) => (a < b ? -1 : 1)))
      : one,
  );
