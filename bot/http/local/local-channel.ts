import type { Server } from 'restify';
import { serveConnector } from './connector-routes.ts';
import { createDelivery } from './deliver-to-bot.ts';
import { serveDirectLine } from './direct-line-routes.ts';
import type { LocalChannelOptions } from './options.ts';
import { servePageFiles } from './page-routes.ts';
import { serveTestClock } from './test-clock-routes.ts';
import { createTranscript } from './transcript.ts';

/**
 * Serves the test channel: a page on which a tester chats with the bot as different users, and the channel behind it. It has
 * no authentication: serve it on loopback only, and never together with an app id.
 */
export function serveLocalChannel(server: Server, options: LocalChannelOptions): void {
  const transcript = createTranscript(options.documents);
  servePageFiles(server);
  serveTestClock(server, options);
  serveDirectLine(server, options, transcript, createDelivery(options, transcript));
  serveConnector(server, options, transcript);
}
