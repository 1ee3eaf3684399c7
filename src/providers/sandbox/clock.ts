import type { Clock } from '../../application/ports/clock.ts';
import type { Documents } from '../../application/ports/documents.ts';
import type { Instant } from '../../domain/common/time.ts';

const DOCUMENT_KEY = 'sandbox/clock';

/** The sandbox's clock: real time plus an offset that a tester can increase. It never goes back. */
export class SandboxClock {
  readonly #documents: Documents;
  readonly #realClock: Clock;
  #offset: number;

  private constructor(documents: Documents, realClock: Clock, offset: number) {
    this.#documents = documents;
    this.#realClock = realClock;
    this.#offset = offset;
  }

  static async open(documents: Documents, realClock: Clock): Promise<SandboxClock> {
    const stored = await documents.read<{ ahead: number }>(DOCUMENT_KEY);
    return new SandboxClock(documents, realClock, stored?.value.ahead ?? 0);
  }

  readonly now = (): Instant => this.#realClock() + this.#offset;

  async moveTo(at: Instant): Promise<void> {
    const offset = Math.max(this.#offset, at - this.#realClock());
    await this.#documents.write(DOCUMENT_KEY, { ahead: offset });
    this.#offset = offset;
  }
}
