import {
  type AuditTrail,
  findIntegrityError,
  type IntegrityError,
  type SignEntry,
  type SignedEntry,
  type TrailHead,
} from '../../domain/audit/audit-trail.ts';
import { Damaged, type Documents } from '../ports/ports.ts';
import { segmentOf } from './audit-trail-store.ts';

/** What an auditor finds of one trail. */
export interface TrailReport {
  readonly head: TrailHead;
  /** Its first flaw; `older`: it ends before a head that was kept. */
  readonly flaw?: Omit<IntegrityError, 'what'> & { readonly what: IntegrityError['what'] | 'older' };
  /** Why it could not be read, where it could not. */
  readonly damaged?: Damaged;
}

/** Read from the index at once; more follow in the next reading. */
const BATCH = 500;
/** An account has a trail from its first write on. */
const KINDS = ['trail', 'account'] as const;

/**
 * Every trail there is, checked from its first entry to its last.
 * @param kept heads that were kept elsewhere: each must still be in its trail
 */
export async function verifyAuditTrail(
  documents: Documents,
  seal: SignEntry,
  kept: readonly TrailHead[] = [],
): Promise<readonly TrailReport[]> {
  const names = new Set(kept.map(({ trail }) => trail));
  for (const kind of KINDS) {
    for (let offset = 0; ; offset += BATCH) {
      const found = await documents.find({ kind, limit: BATCH, offset });
      for (const { key } of found) names.add(key);
      if (found.length < BATCH) break;
    }
  }
  const all: TrailReport[] = [];
  for (const name of names) {
    const heads = kept.filter(({ trail }) => trail === name);
    const one = await auditedOne(documents, name, heads, seal).catch((error: unknown) => {
      if (!(error instanceof Damaged)) throw error;
      return { ...unseen(name), damaged: error };
    });
    all.push(one);
  }
  return all;
}

const unseen = (trail: string): TrailReport => ({ head: { trail, count: 0, mac: '' }, flaw: { n: 1, what: 'cut' } });

async function auditedOne(
  documents: Documents,
  name: string,
  kept: readonly TrailHead[],
  seal: SignEntry,
): Promise<TrailReport> {
  const trail = (await documents.read<{ readonly trail?: AuditTrail }>(name))?.value?.trail;
  if (!trail) return unseen(name);
  const segments: (readonly SignedEntry[] | undefined)[] = [];
  while (segments.length < trail.segments && (segments.length === 0 || segments.at(-1))) {
    segments.push(await segmentOf(documents, name, segments.length + 1));
  }
  const { count, mac } = trail;
  const flaw = findIntegrityError(name, trail, segments, seal) ?? missing(kept, [...segments, trail.entries].flat());
  return { head: { trail: name, count, mac }, ...(flaw && { flaw }) };
}

/** Where a trail that is whole in itself is not the one whose heads were kept: an older copy of it, or another. */
function missing(kept: readonly TrailHead[], entries: readonly (SignedEntry | undefined)[]): TrailReport['flaw'] {
  for (const { count, mac } of kept) {
    const entry = entries[count - 1];
    const last = entries.at(-1);
    if (count > entries.length) return { n: entries.length + 1, what: 'older', ...(last && { at: last.at }) };
    if (entry && entry.mac !== mac) return { n: count, what: 'changed', at: entry.at };
  }
  return undefined;
}
