import type { Instant } from '../../../src/domain/common/time.ts';
import { errorReply, type StandInReply } from './stand-in.ts';

/** Milliseconds until a change is carried out. */
const DURATION = 15_000;

export interface Refusal {
  readonly code: string;
  readonly message: string;
}

/** A change that a service accepted and carries out later. */
export interface PendingChange {
  /** The resource that is changed; it is locked meanwhile. */
  readonly resource: string;
  /** The description that is recorded once the change is done. */
  readonly description: string;
  readonly change: () => void;
  /** The response once the change is done; 204 where there is none. */
  readonly result?: () => unknown;
  /** The URL below which the operation is polled. */
  readonly baseUrl: string;
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

/** The operations that were answered with 202, and are polled at the URL of that response. */
export class Operations {
  /** The errors of operations that fail, by resource. */
  readonly failing = new Map<string, Refusal>();
  /** Whether progress is reported in a status resource (`Azure-AsyncOperation`) and not by the HTTP status alone. */
  usesStatusUrl = false;
  readonly #options: OperationsOptions;
  readonly #all = new Map<string, RunningChange>();

  constructor(options: OperationsOptions) {
    this.#options = options;
  }

  begin(change: PendingChange): StandInReply {
    const id = `op-${this.#all.size + 1}`;
    this.#all.set(id, { ...change, id, at: this.#options.clock() + DURATION, state: 'running' });
    return this.#accepted(id, change.baseUrl);
  }

  /** The same response for a request that is repeated while the operation runs. */
  repeat(resource: string): StandInReply | undefined {
    const running = [...this.#all.values()].find((one) => one.resource === resource && one.state === 'running');
    return running && this.#accepted(running.id, running.baseUrl);
  }

  /** Whether an operation changes the resource now. */
  isRunning(resource: string): boolean {
    return this.repeat(resource) !== undefined;
  }

  /** Carries out the changes that are due. */
  settle(): void {
    for (const one of this.#all.values()) {
      if (one.state !== 'running' || one.at > this.#options.clock()) continue;
      const failure = this.failing.get(one.resource);
      one.state = failure ?? 'done';
      if (failure) continue;
      one.change();
      this.#options.onDone(`${one.id} ${one.description}`);
    }
  }

  /** The response at `Location`: 202 until the operation ends, then the result. */
  result(id: string): StandInReply {
    const one = this.#all.get(id);
    if (!one) return errorReply(404, 'NotFound', 'There is no such operation.');
    if (one.state === 'running') return this.#accepted(id, one.baseUrl);
    if (one.state !== 'done') return errorReply(400, one.state.code, one.state.message);
    return one.result ? { json: one.result() } : { status: 204 };
  }

  /** The response at `Azure-AsyncOperation`: the operation's status. */
  progress(id: string): StandInReply {
    const one = this.#all.get(id);
    if (!one) return errorReply(404, 'NotFound', 'There is no such operation.');
    if (one.state === 'running') return { json: { id, status: 'InProgress' }, headers: { 'retry-after': '10' } };
    if (one.state !== 'done') return { json: { id, status: 'Failed', error: one.state } };
    return { json: { id, status: 'Succeeded', properties: one.result?.() } };
  }

  #accepted(id: string, baseUrl: string): StandInReply {
    const urlFor = (kind: string) => `${baseUrl}/${kind}/${id}?api-version=2024-04-01`;
    const state = this.usesStatusUrl && { 'azure-asyncoperation': urlFor('operationStatus') };
    return { status: 202, headers: { location: urlFor('operationResults'), 'retry-after': '10', ...state } };
  }
}
