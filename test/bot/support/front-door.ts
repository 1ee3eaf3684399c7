import { createServer as createHttp } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { pino } from 'pino';
import { loopbackOnly } from '../../../bot/http/loopback.ts';
import { serveCardPage } from '../../../bot/http/pages/card-page-routes.ts';
import { createServer } from '../../../bot/http/server.ts';
import { type Circumstances, type TestApp, testApp } from '../../conversation/support/chat-driver.ts';

/** The product behind HTTP as a channel reaches it, and a channel that keeps what it is told. */
export interface HttpApp {
  readonly app: TestApp;
  readonly base: string;
  /** Where the bot posts its answers. */
  readonly serviceUrl: string;
  /** What the bot posted there. */
  readonly posts: { readonly url: string; readonly body: string }[];
  /** What the channel answers to a post. */
  channelReply: { status: number; body: string };
  /** An activity as Teams sends it for a user, with the given fields changed. */
  activity(person: string, fields: object): Record<string, unknown>;
  post(body: unknown, headers?: Record<string, string>): Promise<Response>;
  close(): void;
}

export async function startHttpApp({
  requestTimeout,
  ...options
}: Circumstances & { requestTimeout?: number } = {}): Promise<HttpApp> {
  let base = '';
  const app = await testApp({ base: () => base, ...options });
  const log = pino({ base: null }, { write: (line: string) => app.lines.push(JSON.parse(line)) });
  const { adapter, rateLimitedBot, cardPages, ready } = app.composition;
  const guards = [loopbackOnly];
  const { http } = createServer({
    adapter,
    bot: rateLimitedBot,
    ready,
    log,
    guards,
    ...(requestTimeout !== undefined && { slowest: requestTimeout }),
  });
  serveCardPage(http, { ...cardPages, guards });
  const posts: HttpApp['posts'] = [];
  const channelReply = { status: 200, body: '{"id":"1"}' };
  const channel = createHttp(async (req, res) => {
    posts.push({ url: req.url ?? '', body: await text(req) });
    res.statusCode = channelReply.status;
    res.setHeader('content-type', 'application/json').end(channelReply.body);
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  await new Promise<void>((resolve) => channel.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${http.address().port}/`;
  const serviceUrl = `http://127.0.0.1:${(channel.address() as AddressInfo).port}/`;
  let messages = 0;
  return {
    app,
    base,
    serviceUrl,
    posts,
    channelReply,
    activity: (person, fields) => ({
      type: 'message',
      id: `m${++messages}`,
      channelId: 'msteams',
      serviceUrl,
      from: { id: `29:${person}`, aadObjectId: person, name: 'Somebody' },
      recipient: { id: 'bot', name: 'Purchase Desk' },
      conversation: { id: `a:${person}`, conversationType: 'personal', tenantId: app.organisation.tenant },
      locale: 'en-GB',
      ...fields,
    }),
    post: (body, headers = {}) =>
      fetch(`${base}api/messages`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: typeof body === 'string' ? body : JSON.stringify(body),
        // Whatever comes in is answered, one way or the other.
        signal: AbortSignal.timeout(25_000),
      }),
    close: () => {
      http.server.closeAllConnections();
      http.close();
      channel.closeAllConnections();
      channel.close();
    },
  };
}

/** The person the tests know by a role. */
export const idOf = ({ organisation }: TestApp, role: string): string =>
  organisation.personas.find((one) => one.role === role)?.person.id ?? role;

/** A press on a card in Teams. */
export const press = (verb: string, data: object = {}): object => ({
  type: 'invoke',
  name: 'adaptiveCard/action',
  value: { action: { type: 'Action.Execute', verb, data } },
});
