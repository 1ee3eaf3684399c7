import type { Documents } from '../../../src/application/ports/documents.ts';
import { KeyedQueue } from '../../../src/application/runtime/keyed-queue.ts';
import { updateDocument } from '../../../src/application/runtime/update-document.ts';
import type { Activity, TimedActivity } from './local-activity.ts';

const MAX_ACTIVITIES = 100;

interface StoredTranscript {
  /** The number of activities so far, including removed ones: the watermark. */
  readonly last: number;
  readonly activities: readonly TimedActivity[];
}

export interface Transcript {
  /** Adds a timestamp to the activity and stores it as the conversation's newest. */
  append(activity: Activity): Promise<TimedActivity>;
  /** The activities after a watermark, or all stored ones. */
  since(conversation: string, watermark?: number): Promise<{ activities: readonly TimedActivity[]; watermark: number }>;
}

const EMPTY: StoredTranscript = { last: 0, activities: [] };

const documentKey = (conversation: string): string => `local/${conversation}`;

/** Stores conversations, so that they survive a reload and a restart. */
export function createTranscript(documents: Documents): Transcript {
  const queue = new KeyedQueue();

  async function append(activity: Activity): Promise<TimedActivity> {
    const timedActivity = { ...activity, timestamp: new Date().toISOString() };
    await updateDocument<StoredTranscript>(
      documents,
      documentKey(activity.conversation.id),
      ({ last, activities } = EMPTY) => ({
        last: last + 1,
        activities: [...activities, timedActivity].slice(-MAX_ACTIVITIES),
      }),
    );
    return timedActivity;
  }

  return {
    append: (activity) => queue.run(activity.conversation.id, () => append(activity)),

    async since(conversation, watermark = 0) {
      const { last, activities } = (await documents.read<StoredTranscript>(documentKey(conversation)))?.value ?? EMPTY;
      const newCount = Math.min(Math.max(last - watermark, 0), activities.length);
      return { activities: activities.slice(activities.length - newCount), watermark: last };
    },
  };
}
