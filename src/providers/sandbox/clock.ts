import type { Clock, Documents } from '../../application/ports/ports.ts';
import type { Instant } from '../../domain/common/time.ts';

const KEY = 'sandbox/clock';

/** The sandbox's time: the real one, moved ahead by as much as its tester wanted. It only goes forward. */
export class SandboxClock {
  readonly #documents: Documents;
  readonly #real: Clock;
  #ahead: number;

  private constructor(documents: Documents, real: Clock, ahead: number) {
    this.#documents = documents;
    this.#real = real;
    this.#ahead = ahead;
  }

  static async open(documents: Documents, real: Clock): Promise<SandboxClock> {
    const stored = await documents.read<{ ahead: number }>(KEY);
    return new SandboxClock(documents, real, stored?.value.ahead ?? 0);
  }

  readonly now = (): Instant => this.#real() + this.#ahead;

  async moveTo(at: Instant): Promise<void> {
    const ahead = Math.max(this.#ahead, at - this.#real());
    await this.#documents.write(KEY, { ahead });
    this.#ahead = ahead;
  }
}
