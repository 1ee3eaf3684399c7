import type { Clock } from '../../src/application/ports/clock.ts';

/** Milliseconds between two runs at least. */
const MIN_INTERVAL = 200;

/** Runs a task when woken, when the next item is due, and at least every `atLeastEvery` milliseconds. */
export class BackgroundWorker {
  readonly #runOnce: (stopping: AbortSignal) => Promise<number | undefined>;
  readonly #schedule: { readonly clock: Clock; readonly atLeastEvery: number };
  readonly #onError: (error: unknown) => void;
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> | undefined;
  #isWakeRequested = false;
  readonly #stopController = new AbortController();

  /** @param runOnce returns when the next item is due, if known; it ends soon after its signal aborts */
  constructor(
    runOnce: (stopping: AbortSignal) => Promise<number | undefined>,
    schedule: { readonly clock: Clock; readonly atLeastEvery: number },
    onError: (error: unknown) => void,
  ) {
    this.#runOnce = runOnce;
    this.#schedule = schedule;
    this.#onError = onError;
  }

  wake(): void {
    this.#isWakeRequested = true;
    if (!this.#running) this.#running = this.#loop();
  }

  /** Waits for the current run to end; what it did not reach stays due. */
  async stop(): Promise<void> {
    this.#stopController.abort();
    clearTimeout(this.#timer);
    await this.#running;
  }

  async #loop(): Promise<void> {
    clearTimeout(this.#timer);
    const { signal } = this.#stopController;
    let next: number | undefined;
    while (this.#isWakeRequested && !signal.aborted) {
      this.#isWakeRequested = false;
      next = await this.#runOnce(signal).catch((error: unknown) => void this.#onError(error));
    }
    this.#running = undefined;
    if (signal.aborted) return;
    const { clock, atLeastEvery } = this.#schedule;
    const delay = Math.min(atLeastEvery, Math.max(MIN_INTERVAL, (next ?? Number.POSITIVE_INFINITY) - clock()));
    this.#timer = setTimeout(() => this.wake(), delay);
  }
}
