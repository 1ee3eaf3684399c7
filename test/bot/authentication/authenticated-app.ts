import { createServer as createHttp, request } from 'node:http';
import { text } from 'node:stream/consumers';
import { pino } from 'pino';
import { createServer } from '../../../bot/http/server.ts';
import { type Circumstances, testApp } from '../../conversation/support/chat-driver.ts';
import { APP, FakeEntra, SECRET } from '../sign-in/fake-entra.ts';
import { BotFrameworkStub, claimsFor, type SigningKey, signToken } from './bot-framework-stub.ts';

export const TENANT = '3ceaaf30-8142-48ea-91d9-3080f9b439fc';

/** Bot Framework's own verification uses the real time. One moment for all tests, so that seed data is created once. */
const STARTED = Date.now();

/** A multi-tenant app with a secret. */
export const withSecret = {
  MicrosoftAppId: APP,
  MicrosoftAppPassword: SECRET,
  PUBLIC_URL: 'https://desk.example.com/',
};

/** A channel's connector, which records what the bot posts. */
async function startConnector() {
  const posts: { path: string; authorization: string | undefined; body: string }[] = [];
  const close = () => server.close().closeAllConnections();
  const channel = { posts, url: '', host: '', redirectsTo: undefined as string | undefined, close };
  const server = createHttp(async (req, res) => {
    posts.push({ path: req.url ?? '', authorization: req.headers.authorization, body: await text(req) });
    if (channel.redirectsTo) {
      res.statusCode = 307;
      res.setHeader('location', channel.redirectsTo);
    }
    res.setHeader('content-type', 'application/json').end('{"id":"1"}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  channel.host = `127.0.0.1:${(server.address() as { port: number }).port}`;
  channel.url = `http://${channel.host}/emea/`;
  return channel;
}

export type AuthenticatedApp = Awaited<ReturnType<typeof startAuthenticatedApp>>;

/** The product as in production, with stubs for Bot Framework's keys, a channel and Entra. */
export async function startAuthenticatedApp(
  keys: readonly SigningKey[],
  env: Readonly<Record<string, string>> = withSecret,
  options: Circumstances = {},
) {
  const [framework, channel] = await Promise.all([new BotFrameworkStub(keys).open(), startConnector()]);
  let now = () => Date.now();
  const entra = new FakeEntra(() => now());
  const app = await testApp({
    ...options,
    at: STARTED,
    env: { BOT_METADATA_URL: framework.url, BOT_HOSTS: channel.host, ...env },
    fetch: (input, init) =>
      String(input).startsWith(framework.url.slice(0, framework.url.indexOf('/v1')))
        ? fetch(input, init)
        : entra.fetch(input, init),
  });
  now = app.now;
  const lines: Record<string, unknown>[] = [];
  const log = pino({ base: null }, { write: (line: string) => lines.push(JSON.parse(line)) });
  const { adapter, bot, ready } = app.composition;
  const server = createServer({ adapter, bot, ready, log });
  await new Promise<void>((resolve) => server.http.listen(0, '127.0.0.1', resolve));
  const { port } = server.http.address();
  const noor = app.organisation.personas.find(({ role }) => role === 'many')?.person.id ?? '';
  const activity = {
    type: 'message',
    id: '1',
    text: 'my subscriptions',
    channelId: 'msteams',
    serviceUrl: channel.url,
    from: { id: `29:${noor}`, aadObjectId: noor },
    recipient: { id: 'bot' },
    conversation: { id: 'c', conversationType: 'personal', tenantId: app.organisation.tenant },
    channelData: { tenant: { id: app.organisation.tenant } },
    locale: 'en-GB',
  };
  /** Sends a request whose headers may repeat, which fetch cannot do. */
  const post = (headers: readonly string[], body: unknown = activity): Promise<HttpResponse> =>
    new Promise((resolve, reject) => {
      const req = request({ host: '127.0.0.1', port, path: '/api/messages', method: 'POST' }, async (response) =>
        resolve({ status: response.statusCode, body: await text(response), headers: response.headers }),
      );
      const allHeaders = ['content-type', 'application/json', ...headers];
      for (let index = 0; index < allHeaders.length; index += 2)
        req.appendHeader(String(allHeaders[index]), String(allHeaders[index + 1]));
      req.on('error', reject);
      req.end(typeof body === 'string' ? body : JSON.stringify(body));
    });
  return {
    testApp: app,
    server,
    framework,
    channel,
    entra,
    lines,
    activity,
    port,
    post,
    /** Sends an activity as a channel does, with a valid token for ten days. */
    sendAsChannel: async (pair: SigningKey, body: object = {}, claims: object = {}) =>
      post(
        [
          'authorization',
          `Bearer ${await signToken(pair, { ...claimsFor(channel.url), exp: Math.floor(Date.now() / 1000) + 864_000, ...claims })}`,
        ],
        {
          ...activity,
          ...body,
        },
      ),
    close: () => {
      framework.close();
      channel.close();
      server.http.close();
      server.http.server.closeAllConnections();
    },
  };
}

export interface HttpResponse {
  readonly status: number | undefined;
  readonly body: string;
  readonly headers: Readonly<Record<string, unknown>>;
}
