import type { AuditTrail, IntegrityError, SignEntry, SignedEntry, TrailHead } from '../../domain/audit/audit-trail.ts';
import { findIntegrityError } from '../../domain/audit/signed-trail.ts';
import type { Documents } from '../ports/documents.ts';
import { CorruptDocumentError } from '../ports/errors.ts';
import { readSegment } from './audit-trail-store.ts';

/** The result of verifying one trail. */
export interface TrailReport {
  readonly head: TrailHead;
  /** Its first integrity error; `older`: it ends before a known head. */
  readonly error?: Omit<IntegrityError, 'what'> & { readonly what: IntegrityError['what'] | 'older' };
  /** Why it could not be read. */
  readonly corruption?: CorruptDocumentError;
}

/** Index rows read per query. */
const BATCH_SIZE = 500;
/** Kinds of documents with a trail. An account has one from its first write. */
const KINDS = ['trail', 'account'] as const;

/**
 * Verifies every trail from its first entry to its last.
 * @param knownHeads heads stored outside the database: each must still be in its trail
 */
export async function verifyAuditTrail(
  documents: Documents,
  sign: SignEntry,
  knownHeads: readonly TrailHead[] = [],
): Promise<readonly TrailReport[]> {
  const names = new Set(knownHeads.map(({ trail }) => trail));
  for (const kind of KINDS) {
    for (let offset = 0; ; offset += BATCH_SIZE) {
      const entries = await documents.find({ kind, limit: BATCH_SIZE, offset });
      for (const { key } of entries) names.add(key);
      if (entries.length < BATCH_SIZE) break;
    }
  }
  const reports: TrailReport[] = [];
  for (const name of names) {
    const heads = knownHeads.filter(({ trail }) => trail === name);
    const report = await verifyTrail(documents, name, heads, sign).catch((error: unknown) => {
      if (!(error instanceof CorruptDocumentError)) throw error;
      return { ...missingTrail(name), corruption: error };
    });
    reports.push(report);
  }
  return reports;
}

const missingTrail = (trail: string): TrailReport => ({
  head: { trail, count: 0, mac: '' },
  error: { n: 1, what: 'cut' },
});

async function verifyTrail(
  documents: Documents,
  name: string,
  knownHeads: readonly TrailHead[],
  sign: SignEntry,
): Promise<TrailReport> {
  const trail = (await documents.read<{ readonly trail?: AuditTrail }>(name))?.value?.trail;
  if (!trail) return missingTrail(name);
  const segments: (readonly SignedEntry[] | undefined)[] = [];
  while (segments.length < trail.segments && (segments.length === 0 || segments.at(-1))) {
    segments.push(await readSegment(documents, name, segments.length + 1));
  }
  const { count, mac } = trail;
  const error =
    findIntegrityError(name, trail, segments, sign) ?? checkKnownHeads(knownHeads, [...segments, trail.entries].flat());
  return { head: { trail: name, count, mac }, ...(error && { error }) };
}

/** Detects an intact trail that does not contain the known heads: an older copy, or another trail. */
function checkKnownHeads(
  knownHeads: readonly TrailHead[],
  entries: readonly (SignedEntry | undefined)[],
): TrailReport['error'] {
  for (const { count, mac } of knownHeads) {
    const entry = entries[count - 1];
    const last = entries.at(-1);
    if (count > entries.length) return { n: entries.length + 1, what: 'older', ...(last && { at: last.at }) };
    if (entry && entry.mac !== mac) return { n: count, what: 'changed', at: entry.at };
  }
  return undefined;
}
