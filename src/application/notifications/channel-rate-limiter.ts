import type { Instant } from '../../domain/common/time.ts';
import type { Clock } from '../ports/ports.ts';

interface Limit {
  readonly messages: number;
  /** Milliseconds. */
  readonly within: number;
}

/** What Teams allows: a bot in one conversation, and an app in one organisation. */
const THREAD: readonly Limit[] = [
  { messages: 7, within: 1_000 },
  { messages: 8, within: 2_000 },
  { messages: 60, within: 30_000 },
  { messages: 1_800, within: 3_600_000 },
];
const TENANT: readonly Limit[] = [{ messages: 30, within: 1_000 }];

/** Keeps what one process says within what the channel takes. */
export class ChannelRateLimiter {
  /** For how long what was said counts, in milliseconds. */
  static readonly longest = Math.max(...THREAD.map(({ within }) => within));
  readonly #clock: Clock;
  readonly #said = new Map<string, number[]>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** When something may next be said in a conversation of an organisation: now, or later. */
  next(thread: string, tenant: string): number {
    return Math.max(this.#next(`thread ${thread}`, THREAD), this.organisation(tenant));
  }

  /** When something may next be said to anybody in an organisation. */
  organisation(tenant: string): number {
    return this.#next(`tenant ${tenant}`, TENANT);
  }

  /** Something is said, in the order of time. */
  count({ at, thread }: { readonly at: Instant; readonly thread: string }, tenant: string): void {
    this.#count(`thread ${thread}`, THREAD, at);
    this.#count(`tenant ${tenant}`, TENANT, at);
  }

  #next(name: string, limits: readonly Limit[]): number {
    const said = this.#said.get(name) ?? [];
    const times = limits.map(({ messages, within }) => {
      const oldest = said.at(-messages);
      return oldest === undefined ? 0 : oldest + within;
    });
    return Math.max(this.#clock(), ...times);
  }

  #count(name: string, limits: readonly Limit[], now: Instant): void {
    const longest = Math.max(...limits.map(({ within }) => within));
    const said = (this.#said.get(name) ?? []).filter((at) => at > now - longest);
    this.#said.set(name, [...said, now]);
    if (this.#said.size <= MOST) return;
    for (const [other, times] of this.#said) {
      if ((times.at(-1) ?? 0) <= now - ChannelRateLimiter.longest) this.#said.delete(other);
    }
  }
}

/** Conversations remembered before those that are silent are forgotten. */
const MOST = 10_000;
