import { createServer as createHttp, request } from 'node:http';
import { text } from 'node:stream/consumers';
import { pino } from 'pino';
import { createServer } from '../../../bot/http/server.ts';
import { type Circumstances, testApp } from '../../conversation/support/chat-driver.ts';
import { APP, Entra, SECRET } from '../sign-in/entra.ts';
import { claimsFor, Framework, type Pair, tokenOf } from './framework.ts';

export const TENANT = '3ceaaf30-8142-48ea-91d9-3080f9b439fc';

/** Bot Framework's own check knows no time but the real one; one moment, so that the past is lived through once. */
const STARTED = Date.now();

/** An app of no tenant, with a secret. */
export const withSecret = {
  MicrosoftAppId: APP,
  MicrosoftAppPassword: SECRET,
  PUBLIC_URL: 'https://desk.example.com/',
};

/** A channel's connector: what is posted to it, and with what. */
async function connector() {
  const posts: { path: string; authorization: string | undefined; said: string }[] = [];
  const close = () => server.close().closeAllConnections();
  const channel = { posts, url: '', host: '', sendsTo: undefined as string | undefined, close };
  const server = createHttp(async (req, res) => {
    posts.push({ path: req.url ?? '', authorization: req.headers.authorization, said: await text(req) });
    if (channel.sendsTo) {
      res.statusCode = 307;
      res.setHeader('location', channel.sendsTo);
    }
    res.setHeader('content-type', 'application/json').end('{"id":"1"}');
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  channel.host = `127.0.0.1:${(server.address() as { port: number }).port}`;
  channel.url = `http://${channel.host}/emea/`;
  return channel;
}

export type StrictDesk = Awaited<ReturnType<typeof strictDesk>>;

/** The product as production has it, with stand-ins for Bot Framework's keys, a channel and Entra. */
export async function strictDesk(
  keys: readonly Pair[],
  env: Readonly<Record<string, string>> = withSecret,
  others: Circumstances = {},
) {
  const [framework, channel] = await Promise.all([new Framework(keys).open(), connector()]);
  let now = () => Date.now();
  const entra = new Entra(() => now());
  const place = await testApp({
    ...others,
    at: STARTED,
    env: { BOT_METADATA_URL: framework.url, BOT_HOSTS: channel.host, ...env },
    fetch: (input, init) =>
      String(input).startsWith(framework.url.slice(0, framework.url.indexOf('/v1')))
        ? fetch(input, init)
        : entra.fetch(input, init),
  });
  now = place.now;
  const lines: Record<string, unknown>[] = [];
  const log = pino({ base: null }, { write: (line: string) => lines.push(JSON.parse(line)) });
  const { adapter, bot, ready } = place.desk;
  const server = createServer({ adapter, bot, ready, log });
  await new Promise<void>((done) => server.http.listen(0, '127.0.0.1', done));
  const { port } = server.http.address();
  const noor = place.organisation.personas.find(({ role }) => role === 'many')?.person.id ?? '';
  const activity = {
    type: 'message',
    id: '1',
    text: 'my subscriptions',
    channelId: 'msteams',
    serviceUrl: channel.url,
    from: { id: `29:${noor}`, aadObjectId: noor },
    recipient: { id: 'bot' },
    conversation: { id: 'c', conversationType: 'personal', tenantId: place.organisation.tenant },
    channelData: { tenant: { id: place.organisation.tenant } },
    locale: 'en-GB',
  };
  /** fetch sends no header twice. */
  const post = (headers: readonly string[], body: unknown = activity): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const sent = request({ host: '127.0.0.1', port, path: '/api/messages', method: 'POST' }, async (answer) =>
        resolve({ status: answer.statusCode, said: await text(answer), headers: answer.headers }),
      );
      const whole = ['content-type', 'application/json', ...headers];
      for (let at = 0; at < whole.length; at += 2) sent.appendHeader(String(whole[at]), String(whole[at + 1]));
      sent.on('error', reject);
      sent.end(typeof body === 'string' ? body : JSON.stringify(body));
    });
  return {
    place,
    server,
    framework,
    channel,
    entra,
    lines,
    activity,
    port,
    post,
    /** What a channel sends: an activity, and a token that fits for ten days. */
    tell: async (pair: Pair, body: object = {}, claims: object = {}) =>
      post(
        [
          'authorization',
          `Bearer ${await tokenOf(pair, { ...claimsFor(channel.url), exp: Math.floor(Date.now() / 1000) + 864_000, ...claims })}`,
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

export interface Answer {
  readonly status: number | undefined;
  readonly said: string;
  readonly headers: Readonly<Record<string, unknown>>;
}
