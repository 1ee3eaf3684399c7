import { createServer as createHttp } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { pino } from 'pino';
import { loopbackOnly } from '../../../bot/http/loopback.ts';
import { serveCardPage } from '../../../bot/http/pages/card-page-routes.ts';
import { createServer } from '../../../bot/http/server.ts';
import { type Circumstances, testApp, type World } from '../../conversation/support/chat-driver.ts';

/** The product behind HTTP as a channel reaches it, and a channel that keeps what it is told. */
export interface FrontDoor {
  readonly place: World;
  readonly base: string;
  /** Where the bot posts its answers. */
  readonly serviceUrl: string;
  /** What the bot posted there. */
  readonly posts: { readonly url: string; readonly said: string }[];
  /** What the channel answers to a post. */
  answers: { status: number; body: string };
  /** An activity as Teams sends it for somebody, with what is said otherwise. */
  activity(person: string, said: object): Record<string, unknown>;
  post(body: unknown, headers?: Record<string, string>): Promise<Response>;
  close(): void;
}

export async function frontDoor({
  slowest,
  ...circumstances
}: Circumstances & { slowest?: number } = {}): Promise<FrontDoor> {
  let base = '';
  const place = await testApp({ base: () => base, ...circumstances });
  const log = pino({ base: null }, { write: (line: string) => place.lines.push(JSON.parse(line)) });
  const { adapter, rateLimitedBot, cardPages, ready } = place.desk;
  const guards = [loopbackOnly];
  const { http } = createServer({
    adapter,
    bot: rateLimitedBot,
    ready,
    log,
    guards,
    ...(slowest !== undefined && { slowest }),
  });
  serveCardPage(http, { ...cardPages, guards });
  const posts: FrontDoor['posts'] = [];
  const answers = { status: 200, body: '{"id":"1"}' };
  const channel = createHttp(async (req, res) => {
    posts.push({ url: req.url ?? '', said: await text(req) });
    res.statusCode = answers.status;
    res.setHeader('content-type', 'application/json').end(answers.body);
  });
  await new Promise<void>((done) => http.listen(0, '127.0.0.1', done));
  await new Promise<void>((done) => channel.listen(0, '127.0.0.1', done));
  base = `http://127.0.0.1:${http.address().port}/`;
  const serviceUrl = `http://127.0.0.1:${(channel.address() as AddressInfo).port}/`;
  let messages = 0;
  return {
    place,
    base,
    serviceUrl,
    posts,
    answers,
    activity: (person, said) => ({
      type: 'message',
      id: `m${++messages}`,
      channelId: 'msteams',
      serviceUrl,
      from: { id: `29:${person}`, aadObjectId: person, name: 'Somebody' },
      recipient: { id: 'bot', name: 'Purchase Desk' },
      conversation: { id: `a:${person}`, conversationType: 'personal', tenantId: place.organisation.tenant },
      locale: 'en-GB',
      ...said,
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
export const idOf = ({ organisation }: World, role: string): string =>
  organisation.personas.find((one) => one.role === role)?.person.id ?? role;

/** A press on a card in Teams. */
export const press = (verb: string, data: object = {}): object => ({
  type: 'invoke',
  name: 'adaptiveCard/action',
  value: { action: { type: 'Action.Execute', verb, data } },
});
