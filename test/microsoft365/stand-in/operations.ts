import type { Instant } from '../../../src/domain/common/time.ts';
import { refusedWith, type StandInReply } from './stand-in.ts';

/** Milliseconds that a change takes before it is made. */
const DURATION = 15_000;

export interface Refusal {
  readonly code: string;
  readonly message: string;
}

/** Something that a service accepted and does later. */
export interface PendingChange {
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

interface RunningChange extends PendingChange {
  readonly id: string;
  readonly at: Instant;
  state: 'running' | 'done' | Refusal;
}

interface OperationsOptions {
  readonly clock: () => Instant;
  readonly onDone: (what: string) => void;
}

/** What goes on after it was answered with 202, and is asked after at the address that was given then. */
export class Operations {
  /** Why something that was accepted is refused in the end, by what it is done to. */
  readonly failing = new Map<string, Refusal>();
  /** Whether progress is said in a state of its own (`Azure-AsyncOperation`) and not by the status alone. */
  usesStatusUrl = false;
  readonly #options: OperationsOptions;
  readonly #all = new Map<string, RunningChange>();

  constructor(options: OperationsOptions) {
    this.#options = options;
  }

  begin(change: PendingChange): StandInReply {
    const id = `op-${this.#all.size + 1}`;
    this.#all.set(id, { ...change, id, at: this.#options.clock() + DURATION, state: 'running' });
    return this.#accepted(id, change.below);
  }

  /** The same answer again, to whoever asks for the same again while it goes on. */
  repeat(of: string): StandInReply | undefined {
    const running = [...this.#all.values()].find((one) => one.of === of && one.state === 'running');
    return running && this.#accepted(running.id, running.below);
  }

  /** Whether something goes on that is done to it. */
  isRunning(of: string): boolean {
    return this.repeat(of) !== undefined;
  }

  /** Does that whose time has come. */
  settle(): void {
    for (const one of this.#all.values()) {
      if (one.state !== 'running' || one.at > this.#options.clock()) continue;
      const failure = this.failing.get(one.of);
      one.state = failure ?? 'done';
      if (failure) continue;
      one.change();
      this.#options.onDone(`${one.id} ${one.what}`);
    }
  }

  /** Where `Location` leads: 202 until it is over, then the result itself. */
  result(id: string): StandInReply {
    const one = this.#all.get(id);
    if (!one) return refusedWith(404, 'NotFound', 'There is no such operation.');
    if (one.state === 'running') return this.#accepted(id, one.below);
    if (one.state !== 'done') return refusedWith(400, one.state.code, one.state.message);
    return one.result ? { json: one.result() } : { status: 204 };
  }

  /** Where `Azure-AsyncOperation` leads: how far it is, in words. */
  progress(id: string): StandInReply {
    const one = this.#all.get(id);
    if (!one) return refusedWith(404, 'NotFound', 'There is no such operation.');
    if (one.state === 'running') return { json: { id, status: 'InProgress' }, headers: { 'retry-after': '10' } };
    if (one.state !== 'done') return { json: { id, status: 'Failed', error: one.state } };
    return { json: { id, status: 'Succeeded', properties: one.result?.() } };
  }

  #accepted(id: string, below: string): StandInReply {
    const at = (what: string) => `${below}/${what}/${id}?api-version=2024-04-01`;
    const state = this.usesStatusUrl && { 'azure-asyncoperation': at('operationStatus') };
    return { status: 202, headers: { location: at('operationResults'), 'retry-after': '10', ...state } };
  }
}
