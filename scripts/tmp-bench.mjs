// Measures how the store scales: a command, memory and the start with few accounts and with very many, and durable writes.
// It uses the compiled product. Options: `growth` or `writes` measures only that.
import { spawnSync } from 'node:child_process';
import { createHmac, randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeDocuments } from '../dist/src/state/lowdb/checkpoint.js';
import { StorePaths } from '../dist/src/state/lowdb/layout.js';
import { LowdbDocuments } from '../dist/src/state/lowdb/lowdb-documents.js';

/** Loads the product only where it is needed, so that the memory of the store alone can be measured. */
const product = async () => ({
  ...(await import('../dist/bot/composition/compose.js')),
  ...(await import('../dist/bot/settings.js')),
  ...(await import('../dist/src/application/orders/order-service.js')),
  ...(await import('../dist/src/application/people/people-search.js')),
  ...(await import('../dist/src/domain/subscription/order-preview.js')),
  ...(await import('../dist/src/domain/common/rules.js')),
  ...(await import('../dist/src/domain/subscription/subscription.js')),
  ...(await import('../dist/src/providers/sandbox/ledger.js')),
  ...(await import('../dist/src/providers/sandbox/organisation.js')),
  ...(await import('../dist/src/state/memory/memory-documents.js')),
});

const ROUNDS = 300;
const SECONDS = 1;
const NOW = Date.UTC(2026, 10, 22, 12);
const idOf = (n) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const median = (all) => all.sort((a, b) => a - b)[all.length >> 1];
const rounded = (n) => (n < 10 ? n.toFixed(2) : Math.round(n));

/** A typical account of the sandbox's seed data. */
async function template() {
  const { compose, settingsFrom, sandboxOrganisation, MemoryDocuments } = await product();
  const organisation = sandboxOrganisation();
  const documents = new MemoryDocuments();
  const log = (await import('pino')).pino({ level: 'silent' });
  await compose({ settings: settingsFrom({}), documents, organisation, log, clock: () => NOW });
  const rowsOf = async (key, kind) =>
    (await documents.find({ kind, limit: 1_000 })).filter((one) => one.key === key).map(({ row }) => row);
  const accounts = await documents.find({ kind: 'account', limit: 1_000 });
  const all = await Promise.all(accounts.map(async ({ key }) => ({ key, purchases: await rowsOf(key, 'purchase') })));
  // The first account with the median number of purchases and an active subscription.
  const middle = median(all.map(({ purchases }) => purchases.length));
  const { key, purchases } = all.find((one) => one.purchases.length === middle && one.purchases[0].state === 'active');
  const { value } = await documents.read(key);
  const rows = [...(await rowsOf(key, 'account')), ...purchases];
  return { ...value.owner, value: JSON.stringify(value), rows: JSON.stringify(rows), purchases: middle };
}

/** Writes copies of the template account with their own ids and names. */
async function fill(folder, count) {
  const { tenant, person, value, rows, purchases } = await template();
  const documents = await LowdbDocuments.open(folder, { checkpointEvery: 3_600_000 });
  const write = (n) => {
    const own = (text) =>
      JSON.parse(
        text
          .replaceAll(person, idOf(n))
          .replaceAll(/S-[0-9A-Z]{10}/g, (id) => id.slice(0, 4) + String(n).padStart(8, '0')),
      );
    const index = own(rows).map((row) =>
      row.kind === 'account'
        ? row
        : {
            ...row,
            purchaser: `${row.purchaser} ${n}`,
            purchaserSorted: `${row.purchaserSorted} ${n}`,
            search: `${row.search} ${n}`,
          },
    );
    return documents.write(`account/${tenant}/${idOf(n)}`, own(value), { index });
  };
  for (let n = 0; n < count; n += 256) {
    await Promise.all(Array.from({ length: Math.min(256, count - n) }, (_, at) => write(n + at)));
  }
  await documents.close();
  return { bytes: value.length, purchases };
}

/** Measures the start, the memory and a command. Runs in its own process, so that the memory is only the store's. */
async function measureStore(folder, count) {
  const before = performance.now();
  const documents = await LowdbDocuments.open(folder);
  const start = performance.now() - before;
  const memory = process.memoryUsage.rss() / 1e6;
  const {
    Ledger,
    OrderService,
    PeopleSearch,
    defaultRules: rules,
    snapshotOf,
    licencesOf,
    sandboxOrganisation,
  } = await product();
  const organisation = sandboxOrganisation();
  const { tenant } = organisation;
  const someone = organisation.people.find(({ kind }) => kind === 'member');
  const directory = { ...organisation, person: async (_tenant, id) => ({ ...someone, id }) };
  const terms = () => organisation.terms;
  const gateway = { charge: async () => 'accepted', void: async () => 'voided' };
  const sign = (text) => createHmac('sha256', 'a key').update(text).digest('hex');
  const commerce = new Ledger({ documents, gateway, directory, clock: () => NOW, rules, terms, sign });
  const orderService = new OrderService({
    commerce,
    directory,
    people: new PeopleSearch(directory),
    clock: () => NOW,
    rules,
    onError: console.error,
  });
  const times = [];
  for (let round = 0; round < ROUNDS; round++) {
    const person = idOf((round * 7_919) % count);
    const actor = { tenant, person, name: 'Somebody', kind: 'member', roles: [] };
    const account = await commerce.account({ tenant, person });
    const subscription = account.subscriptions.find(({ state }) => state.kind === 'active');
    const request = { act: 'change', subscription: subscription.id, total: licencesOf(subscription) + 1 };
    const start = performance.now();
    const review = await orderService.review(actor, request);
    if (!review.ok) throw new Error(JSON.stringify(review));
    const done = await orderService.confirm(actor, {
      key: randomUUID(),
      request,
      shown: snapshotOf(review.value.preview),
    });
    if (!done.ok) throw new Error(JSON.stringify(done));
    times.push(performance.now() - start);
  }
  await documents.close();
  return { start, memory, command: median(times.slice(ROUNDS / 5)) };
}

