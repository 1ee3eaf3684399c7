import type { AuditTrail, RecentEntries, SignedEntry } from '../../domain/audit/audit-trail.ts';
import { segmentKey, splitFullSegments } from '../../domain/audit/signed-trail.ts';
import type { Documents } from '../ports/documents.ts';

/**
 * Files the whole segments of a trail that is stored, and gives what is left of it: to be written next. A segment that
 * was filed before a write that failed is filed again, the same.
 */
export async function fileSegments(documents: Documents, name: string, trail: AuditTrail): Promise<AuditTrail> {
  const { segments, rest: remaining } = splitFullSegments(trail);
  for (const [index, segment] of segments.entries()) {
    await documents.write(segmentKey(name, trail.segments + index + 1), segment);
  }
  return remaining;
}

/** One segment of a trail; nothing when it is not there. */
export const readSegment = async (documents: Documents, name: string, segment: number) =>
  (await documents.read<readonly SignedEntry[]>(segmentKey(name, segment)))?.value;

/** At least so many of the newest entries of a trail, where there are as many. */
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
