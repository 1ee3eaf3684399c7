import { randomUUID } from 'node:crypto';
import type { Input } from '../../../dialogs/engine/turn.ts';
import type { Instant } from '../../../src/domain/common/time.ts';
import type { TokenExchangeResult } from '../../http/sign-in/chat-sign-in.ts';

/** Input that waits until the user has signed in, and is then handled automatically. */
export interface PendingInput {
  /** Identifies the request to sign in; every client of the user answers it. */
  readonly id: string;
  readonly inputs: readonly Input[];
  /** When the input expires: the user may have forgotten it by then. */
  readonly until: Instant;
  /** The result of the first client's answer; it holds for the answers of the other clients too. */
  readonly came?: TokenExchangeResult;
}

/** The input of a user who only arrived. */
export const HOME: Input = { kind: 'card', verb: 'home', fields: {} };

const LIFETIME_MS = 15 * 60_000;
const MAX_INPUTS = 5;

/** The pending input with `inputs` added. A request to sign in that is still open keeps its id. */
export function addPendingInput(
  pending: PendingInput | undefined,
  inputs: readonly Input[],
  now: Instant,
): PendingInput {
  const open = pending && pending.came === undefined && now < pending.until ? pending : undefined;
  return {
    id: open?.id ?? randomUUID(),
    inputs: [...(open?.inputs ?? []), ...inputs].slice(-MAX_INPUTS),
    until: now + LIFETIME_MS,
  };
}

/** The input to handle now that the user has signed in; only the home card if it has expired. */
export function takePendingInput(pending: PendingInput | undefined, now: Instant): readonly Input[] {
  if (!pending) return [];
  return now < pending.until ? pending.inputs : [HOME];
}
