import { beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { OrderCommand } from '../../src/application/ports/commerce.ts';
import type { Documents } from '../../src/application/ports/documents.ts';
import type { Account, Order } from '../../src/domain/account/account.ts';
import { type Invoice, totalOf } from '../../src/domain/billing/invoice.ts';
import { defaultRules as rules } from '../../src/domain/common/rules.ts';
import { snapshotOf } from '../../src/domain/subscription/order-preview.ts';
import { previewOrder } from '../../src/domain/subscription/preview-order.ts';
import { licencesOf } from '../../src/domain/subscription/subscription.ts';
import { SandboxGateway } from '../../src/providers/sandbox/gateway.ts';
import { Ledger } from '../../src/providers/sandbox/ledger.ts';
import { sandboxOrganisation } from '../../src/providers/sandbox/organisation.ts';
import { seedHistory } from '../../src/providers/sandbox/seed.ts';
import { LowdbDocuments } from '../../src/state/lowdb/lowdb-documents.ts';
import { MemoryDocuments } from '../../src/state/memory/memory-documents.ts';
import { sign } from '../domain/support/sign.ts';
import { copied, newFolder } from './folder.ts';

const TODAY = Date.UTC(2026, 10, 22, 12);
const NEVER = { checkpointEvery: 1_000_000_000 };
const organisation = sandboxOrganisation();
const { terms } = organisation;
const noor = { tenant: organisation.tenant, person: organisation.personas[0]?.person.id ?? '' };
const product = [...terms.products.values()].find(({ name }) => name === 'Power BI Pro')?.id;

let lived = '';

beforeAll(async () => {
  lived = await newFolder();
  const documents = await LowdbDocuments.open(lived);
  const past = new MemoryDocuments();
  await seedHistory(past, new MemoryDocuments(), { organisation, rules, today: TODAY, sign });
  const hers = new MemoryDocuments();
  hers.write = async (key, ...rest) => (key.includes(noor.person) ? documents.write(key, ...rest) : 0);
  await past.copyTo(hers);
  await documents.close();
}, 60_000);

/** A process on a folder that may die at one of its next writes: once it was kept, and before anybody knew. */
class Process {
  readonly ledger: Ledger;
  #writes = Number.POSITIVE_INFINITY;
  #dead = false;
  readonly #under = new Set<Promise<unknown>>();
  readonly documents: LowdbDocuments;
  readonly folder: string;

  private constructor(folder: string, documents: LowdbDocuments, now: () => number) {
    this.folder = folder;
    this.documents = documents;
    const mortal: Documents = {
      read: (key) => this.#alive(() => documents.read(key)),
      find: (query) => this.#alive(() => documents.find(query)),
      claim: (query) => this.#alive(() => documents.claim(query)),
      tally: (filter, of) => this.#alive(() => documents.tally(filter, of)),
      delete: (key) => this.#alive(() => documents.delete(key)),
      write: (key, value, options) => this.#written(() => documents.write(key, value, options)),
    };
    const gateway = new SandboxGateway(mortal, now);
    this.ledger = new Ledger({
      documents: mortal,
      gateway,
      directory: organisation,
      clock: now,
      rules,
      terms: () => terms,
      sign,
    });
  }

  static async on(folder: string, now: () => number): Promise<Process> {
    return new Process(folder, await LowdbDocuments.open(folder, NEVER), now);
  }

  diesAt(writes: number): void {
    this.#writes = writes;
  }

  /** What is found after it died: as it lies there, nothing more is put in its place. */
  async remains(): Promise<string> {
    this.#dead = true;
    await Promise.allSettled(this.#under);
    const folder = await copied(this.folder);
    await this.documents.close();
    return folder;
  }

  async #alive<T>(act: () => Promise<T>): Promise<T> {
    if (this.#dead) throw new Error('It is dead.');
    const doing = act();
    this.#under.add(doing);
    return doing.finally(() => this.#under.delete(doing));
  }

  async #written<T>(act: () => Promise<T>): Promise<T> {
    const last = --this.#writes === 0;
    const result = await this.#alive(act);
    this.#dead ||= last;
    if (this.#dead) throw new Error('It is dead.');
    return result;
  }
}

/** What people do at once, and whether the process dies of it; or what the process does by itself. */
type Step =
  | {
      readonly do: 'order';
      readonly all: readonly { readonly key: string; readonly by: number }[];
      readonly dies: number;
    }
  | { readonly do: 'checkpoint' }
  | { readonly do: 'restart' }
  | { readonly do: 'wait' };

const order = fc.record({
  key: fc.constantFrom('k1', 'k2', 'k3', 'k4', 'k5', 'k6'),
  by: fc.integer({ min: 1, max: 4 }),
});
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('order' as const),
      all: fc.array(order, { minLength: 1, maxLength: 4 }),
      dies: fc.integer({ min: 0, max: 8 }),
    }),
  },
  { weight: 3, arbitrary: fc.constantFrom<Step>({ do: 'checkpoint' }, { do: 'restart' }, { do: 'wait' }) },
);

