import type { Documents } from '../../../src/application/ports/documents.ts';
import type { Instant } from '../../../src/domain/common/time.ts';

/** A user that a tester can act as. */
export interface Persona {
  readonly id: string;
  readonly name: string;
  /** BCP 47, such as `nl-NL`. */
  readonly locale: string;
  /** Key of the persona in the page's URL and texts, such as many, none or manager. */
  readonly role: string;
}

/** The sandbox's clock, which a tester can move forward. */
export interface TestClock {
  now(): Instant;
  nextDue(): Promise<Instant | undefined>;
  /** Executes everything that becomes due on the way. */
  moveTo(at: Instant): Promise<void>;
}

export interface LocalChannelOptions {
  /** Stores conversations, under `local/`. */
  readonly documents: Documents;
  readonly personas: readonly Persona[];
  readonly clock: TestClock;
  /** The cookie that signs a browser in as the persona whose conversation it opens. */
  readonly cookieFor?: (person: string) => Promise<string>;
  /** URL to post activities to, without a token, as the Emulator does. */
  readonly botUrl: () => string;
  /** Base URL of the bot's replies: `${serviceUrl}v3/conversations/…`. */
  readonly serviceUrl: () => string;
}
