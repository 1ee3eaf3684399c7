import type { AuditTrail, RecentEntries, SignedEntry } from '../../domain/audit/audit-trail.ts';
import { segmentKey, splitFullSegments } from '../../domain/audit/signed-trail.ts';
import type { Documents } from '../ports/documents.ts';

/**
 * Writes the full segments of a stored trail to documents of their own and returns the trail without them, which the caller
 * writes next. If that write fails, the same segments are written again next time.
 */
export async function fileSegments(documents: Documents, name: string, trail: AuditTrail): Promise<AuditTrail> {
  const { segments, rest: remaining } = splitFullSegments(trail);
  for (const [index, segment] of segments.entries()) {
    await documents.write(segmentKey(name, trail.segments + index + 1), segment);
  }
  return remaining;
}

/** Reads one segment of a trail, or nothing if it is missing. */
export const readSegment = async (documents: Documents, name: string, segment: number) =>
  (await documents.read<readonly SignedEntry[]>(segmentKey(name, segment)))?.value;

/** Reads at least `minimum` of the newest entries of a trail, if there are that many. */
export async function readRecent(
  documents: Documents,
  name: string,
  trail: AuditTrail | undefined,
  minimum: number,
): Promise<RecentEntries> {
  if (!trail) return { entries: [], count: 0 };
  const entries = trail.entries.toReversed();
  for (let segment = trail.segments; segment > 0 && entries.length < minimum; segment--) {
    entries.push(...((await readSegment(documents, name, segment)) ?? []).toReversed());
  }
  return { entries, count: trail.count };
}
