import type { Documents } from '../../../src/application/ports/documents.ts';
import type { Instant } from '../../../src/domain/common/time.ts';

/** Somebody a tester can be. */
export interface Persona {
  readonly id: string;
  readonly name: string;
  /** BCP 47, such as `nl-NL`. */
  readonly locale: string;
  /** What is special about them, as a key for the address and the page's words: many, none, manager. */
  readonly role: string;
}

/** The sandbox's time, which a tester may move on. */
export interface TestClock {
  now(): Instant;
  nextDue(): Promise<Instant | undefined>;
  /** Carries out everything due on the way. */
  moveTo(at: Instant): Promise<void>;
}

export interface LocalChannelOptions {
  /** Conversations are remembered here, under `local/`. */
  readonly documents: Documents;
  readonly personas: readonly Persona[];
  readonly clock: TestClock;
  /** What makes a browser in which a conversation is opened that person's. */
  readonly cookieFor?: (person: string) => Promise<string>;
  /** Where activities are posted, without a token, as the Emulator does. */
  readonly botUrl: () => string;
  /** Where the bot posts its answers: `${serviceUrl}v3/conversations/…`. */
  readonly serviceUrl: () => string;
}
