import restify from 'restify';
import { serveLocalChannel } from '../../../bot/http/local/local-channel.ts';
import type { Persona } from '../../../bot/http/local/options.ts';
import type { Documents, VersionedDocument } from '../../../src/application/ports/documents.ts';
import { ConflictError } from '../../../src/application/ports/errors.ts';

export const NOOR: Persona = {
  id: '5b1c3d0a-0000-4000-8000-000000000001',
  name: 'Noor de Vries',
  locale: 'nl-NL',
  role: 'many',
};
export const TOM: Persona = {
  id: '5b1c3d0a-0000-4000-8000-000000000002',
  name: 'Tom Peeters',
  locale: 'en-GB',
  role: 'none',
};

/** A response of the channel; the test asserts its body. */
// biome-ignore lint/suspicious/noExplicitAny: the test asserts the body
type ParsedResponse = { status: number; body: any };

export async function fetchJson(url: string, init?: RequestInit): Promise<ParsedResponse> {
  const response = await fetch(url, init);
  const text = await response.text();
  return { status: response.status, body: text === '' ? undefined : JSON.parse(text) };
}

function createDocuments(): Documents {
  const stored = new Map<string, VersionedDocument<unknown>>();
  return {
    read: async <T>(key: string) => structuredClone(stored.get(key)) as VersionedDocument<T> | undefined,
    write: async (key, value, { ifVersion } = {}) => {
      const version = stored.get(key)?.version ?? 0;
      if (ifVersion !== undefined && ifVersion !== version) throw new ConflictError(key);
      stored.set(key, structuredClone({ value, version: version + 1 }));
      return version + 1;
    },
    delete: async (key) => void stored.delete(key),
    find: async () => [],
    claim: async () => [],
    tally: async () => [],
  };
}

const listen = (server: restify.Server): Promise<string> =>
  new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve(`http://localhost:${server.address().port}/`));
  });

const closeServer = (server: restify.Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve());
    server.server.closeAllConnections();
  });

interface BotMessage {
  readonly id: string;
  readonly type: string;
  readonly text?: string;
  readonly serviceUrl: string;
  readonly from: object;
  readonly conversation: { readonly id: string };
}

/** A bot that echoes messages. */
async function startEchoBot() {
  const server = restify.createServer();
  const bot = { url: '', status: 200, received: [] as BotMessage[], leave: () => closeServer(server) };
  server.post('/api/messages', restify.plugins.bodyParser(), async (req: restify.Request, res: restify.Response) => {
    const activity: BotMessage = req.body;
    bot.received.push(activity);
    if (activity.text !== undefined && bot.status === 200) {
      await fetchJson(`${activity.serviceUrl}v3/conversations/${activity.conversation.id}/activities/${activity.id}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json; charset=utf-8' },
        body: JSON.stringify({ type: 'message', text: `You said ${activity.text}` }),
      });
    }
    res.send(bot.status);
  });
  bot.url = `${await listen(server)}api/messages`;
  return bot;
}

export type TestChannel = Awaited<ReturnType<typeof startTestChannel>>;

/** Starts the test channel with an echo bot behind it. */
export async function startTestChannel({ documents = createDocuments() } = {}) {
  const bot = await startEchoBot();
  const server = restify.createServer();
  let now = 0;
  let url = '';
  serveLocalChannel(server, {
    documents,
    personas: [NOOR, TOM],
    clock: {
      now: () => now,
      nextDue: async () => now + 1_000_000,
      moveTo: async (at) => {
        now = at;
      },
    },
    botUrl: () => bot.url,
    serviceUrl: () => url,
  });
  url = await listen(server);
  const post = (path: string, body: object) =>
    fetchJson(new URL(path, url).href, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  return {
    url,
    bot,
    documents,
    get: (path: string) => fetchJson(new URL(path, url).href),
    post,
    async close() {
      await closeServer(server);
      await bot.leave();
    },
  };
}
