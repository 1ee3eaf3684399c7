import type { Clock } from '../../src/application/ports/clock.ts';

/** However soon there is more to do, a round is not followed by the next before this. */
const MIN_INTERVAL = 200;

/** Does what is due, again and again: soon when told that there is something, and otherwise when it is next due. */
export class BackgroundWorker {
  readonly #runOnce: (stopping: AbortSignal) => Promise<number | undefined>;
  readonly #schedule: { readonly clock: Clock; readonly atLeastEvery: number };
  readonly #onError: (error: unknown) => void;
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> | undefined;
  #isWakeRequested = false;
  readonly #stopController = new AbortController();

  /** @param runOnce gives when there is more to do, if that is known; it ends soon after it is told to stop */
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

  /** Done when what is under way is; the rest of its round stays due. */
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
