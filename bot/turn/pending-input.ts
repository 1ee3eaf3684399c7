import { randomUUID } from 'node:crypto';
import type { Input } from '../../dialogs/engine/turn.ts';
import type { Instant } from '../../src/domain/common/time.ts';
import type { Exchanged } from '../http/sign-in/chat-sign-in.ts';

/** What somebody wanted before they were signed in: it is done by itself once they are. */
export interface PendingInput {
  /** Names the question to sign in: every client of theirs answers it. */
  readonly id: string;
  readonly inputs: readonly Input[];
  /** After this it is not done by itself any more: they may have forgotten it. */
  readonly until: Instant;
  /** What the first answer came to: all others come to the same. */
  readonly came?: Exchanged;
}

/** What is wanted by arriving. */
export const HOME: Input = { kind: 'card', verb: 'home', fields: {} };

const LASTS = 15 * 60_000;
const MOST = 5;

/** What waits now that this is wanted, too. Whoever is asked already is asked the same. */
export function waitingWith(before: PendingInput | undefined, inputs: readonly Input[], now: Instant): PendingInput {
  const same = before && before.came === undefined && now < before.until ? before : undefined;
  return {
    id: same?.id ?? randomUUID(),
    inputs: [...(same?.inputs ?? []), ...inputs].slice(-MOST),
    until: now + LASTS,
  };
}

/** What is to be done now that somebody signed in: where it was long ago, it is only said where they are. */
export function wantedIn(waiting: PendingInput | undefined, now: Instant): readonly Input[] {
  if (!waiting) return [];
  return now < waiting.until ? waiting.inputs : [HOME];
}
