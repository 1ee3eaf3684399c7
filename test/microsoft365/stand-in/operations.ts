import type { Instant } from '../../../src/domain/common/time.ts';
import { type Answered, refused } from './stand-in.ts';

/** Milliseconds that a change takes before it is made. */
const TAKES = 15_000;

export interface Refusal {
  readonly code: string;
  readonly message: string;
}

/** Something that a service accepted and does later. */
export interface Later {
  /** What it is done to: while it goes on, nothing else is. */
  readonly of: string;
  /** What it does, as it is noted once it is done. */
  readonly what: string;
  readonly change: () => void;
  /** What is answered once it is done; nothing is 204. */
  readonly result?: () => unknown;
  /** Where its results are asked for. */
  readonly below: string;
}

interface Running extends Later {
  readonly id: string;
  readonly at: Instant;
  state: 'running' | 'done' | Refusal;
}

interface Parts {
  readonly clock: () => Instant;
  readonly onDone: (what: string) => void;
}

/** What goes on after it was answered with 202, and is asked after at the address that was given then. */
export class Operations {
  /** Why something that was accepted is refused in the end, by what it is done to. */
  readonly failing = new Map<string, Refusal>();
  /** Whether progress is said in a state of its own (`Azure-AsyncOperation`) and not by the status alone. */
  inState = false;
  readonly #parts: Parts;
  readonly #all = new Map<string, Running>();

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  begin(later: Later): Answered {
    const id = `op-${this.#all.size + 1}`;
    this.#all.set(id, { ...later, id, at: this.#parts.clock() + TAKES, state: 'running' });
    return this.#accepted(id, later.below);
  }

  /** The same answer again, to whoever asks for the same again while it goes on. */
  again(of: string): Answered | undefined {
    const running = [...this.#all.values()].find((one) => one.of === of && one.state === 'running');
    return running && this.#accepted(running.id, running.below);
  }

  /** Whether something goes on that is done to it. */
  goesOn(of: string): boolean {
    return this.again(of) !== undefined;
  }

  /** Does that whose time has come. */
  settle(): void {
    for (const one of this.#all.values()) {
      if (one.state !== 'running' || one.at > this.#parts.clock()) continue;
      const failure = this.failing.get(one.of);
      one.state = failure ?? 'done';
      if (failure) continue;
      one.change();
      this.#parts.onDone(`${one.id} ${one.what}`);
    }
  }

  /** Where `Location` leads: 202 until it is over, then the result itself. */
  result(id: string): Answered {
    const one = this.#all.get(id);
    if (!one) return refused(404, 'NotFound', 'There is no such operation.');
    if (one.state === 'running') return this.#accepted(id, one.below);
    if (one.state !== 'done') return refused(400, one.state.code, one.state.message);
    return one.result ? { json: one.result() } : { status: 204 };
  }

  /** Where `Azure-AsyncOperation` leads: how far it is, in words. */
  progress(id: string): Answered {
    const one = this.#all.get(id);
    if (!one) return refused(404, 'NotFound', 'There is no such operation.');
    if (one.state === 'running') return { json: { id, status: 'InProgress' }, headers: { 'retry-after': '10' } };
    if (one.state !== 'done') return { json: { id, status: 'Failed', error: one.state } };
    return { json: { id, status: 'Succeeded', properties: one.result?.() } };
  }

  #accepted(id: string, below: string): Answered {
    const at = (what: string) => `${below}/${what}/${id}?api-version=2024-04-01`;
    const state = this.inState && { 'azure-asyncoperation': at('operationStatus') };
    return { status: 202, headers: { location: at('operationResults'), 'retry-after': '10', ...state } };
  }
}
