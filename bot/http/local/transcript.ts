import { ConflictError, type Documents } from '../../../src/application/ports/ports.ts';
import { KeyedQueue } from '../../../src/application/runtime/keyed-queue.ts';
import type { Activity, TimedActivity } from './local-activity.ts';

const KEPT = 100;
const ATTEMPTS = 10;

interface Log {
  /** How many activities there have been, those no longer kept included: the watermark. */
  readonly last: number;
  readonly activities: readonly TimedActivity[];
}

export interface Transcript {
  /** Stamps the activity with the time and remembers it as the conversation's newest. */
  append(activity: Activity): Promise<TimedActivity>;
  /** What came after a watermark; everything kept when there is none. */
  since(conversation: string, watermark?: number): Promise<{ activities: readonly TimedActivity[]; watermark: number }>;
}

const EMPTY: Log = { last: 0, activities: [] };

const keyOf = (conversation: string): string => `local/${conversation}`;

/** Conversations that outlive a reload and a restart. */
export function historyIn(documents: Documents): Transcript {
  const turns = new KeyedQueue();

  async function write(activity: Activity, attempts: number): Promise<TimedActivity> {
    const key = keyOf(activity.conversation.id);
    const stored = await documents.read<Log>(key);
    const { last, activities } = stored?.value ?? EMPTY;
    const timed = { ...activity, timestamp: new Date().toISOString() };
    try {
      const log: Log = { last: last + 1, activities: [...activities, timed].slice(-KEPT) };
      await documents.write(key, log, { ifVersion: stored?.version ?? 0 });
      return timed;
    } catch (error) {
      if (!(error instanceof ConflictError) || attempts === 1) throw error;
      return write(activity, attempts - 1);
    }
  }

  return {
    append: (activity) => turns.run(activity.conversation.id, () => write(activity, ATTEMPTS)),

    async since(conversation, watermark = 0) {
      const { last, activities } = (await documents.read<Log>(keyOf(conversation)))?.value ?? EMPTY;
      const missed = Math.min(Math.max(last - watermark, 0), activities.length);
      return { activities: activities.slice(activities.length - missed), watermark: last };
    },
  };
}