/** The number of writes a second with a number of concurrent writes, and their 99th percentile in milliseconds. */
async function measureWrites(write, inFlight) {
  await writesFor(1, write, inFlight);
  const times = await writesFor(SECONDS, write, inFlight);
  times.sort((a, b) => a - b);
  return { second: times.length / SECONDS, p99: times[Math.floor(times.length * 0.99)] };
}

async function writesFor(seconds, write, inFlight) {
  const times = [];
  const end = performance.now() + seconds * 1_000;
  const work = async (_, one) => {
    for (let round = 0; performance.now() < end; round++) {
      const start = performance.now();
      await write(`k${one}-${round % 8}`);
      times.push(performance.now() - start);
    }
  };
  await Promise.all(Array.from({ length: inFlight }, work));
  return times;
}

/** Measures writes through the store's journal. */
async function measureJournal(folder, value, inFlight) {
  const documents = await LowdbDocuments.open(await mkdtemp(join(folder, 'bench-state-')));
  const versions = new Map();
  const result = await measureWrites(async (key) => {
    const ifVersion = versions.get(key) ?? 0;
    versions.set(key, await documents.write(key, value, { ifVersion, index: { kind: 'k', key } }));
  }, inFlight);
  await documents.close();
  return result;
}

/** Measures the same writes without a journal: each file is made durable by itself. */
async function measureFiles(folder, value, inFlight) {
  const at = await mkdtemp(join(folder, 'bench-state-'));
  const paths = new StorePaths(at);
  const scratch = join(at, 'tmp');
  await Promise.all([mkdir(scratch), mkdir(paths.documents)]);
  const versions = new Map();
  const result = await measureWrites(async (key) => {
    const version = (versions.get(key) ?? 0) + 1;
    versions.set(key, version);
    const document = { key, version, rows: [{ kind: 'k', key }], text: JSON.stringify(value) };
    await writeDocuments([document], { paths, scratch });
  }, inFlight);
  await rm(at, { recursive: true });
  return result;
}

/** Measures a command, memory and the start with few accounts and with very many. */
async function measureGrowth(base) {
  const results = [];
  for (const count of [100, 300]) {
    const folder = await mkdtemp(join(base, 'bench-state-'));
    const { bytes, purchases } = await fill(folder, count);
    const child = spawnSync(process.execPath, [process.argv[1], 'grown', folder, String(count)], { encoding: 'utf8' });
    if (child.status !== 0) throw new Error(child.stderr);
    const { start, memory, command } = JSON.parse(child.stdout.trim().split('\n').at(-1));
    console.log(
      `${count} accounts of ${bytes} bytes and ${purchases} subscriptions: start ${rounded(start)} ms, memory of the process ${rounded(memory)} MB, a command ${rounded(command)} ms`,
    );
    results.push(command);
    await rm(folder, { recursive: true });
  }
  console.log(`a command among 100,000 takes ${(results[1] / results[0]).toFixed(2)} × what it takes among 100`);
}

/** Measures durable writes, on the disk and in memory. */
async function measureDurableWrites(base) {
  const { value } = await template();
  for (const [where, folder] of [
    ['disk', base],
    ['memory (/dev/shm)', '/dev/shm'],
  ]) {
    for (const inFlight of [1, 16, 256]) {
      const journal = await measureJournal(folder, JSON.parse(value), inFlight);
      const files = await measureFiles(folder, JSON.parse(value), inFlight);
      console.log(
        `${where}, ${inFlight} in flight: ${rounded(journal.second)} durable writes a second, p99 ${rounded(journal.p99)} ms; a file for each ${rounded(files.second)}: ${(journal.second / files.second).toFixed(1)} ×`,
      );
    }
  }
}

const base = process.env.BENCH_DIR ?? tmpdir();
const [, , what, folder, count] = process.argv;
if (what === 'grown') console.log(JSON.stringify(await measureStore(folder, Number(count))));
else {
  await mkdir(base, { recursive: true });
  if (what !== 'writes') await measureGrowth(base);
  if (what !== 'growth') await measureDurableWrites(base);
}
