import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Account } from '../../src/domain/account/account.ts';
import { sandboxOrganisation } from '../../src/providers/sandbox/organisation.ts';
import { openPostgres } from '../../src/state/postgres/open-postgres.ts';
import { Channel } from '../bot/support/teams.ts';
import { findFreePort, type RunningProgram, runToExit, startProgram } from '../support/program.ts';
import { PostgresServer } from './server.ts';

const { tenant, personas } = sandboxOrganisation();
const idOf = (role: string) => personas.find((one) => one.role === role)?.person.id ?? '';
const noor = idOf('many');
const iris = idOf('manager');

let server: PostgresServer;
let url: string;
let channel: Channel;
let products: RunningProgram[];
const env = async () => ({
  PORT: String(await findFreePort()),
  STORE: 'postgres',
  DATABASE_URL: url,
  LOG_LEVEL: 'silent',
});
const start = async () => startProgram(['node', 'dist/bot/main.js'], await env());

beforeAll(async () => {
  server = await PostgresServer.start();
  url = await server.database();
  channel = new Channel(tenant);
  await channel.open();
  // Concurrently: both create the tables and the history, and one of them must be first.
  products = await Promise.all([start(), start()]);
});

afterAll(async () => {
  for (const product of products) await product.stop().catch(() => undefined);
  channel.close();
  await server.stop();
});

async function ordersOf(person: string): Promise<Account['orders']> {
  const store = await openPostgres(url);
  const account = await store.documents.read<Account>(`account/${tenant}/${person}`);
  await store.close();
  return account?.value.orders ?? [];
}

test('forty presses of one button over two processes make one order, and each is answered with it', async () => {
  const before = (await ordersOf(noor)).length;
  await channel.say(products[0], noor, '5 more Power BI Pro');
  const pay = channel.buttonFor(noor, /^Pay/);
  expect(pay).toBeDefined();
  const answers = await Promise.all(Array.from({ length: 40 }, (_, at) => channel.press(products[at % 2], noor, pay)));
  const texts = await Promise.all(answers.map((answer) => answer.text()));
  expect(answers.map(({ status }) => status)).toEqual(Array(40).fill(200));
  const orders = await ordersOf(noor);
  expect(orders).toHaveLength(before + 1);
  const number = orders.at(-1)?.number ?? 'none';
  for (const one of texts) expect(one).toMatch(new RegExp(`${number}|In progress`));
  expect(texts.filter((one) => one.includes(number)).length).toBeGreaterThan(0);
});

test('turns of one conversation on two processes are all answered, none with a fault', async () => {
  const firstMessage = channel.messages.length;
  await Promise.all(Array.from({ length: 20 }, (_, at) => channel.say(products[at % 2], noor, 'my subscriptions')));
  const replies = channel.messages
    .slice(firstMessage)
    .filter(({ conversation, body }) => conversation === noor && /body/.test(body));
  expect(replies.length).toBeGreaterThanOrEqual(20);
  for (const { body } of replies) expect(body).not.toMatch(/That did not work/);
});

test('a process is killed: what it had not told yet, the other one tells', async () => {
  await channel.say(products[1], iris, 'help');
  await channel.say(products[0], noor, '3 more Power BI Pro');
  const firstMessage = channel.messages.length;
  const pay = channel.buttonFor(noor, /^Pay/);
  await channel.press(products[0], noor, pay);
  await products[0]?.kill();
  await channel.waitForMessage(iris, /Noor/, firstMessage);
  products[0] = await start();
});

test('the database is gone for a while: it says so clearly, is not ready, and goes on by itself', async () => {
  await server.kill();
  const firstMessage = channel.messages.length;
  await channel.say(products[1], noor, 'my subscriptions');
  await channel.waitForMessage(noor, /cannot be reached right now\. Try again in a minute/, firstMessage);
  expect((await fetch(`${products[1]?.url}readyz`)).status).toBe(503);
  expect((await fetch(`${products[1]?.url}healthz`)).status).toBe(200);
  await server.resume();
  const nextMessage = channel.messages.length;
  await channel.say(products[1], noor, 'my subscriptions');
  await channel.waitForMessage(noor, /Power BI Pro/, nextMessage);
  expect((await fetch(`${products[1]?.url}readyz`)).status).toBe(200);
});

test('without a database it does not start, and says what to do', async () => {
  const { code, output } = await runToExit(['node', 'dist/bot/main.js'], {
    ...(await env()),
    DATABASE_URL: 'postgres://me:secret@127.0.0.1:9/desk',
  });
  expect(code).toBe(1);
  expect(output).toContain(
    'The database 127.0.0.1:9/desk cannot be used (ECONNREFUSED): start it, or set DATABASE_URL to a database that responds.',
  );
  expect(output).not.toContain('secret');
});
