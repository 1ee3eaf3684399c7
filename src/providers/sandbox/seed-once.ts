import type { Clock } from '../../application/ports/clock.ts';
import type { Documents } from '../../application/ports/documents.ts';
import { isWritten } from '../../application/runtime/retry-on-conflict.ts';
import type { SignEntry } from '../../domain/audit/audit-trail.ts';
import type { Rules } from '../../domain/common/rules.ts';
import type { Instant } from '../../domain/common/time.ts';
import type { Organisation } from './organisation.ts';
import { seedHistory } from './seed.ts';

const SEEDED = 'sandbox/past';
const CLAIM = 'sandbox/past-begun';

/** Milliseconds after which a process that claimed the seeding is considered dead. */
const CLAIM_LIFETIME = 60_000;
const POLL_INTERVAL = 100;

interface SeedClaim {
  readonly at: Instant;
  /** The day that history counts back from: a process that takes over creates the same history. */
  readonly today: Instant;
}

interface SeedStore extends Documents {
  copyTo(documents: Documents): Promise<void>;
}

interface SeedOptions {
  readonly organisation: Organisation;
  readonly rules: Rules;
  readonly sign: SignEntry;
  readonly clock: Clock;
  /** Creates an empty store in memory. */
  readonly createStore: () => SeedStore;
}

/** Whether the organisation's history is in the store. */
export const isSeeded = async (documents: Documents): Promise<boolean> => (await documents.read(SEEDED)) !== undefined;

/** Creates the organisation's history, unless it is there. Of several processes one does it, and the others wait. */
export async function seedOnce(documents: Documents, options: SeedOptions): Promise<void> {
  while (!(await isSeeded(documents))) {
    const claim = await claimSeeding(documents, options.clock());
    if (claim) await seed(documents, claim.today, options);
    else await new Promise((resume) => setTimeout(resume, POLL_INTERVAL));
  }
}

async function claimSeeding(documents: Documents, now: Instant): Promise<SeedClaim | undefined> {
  const stored = await documents.read<SeedClaim>(CLAIM);
  if (stored && now - stored.value.at <= CLAIM_LIFETIME) return undefined;
  const claim = { at: now, today: stored?.value.today ?? now };
  const hasClaimed = await isWritten(documents.write(CLAIM, claim, { ifVersion: stored?.version ?? 0 }));
  return hasClaimed ? claim : undefined;
}

async function seed(documents: Documents, today: Instant, { sign, createStore, ...options }: SeedOptions) {
  const store = createStore();
  await seedHistory(store, createStore(), { ...options, today, sign });
  await store.copyTo(documents);
  await documents.write(SEEDED, { today });
}
