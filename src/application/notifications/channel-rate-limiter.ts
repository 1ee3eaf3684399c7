import type { Instant } from '../../domain/common/time.ts';
import type { Clock } from '../ports/clock.ts';

interface Limit {
  readonly messages: number;
  /** Milliseconds. */
  readonly window: number;
}

/** Teams' limits: for a bot in one conversation, and for an app in one organisation. */
const CONVERSATION_LIMITS: readonly Limit[] = [
  { messages: 7, window: 1_000 },
  { messages: 8, window: 2_000 },
  { messages: 60, window: 30_000 },
  { messages: 1_800, window: 3_600_000 },
];
const TENANT_LIMITS: readonly Limit[] = [{ messages: 30, window: 1_000 }];

/** Keeps the messages of this process within the channel's rate limits. */
export class ChannelRateLimiter {
  /** How long a sent message counts, in milliseconds. */
  static readonly longestWindow = Math.max(...CONVERSATION_LIMITS.map(({ window: within }) => within));
  readonly #clock: Clock;
  readonly #sentTimes = new Map<string, number[]>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Returns when the next message may be sent in a conversation of an organisation: now or later. */
  nextSlot(thread: string, tenant: string): number {
    return Math.max(this.#nextSlot(`thread ${thread}`, CONVERSATION_LIMITS), this.nextSlotInTenant(tenant));
  }

  /** Returns when the next message may be sent to anyone in an organisation. */
  nextSlotInTenant(tenant: string): number {
    return this.#nextSlot(`tenant ${tenant}`, TENANT_LIMITS);
  }

  /** Counts a sent message. Messages must be counted in order of time. */
  record({ at, thread }: { readonly at: Instant; readonly thread: string }, tenant: string): void {
    this.#record(`thread ${thread}`, CONVERSATION_LIMITS, at);
    this.#record(`tenant ${tenant}`, TENANT_LIMITS, at);
  }

  #nextSlot(name: string, limits: readonly Limit[]): number {
    const times = this.#sentTimes.get(name) ?? [];
    const slots = limits.map(({ messages, window: within }) => {
      const oldestCounted = times.at(-messages);
      return oldestCounted === undefined ? 0 : oldestCounted + within;
    });
    return Math.max(this.#clock(), ...slots);
  }

  #record(name: string, limits: readonly Limit[], now: Instant): void {
    const longestLimit = Math.max(...limits.map(({ window: within }) => within));
    const recent = (this.#sentTimes.get(name) ?? []).filter((at) => at > now - longestLimit);
    this.#sentTimes.set(name, [...recent, now]);
    if (this.#sentTimes.size <= MAX_TRACKED) return;
    for (const [other, otherTimes] of this.#sentTimes) {
      if ((otherTimes.at(-1) ?? 0) <= now - ChannelRateLimiter.longestWindow) this.#sentTimes.delete(other);
    }
  }
}

/** Conversations tracked before inactive ones are dropped. */
const MAX_TRACKED = 10_000;
