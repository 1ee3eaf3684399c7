import type { Span } from '@opentelemetry/api';
import type { Activity } from 'botbuilder';
import { KeyedQueue } from '../../../src/application/runtime/keyed-queue.ts';
import { channelName } from '../../channel/activity-parser.ts';
import { newReference, underReference } from '../../operations/error-reference.ts';
import { withSpan } from '../../operations/telemetry/instrumented.ts';

/** Identifies a turn in logs and traces. */
export interface TurnTrace {
  readonly reference: string;
  readonly span: Span;
}

/** Runs the turns of each conversation in order, each with an error reference and a span of its own. */
export class ConversationQueue {
  readonly #queue = new KeyedQueue();
  readonly #running = new Set<Promise<void>>();

  run(activity: Activity, turn: (trace: TurnTrace) => Promise<void>): Promise<void> {
    return this.track(
      this.#queue.run(`${activity.channelId}/${activity.conversation?.id}`, () => {
        const reference = newReference();
        return underReference(reference, () =>
          withSpan('turn', (span) => {
            span.setAttributes({ reference, channel: channelName(activity) });
            return turn({ reference, span });
          }),
        );
      }),
    );
  }

  /** Makes `settled` wait for work outside the queue too. */
  track(work: Promise<void>): Promise<void> {
    this.#running.add(work);
    return work.finally(() => this.#running.delete(work));
  }

  /** Resolves when no turn and no tracked work is running. */
  async settled(): Promise<void> {
    while (this.#running.size > 0) await Promise.allSettled(this.#running);
  }
}