const subscriptionIn = ({ subscriptions }: Account) => {
  const found = subscriptions.find((one) => one.product === product && one.state.kind === 'active');
  if (!found) throw new Error('There is no such subscription.');
  return found;
};

async function invoicesIn(documents: LowdbDocuments, { unfiled }: Account): Promise<readonly Invoice[]> {
  const where = { owner: `${noor.tenant}/${noor.person}` };
  const rows = await documents.find({ kind: 'invoice', where, limit: 10_000 });
  const filed = await Promise.all(rows.map(async ({ key }) => (await documents.read<Invoice>(key))?.value));
  return [...new Map([...unfiled.invoices, ...filed].flatMap((one) => (one ? [[one.id, one]] : []))).values()];
}

test('any order of commands, crashes and restarts ends as a serial run would, and money moved as invoices say', async () => {
  let [deaths, kept] = [0, 0];
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 12 }), async (steps) => {
      let time = TODAY;
      const now = () => time;
      let process = await Process.on(await copied(lived), now);
      const before = licencesOf(subscriptionIn(await process.ledger.account(noor)));
      const commands = new Map<string, OrderCommand>();
      const acknowledged = new Map<string, Order>();

      const send = async ({ key, by }: { key: string; by: number }) => {
        const account = await process.ledger.account(noor);
        const subscription = subscriptionIn(account);
        const total = licencesOf(subscription) + by;
        const request = { act: 'change', subscription: subscription.id, total } as const;
        const plan = previewOrder(account, request, { terms, rules, now: time });
        const command = commands.get(key) ?? (plan.ok ? { key, request, shown: snapshotOf(plan.value) } : undefined);
        if (!command) return;
        commands.set(key, command);
        const outcome = await process.ledger.carryOut(noor, command);
        if (outcome.ok) acknowledged.set(key, outcome.value);
        // A review that no longer holds is made anew, with a key of its own.
        else if (outcome.refusal.kind === 'changed' && !acknowledged.has(key)) commands.delete(key);
      };

      for (const one of steps) {
        if (one.do === 'wait') time += 61_000;
        else if (one.do === 'checkpoint') await process.documents.checkpoint();
        else if (one.do === 'restart') {
          await process.documents.close();
          process = await Process.on(process.folder, now);
        } else {
          process.diesAt(one.dies === 0 ? Number.POSITIVE_INFINITY : one.dies);
          const results = await Promise.allSettled(one.all.map(send));
          process.diesAt(Number.POSITIVE_INFINITY);
          if (results.every(({ status }) => status === 'fulfilled')) continue;
          deaths++;
          process = await Process.on(await process.remains(), now);
        }
      }

      time += 61_000;
      process = await Process.on(await process.remains(), now);
      const account = await process.ledger.account(noor);
      const orders = account.orders.filter(({ key }) => /^k\d$/.test(key));
      kept += orders.length;
      for (const [key, { number }] of acknowledged) {
        expect(orders.filter((one) => one.key === key).map((one) => one.number)).toEqual([number]);
      }
      // One after the other, each from where the one before it ended.
      let licences = before;
      for (const one of [...orders].sort((a, b) => a.from - b.from)) {
        expect(one.from).toBe(licences);
        licences = one.now;
      }
      expect(licencesOf(subscriptionIn(account))).toBe(licences);

      const lines = (await invoicesIn(process.documents, account)).flatMap((invoice) => invoice.lines);
      for (const { number, today } of orders) {
        expect(totalOf(lines.filter((line) => line.order === number)).gross).toBe(today.gross);
      }
      const charges = process.documents.keys().filter((key) => /^gateway\/k\d\//.test(key));
      const moved = await Promise.all(
        charges.map(async (key) => (await process.documents.read<{ result: string; amount: number }>(key))?.value),
      );
      const sum = (all: readonly number[]) => all.reduce((total, each) => total + each, 0);
      expect(sum(moved.map((one) => (one?.result === 'accepted' ? one.amount : 0)))).toBe(
        sum(orders.map(({ today }) => today.gross)),
      );
      await process.documents.close();
    }),
    { seed: 20261123, numRuns: (globalThis as { DEEP?: boolean }).DEEP ? 300 : 3 },
  );
  expect(deaths).toBeGreaterThan(2);
  expect(kept).toBeGreaterThan(2);
}, 1_200_000);
