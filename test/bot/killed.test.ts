import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Account, Order } from '../../src/domain/account/account.ts';
import { type Invoice, type InvoiceLine, totalOf } from '../../src/domain/billing/invoice.ts';
import { sandboxOrganisation } from '../../src/providers/sandbox/organisation.ts';
import { LowdbDocuments } from '../../src/state/lowdb/lowdb-documents.ts';
import { newFolder } from '../state/data-folder.ts';
import { findFreePort, startProgram } from '../support/program.ts';
import { buttonIn, Channel } from './support/teams.ts';

const DEEP = (globalThis as { DEEP?: boolean }).DEEP === true;
/** Kills on the same data: an account with hundreds of orders would be slow, and unlike a real one. */
const KILLS = DEEP ? 10 : 1;
const DATA_FOLDERS = DEEP ? 5 : 1;
/** Orders whose receipts are sent before the process is killed. */
const ORDERS_PER_KILL = DEEP ? 200 : 15;

const { tenant, seedAccounts } = sandboxOrganisation();
const channel = new Channel(tenant);

beforeAll(() => channel.open());
afterAll(() => channel.close());

const accountOf = async (documents: LowdbDocuments, person: string) =>
  (await documents.read<Account>(`account/${tenant}/${person}`))?.value as Account;

let receiptCount = 0;

test.each(Array.from({ length: DATA_FOLDERS }, (_, at) => at + 1))(
  'data %#: the process is killed while users order: every order with a receipt is stored and invoiced once',
  async () => {
    const DATA_DIR = await newFolder();
    const receipts = new Map<string, string>();
    let requestCount = 0;
    for (let kill = 0; kill < KILLS; kill++) {
      const env = { DATA_DIR, PORT: String(await findFreePort()), LOG_LEVEL: 'silent', MESSAGES_A_MINUTE: '1000000' };
      const product = await startProgram(['node', 'dist/bot/main.js'], env);
      const until = receipts.size + ORDERS_PER_KILL;
      let hasEnded = false;
      const before = await LowdbDocuments.openReadOnly(DATA_DIR);
      const buyers = seedAccounts.map(async ({ person }) => {
        const [subscription] = (await accountOf(before, person)).subscriptions.filter(
          ({ state, plan, renews }) => state.kind === 'active' && plan !== 'trial' && renews,
        );
        while (subscription && !hasEnded) {
          const change = { verb: 'change', data: { subscription: subscription.id, delta: 1 } };
          const review = await channel.press(product, person, change).then((answer) => answer.text());
          const pay = buttonIn(review, /^(Pay|Add)/);
          if (!pay) return;
          requestCount++;
          const receipt = await channel.press(product, person, pay).then((answer) => answer.text());
          // An order that is on its way has a number too, and no receipt yet.
          const number = /"Done"/.test(receipt) ? /PD-\d{4}-[0-9A-Z]+/.exec(receipt)?.[0] : undefined;
          if (number) receipts.set(number, person);
        }
      });
      // Requests that are cut off by the kill end as faults.
      const all = Promise.allSettled(buyers);
      while (receipts.size < until) await new Promise((resolve) => setTimeout(resolve, 5));
      await product.kill();
      hasEnded = true;
      await all;
    }
    const documents = await LowdbDocuments.open(DATA_DIR);
    const orders = new Map<string, Order>();
    const lines: InvoiceLine[] = [];
    for (const { person } of seedAccounts) {
      const account = await accountOf(documents, person);
      for (const order of [...account.orders, ...account.unfiled.orders]) orders.set(order.number, order);
      const archived = await documents.find({
        kind: 'invoice',
        where: { owner: `${tenant}/${person}` },
        limit: 100_000,
      });
      const invoices = await Promise.all(archived.map(async ({ key }) => (await documents.read<Invoice>(key))?.value));
      // One that is being filed lies in both places.
      const all = new Map([...account.unfiled.invoices, ...invoices].flatMap((one) => (one ? [[one.id, one]] : [])));
      lines.push(...[...all.values()].flatMap((one) => one.lines));
    }
    for (const [number, person] of receipts) {
      const archivedOrder = await documents.read<Order>(`order/${tenant}/${person}/${number}`);
      const order = archivedOrder?.value ?? orders.get(number);
      expect(order).toMatchObject({ number });
      expect([number, totalOf(lines.filter((line) => line.order === number)).gross]).toEqual([
        number,
        order?.today.gross,
      ]);
    }
    await documents.close();
    receiptCount += receipts.size;
    if (DEEP)
      console.log(`${receiptCount} receipts so far, ${receipts.size} of ${requestCount} orders here, ${KILLS} kills`);
  },
  1_200_000,
);
