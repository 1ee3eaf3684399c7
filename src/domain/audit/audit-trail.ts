import type { Instant } from '../common/time.ts';
import type { AccountEvent } from './account-event.ts';

/** An event with its number in a trail: 1, 2, 3… without gaps. */
export interface AuditEntry extends AccountEvent {
  readonly n: number;
}

/** An entry whose MAC includes the MAC of the entry before: neither can be changed without the key. */
export interface SignedEntry extends AuditEntry {
  readonly mac: string;
}

/** All events of one object, oldest first. Entries are never removed. */
export interface AuditTrail {
  readonly count: number;
  /** The MAC of the last entry; empty before the first. */
  readonly mac: string;
  /** A MAC over the number of entries and the last MAC: truncating the trail needs the key as well. */
  readonly head: string;
  /** The number of full segments filed as documents of their own. */
  readonly segments: number;
  /** The entries not filed yet. */
  readonly entries: readonly SignedEntry[];
}

/** Signs a text with the key, such as with HMAC. */
export type SignEntry = (text: string) => string;

/** The end of a trail as recorded outside the store: the trail must still contain it. */
export interface TrailHead {
  readonly trail: string;
  readonly count: number;
  readonly mac: string;
}

/**
 * The first integrity error of a trail. `cut`: entries are missing. `segment`: a filed segment is missing. `head`: the
 * head MAC differs, so that entries were cut from or added to the end.
 */
export interface IntegrityError {
  readonly n: number;
  readonly what: 'changed' | 'cut' | 'segment' | 'head';
  /** The time of the entry, or of the last intact entry before it. */
  readonly at?: Instant;
}

/** The newest entries of a trail, newest first, and the number of all its entries. */
export interface RecentEntries {
  readonly entries: readonly AuditEntry[];
  readonly count: number;
}
