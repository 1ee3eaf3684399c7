import type { Server } from 'restify';
import type { Documents } from '../../../src/application/ports/ports.ts';
import type { Instant } from '../../../src/domain/common/time.ts';
import { serveConnector } from './connector-routes.ts';
import { deliveryTo } from './deliver-to-bot.ts';
import { serveDirectLine } from './direct-line-routes.ts';
import { servePageFiles } from './page-routes.ts';
import { serveTestersClock } from './test-clock-routes.ts';
import { historyIn } from './transcript.ts';

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
export interface TestersClock {
  now(): Instant;
  nextDue(): Promise<Instant | undefined>;
  /** Carries out everything due on the way. */
  moveTo(at: Instant): Promise<void>;
}

export interface LocalChannelOptions {
  /** Conversations are remembered here, under `local/`. */
  readonly documents: Documents;
  readonly personas: readonly Persona[];
  readonly clock: TestersClock;
  /** What makes a browser in which a conversation is opened that person's. */
  readonly cookieFor?: (person: string) => Promise<string>;
  /** Where activities are posted, without a token, as the Emulator does. */
  readonly botUrl: () => string;
  /** Where the bot posts its answers: `${serviceUrl}v3/conversations/…`. */
  readonly serviceUrl: () => string;
}

/**
 * A page on which a tester chats with the bot as different people, and the channel between the two. It has no
 * authentication at all: serve it on loopback, and never together with an app id.
 */
export function serveLocalChannel(server: Server, options: LocalChannelOptions): void {
  const history = historyIn(options.documents);
  servePageFiles(server);
  serveTestersClock(server, options);
  serveDirectLine(server, options, history, deliveryTo(options, history));
  serveConnector(server, options, history);
}
