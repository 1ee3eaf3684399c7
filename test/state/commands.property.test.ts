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
import { copyFolder, newFolder } from './data-folder.ts';

const TODAY = Date.UTC(2026, 10, 22, 12);
const NEVER = { checkpointEvery: 1_000_000_000 };
const organisation = sandboxOrganisation();
const { terms } = organisation;
const noor = { tenant: organisation.tenant, person: organisation.personas[0]?.person.id ?? '' };
const product = [...terms.products.values()].find(({ name }) => name === 'Power BI Pro')?.id;

let seededFolder = '';

beforeAll(async () => {
  seededFolder = await newFolder();
  const documents = await LowdbDocuments.open(seededFolder);
  const seeded = new MemoryDocuments();
  await seedHistory(seeded, new MemoryDocuments(), { organisation, rules, today: TODAY, sign });
  const ownDocuments = new MemoryDocuments();
  ownDocuments.write = async (key, ...rest) => (key.includes(noor.person) ? documents.write(key, ...rest) : 0);
  await seeded.copyTo(ownDocuments);
  await documents.close();
});

/**
 * A process on a folder that can crash at one of its next writes: after the write is stored, and before it is acknowledged.
 */
class CrashingProcess {
  readonly ledger: Ledger;
  #writesLeft = Number.POSITIVE_INFINITY;
  #isDead = false;
  readonly #running = new Set<Promise<unknown>>();
  readonly documents: LowdbDocuments;
  readonly folder: string;

  private constructor(folder: string, documents: LowdbDocuments, now: () => number) {
    this.folder = folder;
    this.documents = documents;
    const crashingDocuments: Documents = {
      read: (key) => this.#ifAlive(() => documents.read(key)),
      find: (query) => this.#ifAlive(() => documents.find(query)),
      claim: (query) => this.#ifAlive(() => documents.claim(query)),
      tally: (filter, of) => this.#ifAlive(() => documents.tally(filter, of)),
      delete: (key) => this.#ifAlive(() => documents.delete(key)),
      write: (key, value, options) => this.#countWrite(() => documents.write(key, value, options)),
    };
    const gateway = new SandboxGateway(crashingDocuments, now);
    this.ledger = new Ledger({
      documents: crashingDocuments,
      gateway,
      directory: organisation,
      clock: now,
      rules,
      terms: () => terms,
      sign,
    });
  }

  static async on(folder: string, now: () => number): Promise<CrashingProcess> {
    return new CrashingProcess(folder, await LowdbDocuments.open(folder, NEVER), now);
  }

  crashAfter(writeCount: number): void {
    this.#writesLeft = writeCount;
  }

  /** Crashes the process, and returns a copy of its folder as it was at that moment. */
  async crash(): Promise<string> {
    this.#isDead = true;
    await Promise.allSettled(this.#running);
    const folder = await copyFolder(this.folder);
    await this.documents.close();
    return folder;
  }

  async #ifAlive<T>(task: () => Promise<T>): Promise<T> {
    if (this.#isDead) throw new Error('It is dead.');
    const running = task();
    this.#running.add(running);
    return running.finally(() => this.#running.delete(running));
  }

  async #countWrite<T>(task: () => Promise<T>): Promise<T> {
    const last = --this.#writesLeft === 0;
    const result = await this.#ifAlive(task);
    this.#isDead ||= last;
    if (this.#isDead) throw new Error('It is dead.');
    return result;
  }
}

/** Concurrent orders and whether the process crashes during them, or something that the process does by itself. */
type Step =
  | {
      readonly kind: 'order';
      readonly orders: readonly { readonly key: string; readonly by: number }[];
      readonly crashAfter: number;
    }
  | { readonly kind: 'checkpoint' }
  | { readonly kind: 'restart' }
  | { readonly kind: 'wait' };

const order = fc.record({
  key: fc.constantFrom('k1', 'k2', 'k3', 'k4', 'k5', 'k6'),
  by: fc.integer({ min: 1, max: 4 }),
});
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('order' as const),
      orders: fc.array(order, { minLength: 1, maxLength: 4 }),
      crashAfter: fc.integer({ min: 0, max: 8 }),
    }),
  },
  { weight: 3, arbitrary: fc.constantFrom<Step>({ kind: 'checkpoint' }, { kind: 'restart' }, { kind: 'wait' }) },
);

const subscriptionIn = ({ subscriptions }: Account) => {
  const subscription = subscriptions.find((one) => one.product === product && one.state.kind === 'active');
  if (!subscription) throw new Error('There is no such subscription.');
  return subscription;
};

async function invoicesIn(documents: LowdbDocuments, { unfiled }: Account): Promise<readonly Invoice[]> {
  const where = { owner: `${noor.tenant}/${noor.person}` };
  const rows = await documents.find({ kind: 'invoice', where, limit: 10_000 });
  const archived = await Promise.all(rows.map(async ({ key }) => (await documents.read<Invoice>(key))?.value));
  return [...new Map([...unfiled.invoices, ...archived].flatMap((one) => (one ? [[one.id, one]] : []))).values()];
}

test('any order of commands, crashes and restarts ends as a serial run would, and money moved as invoices say', async () => {
  let [crashes, orderCount] = [0, 0];
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 12 }), async (steps) => {
      let time = TODAY;
      const now = () => time;
      let process = await CrashingProcess.on(await copyFolder(seededFolder), now);
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
        const result = await process.ledger.carryOut(noor, command);
        if (result.ok) acknowledged.set(key, result.value);
        // A review that no longer holds is created again, with a new key.
        else if (result.refusal.kind === 'changed' && !acknowledged.has(key)) commands.delete(key);
      };

      for (const one of steps) {
        if (one.kind === 'wait') time += 61_000;
        else if (one.kind === 'checkpoint') await process.documents.checkpoint();
        else if (one.kind === 'restart') {
          await process.documents.close();
          process = await CrashingProcess.on(process.folder, now);
        } else {
          process.crashAfter(one.crashAfter === 0 ? Number.POSITIVE_INFINITY : one.crashAfter);
          const results = await Promise.allSettled(one.orders.map(send));
          process.crashAfter(Number.POSITIVE_INFINITY);
          if (results.every(({ status }) => status === 'fulfilled')) continue;
          crashes++;
          process = await CrashingProcess.on(await process.crash(), now);
        }
      }

      time += 61_000;
      process = await CrashingProcess.on(await process.crash(), now);
      const account = await process.ledger.account(noor);
      const orders = account.orders.filter(({ key }) => /^k\d$/.test(key));
      orderCount += orders.length;
      for (const [key, { number }] of acknowledged) {
        expect(orders.filter((one) => one.key === key).map((one) => one.number)).toEqual([number]);
      }
      // The orders are serial: each starts from where the previous one ended.
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
      const chargeKeys = process.documents.keys().filter((key) => /^gateway\/k\d\//.test(key));
      const charges = await Promise.all(
        chargeKeys.map(async (key) => (await process.documents.read<{ result: string; amount: number }>(key))?.value),
      );
      const sum = (all: readonly number[]) => all.reduce((total, each) => total + each, 0);
      expect(sum(charges.map((one) => (one?.result === 'accepted' ? one.amount : 0)))).toBe(
        sum(orders.map(({ today }) => today.gross)),
      );
      await process.documents.close();
    }),
    { seed: 20261123, numRuns: (globalThis as { DEEP?: boolean }).DEEP ? 300 : 3 },
  );
  expect(crashes).toBeGreaterThan(2);
  expect(orderCount).toBeGreaterThan(2);
}, 1_200_000);
