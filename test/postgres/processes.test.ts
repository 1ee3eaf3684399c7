import { createServer, type Server as HttpServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Account } from '../../src/domain/account.ts';
import { sandboxOrganisation } from '../../src/providers/sandbox/organisation.ts';
import { openPostgres } from '../../src/state/postgres/open.ts';
import { freePort, type Product, runToEnd, startProduct } from '../browser/product.ts';
import { PostgresServer } from './server.ts';

const { tenant, personas } = sandboxOrganisation();
const idOf = (role: string) => personas.find((one) => one.role === role)?.person.id ?? '';
const noor = idOf('many');
const iris = idOf('manager');

/** A card as a channel sees it. */
type Sent = { readonly conversation: string; readonly said: string };

/** Teams, as far as two processes need it: it keeps what they say. */
class Channel {
  readonly said: Sent[] = [];
  readonly #http: HttpServer;
  url = '';

  constructor() {
    this.#http = createServer(async (req, res) => {
      const said = await text(req);
      this.said.push({ conversation: decodeURIComponent(req.url?.split('/')[3] ?? ''), said });
      res.setHeader('content-type', 'application/json').end('{"id":"1"}');
    });
  }

  async open(): Promise<void> {
    await new Promise<void>((done) => this.#http.listen(0, '127.0.0.1', done));
    this.url = `http://127.0.0.1:${(this.#http.address() as { port: number }).port}/`;
  }

  close(): void {
    this.#http.closeAllConnections();
    this.#http.close();
  }

  /** Waits until something like this is said to somebody. */
  async hears(person: string, pattern: RegExp, from: number): Promise<void> {
    while (!this.said.slice(from).some(({ conversation, said }) => conversation === person && pattern.test(said))) {
      await new Promise((over) => setTimeout(over, 50));
    }
  }
}

let server: PostgresServer;
let url: string;
let channel: Channel;
let products: Product[];
const env = async () => ({
  PORT: String(await freePort()),
  STORE: 'postgres',
  DATABASE_URL: url,
  LOG_LEVEL: 'silent',
});
const start = async () => startProduct(['node', 'dist/bot/main.js'], await env());

beforeAll(async () => {
  server = await PostgresServer.start();
  url = await server.database();
  channel = new Channel();
  await channel.open();
  // At once: both make the tables and the past, and one of them must be first.
  products = await Promise.all([start(), start()]);
}, 120_000);

afterAll(async () => {
  for (const product of products) await product.stop().catch(() => undefined);
  channel.close();
  await server.stop();
}, 60_000);

const post = (product: Product | undefined, person: string, activity: object) =>
  fetch(`${product?.url}api/messages`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      id: String(Math.random()),
      channelId: 'msteams',
      serviceUrl: channel.url,
      from: { id: person, aadObjectId: person },
      recipient: { id: 'bot' },
      conversation: { id: person, conversationType: 'personal', tenantId: tenant },
      locale: 'en-GB',
      ...activity,
    }),
  });

const say = (product: Product | undefined, person: string, said: string) =>
  post(product, person, { type: 'message', text: said });

/** What the last card's button of this title sends. */
function buttonOf(person: string, title: RegExp): unknown {
  const last = channel.said.filter(({ conversation }) => conversation === person).at(-1)?.said ?? '';
  let found: unknown;
  JSON.parse(last, (_name, value) => {
    if (value && typeof value === 'object' && title.test(value.title ?? '') && value.data) found = value;
    return value;
  });
  return found;
}

const press = (product: Product | undefined, person: string, button: unknown) =>
  post(product, person, {
    type: 'invoke',
    name: 'adaptiveCard/action',
    value: { action: { type: 'Action.Execute', ...(button as object) } },
  });

async function ordersOf(person: string): Promise<Account['orders']> {
  const store = await openPostgres(url);
  const account = await store.documents.read<Account>(`account/${tenant}/${person}`);
  await store.close();
  return account?.value.orders ?? [];
}

test('forty presses of one button over two processes make one order, and each is answered with it', async () => {
  const before = (await ordersOf(noor)).length;
  await say(products[0], noor, '5 more Power BI Pro');
  const pay = buttonOf(noor, /^Pay/);
  expect(pay).toBeDefined();
  const answers = await Promise.all(Array.from({ length: 40 }, (_, at) => press(products[at % 2], noor, pay)));
  const said = await Promise.all(answers.map((answer) => answer.text()));
  expect(answers.map(({ status }) => status)).toEqual(Array(40).fill(200));
  const orders = await ordersOf(noor);
  expect(orders).toHaveLength(before + 1);
  const number = orders.at(-1)?.number ?? 'none';
  for (const one of said) expect(one).toMatch(new RegExp(`${number}|In progress`));
  expect(said.filter((one) => one.includes(number)).length).toBeGreaterThan(0);
});

test('turns of one conversation on two processes are all answered, none with a fault', async () => {
  const from = channel.said.length;
  await Promise.all(Array.from({ length: 20 }, (_, at) => say(products[at % 2], noor, 'my subscriptions')));
  const answers = channel.said
    .slice(from)
    .filter(({ conversation, said }) => conversation === noor && /body/.test(said));
  expect(answers.length).toBeGreaterThanOrEqual(20);
  for (const { said } of answers) expect(said).not.toMatch(/That did not work/);
});

test('a process is killed: what it had not told yet, the other one tells', async () => {
  await say(products[1], iris, 'help');
  await say(products[0], noor, '3 more Power BI Pro');
  const from = channel.said.length;
  const pay = buttonOf(noor, /^Pay/);
  await press(products[0], noor, pay);
  await products[0]?.kill();
  await channel.hears(iris, /Noor/, from);
  products[0] = await start();
}, 40_000);

test('the database is gone for a while: it says so clearly, is not ready, and goes on by itself', async () => {
  await server.kill();
  const from = channel.said.length;
  await say(products[1], noor, 'my subscriptions');
  await channel.hears(noor, /cannot be reached right now\. Try again in a minute/, from);
  expect((await fetch(`${products[1]?.url}readyz`)).status).toBe(503);
  expect((await fetch(`${products[1]?.url}healthz`)).status).toBe(200);
  await server.resume();
  const again = channel.said.length;
  await say(products[1], noor, 'my subscriptions');
  await channel.hears(noor, /Power BI Pro/, again);
  expect((await fetch(`${products[1]?.url}readyz`)).status).toBe(200);
}, 60_000);

test('without a database it does not start, and says what to do', async () => {
  const { code, said } = await runToEnd(['node', 'dist/bot/main.js'], {
    ...(await env()),
    DATABASE_URL: 'postgres://me:secret@127.0.0.1:9/desk',
  });
  expect(code).toBe(1);
  expect(said).toContain(
    'The database 127.0.0.1:9/desk cannot be used (ECONNREFUSED): start it, or set DATABASE_URL to one that answers.',
  );
  expect(said).not.toContain('secret');
});
