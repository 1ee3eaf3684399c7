import type { Clock } from '../../src/application/ports/clock.ts';

/** However soon there is more to do, a round is not followed by the next before this. */
const MIN_INTERVAL = 200;

/** Does what is due, again and again: soon when told that there is something, and otherwise when it is next due. */
export class BackgroundWorker {
  readonly #round: (stopping: AbortSignal) => Promise<number | undefined>;
  readonly #times: { readonly clock: Clock; readonly atLeastEvery: number };
  readonly #onFault: (error: unknown) => void;
  #timer: NodeJS.Timeout | undefined;
  #going: Promise<void> | undefined;
  #again = false;
  readonly #stopped = new AbortController();

  /** @param runOnce gives when there is more to do, if that is known; it ends soon after it is told to stop */
  constructor(
    runOnce: (stopping: AbortSignal) => Promise<number | undefined>,
    schedule: { readonly clock: Clock; readonly atLeastEvery: number },
    onError: (error: unknown) => void,
  ) {
    this.#round = runOnce;
    this.#times = schedule;
    this.#onFault = onError;
  }

  wake(): void {
    this.#again = true;
    if (!this.#going) this.#going = this.#go();
  }

  /** Done when what is under way is; the rest of its round stays due. */
  async stop(): Promise<void> {
    this.#stopped.abort();
    clearTimeout(this.#timer);
    await this.#going;
  }

  async #go(): Promise<void> {
    clearTimeout(this.#timer);
    const { signal } = this.#stopped;
    let next: number | undefined;
    while (this.#again && !signal.aborted) {
      this.#again = false;
      next = await this.#round(signal).catch((error: unknown) => void this.#onFault(error));
    }
    this.#going = undefined;
    if (signal.aborted) return;
    const { clock, atLeastEvery } = this.#times;
    const delay = Math.min(atLeastEvery, Math.max(MIN_INTERVAL, (next ?? Number.POSITIVE_INFINITY) - clock()));
    this.#timer = setTimeout(() => this.wake(), delay);
  }
}
