// Says how the state grows: a command, memory, a start and durable writes, among few accounts and very many.
import { spawnSync } from 'node:child_process';
import { createHmac, randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeFiles } from '../dist/src/state/lowdb/checkpoint.js';
import { StorePlaces } from '../dist/src/state/lowdb/layout.js';
import { LowdbDocuments } from '../dist/src/state/lowdb/lowdb-documents.js';

/** The product itself is loaded where it is needed: what the state alone takes is measured without it. */
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
const SECONDS = 5;
const NOW = Date.UTC(2026, 10, 22, 12);
const idOf = (n) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const median = (all) => all.sort((a, b) => a - b)[all.length >> 1];
const rounded = (n) => (n < 10 ? n.toFixed(2) : Math.round(n));

/** The account of a purchaser with one subscription, as the sandbox's own past makes it. */
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
  // Of all who bought as many as most do, the first one with something that can be changed.
  const middle = median(all.map(({ purchases }) => purchases.length));
  const { key, purchases } = all.find((one) => one.purchases.length === middle && one.purchases[0].state === 'active');
  const { value } = await documents.read(key);
  const rows = [...(await rowsOf(key, 'account')), ...purchases];
  return { ...value.owner, value: JSON.stringify(value), rows: JSON.stringify(rows), purchases: middle };
}

/** Makes accounts that differ in their ids and names. */
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

/** In a process of its own, so that its memory is its own. */
async function grown(folder, count) {
  const before = performance.now();
  const documents = await LowdbDocuments.open(folder);
  const start = performance.now() - before;
  const memory = process.memoryUsage.rss() / 1e6;
  const { Ledger, Ordering, People, defaultRules: rules, factsOf, licencesOf, sandboxOrganisation } = await product();
  const organisation = sandboxOrganisation();
  const { tenant } = organisation;
  const someone = organisation.people.find(({ kind }) => kind === 'member');
  const directory = { ...organisation, person: async (_tenant, id) => ({ ...someone, id }) };
  const terms = () => organisation.terms;
  const gateway = { charge: async () => 'accepted', void: async () => 'voided' };
  const seal = (text) => createHmac('sha256', 'a key').update(text).digest('hex');
  const commerce = new Ledger({ documents, gateway, directory, clock: () => NOW, rules, terms, seal });
  const ordering = new Ordering({
    commerce,
    directory,
    people: new People(directory),
    clock: () => NOW,
    rules,
    onFault: console.error,
  });
  const times = [];
  for (let round = 0; round < ROUNDS; round++) {
    const person = idOf((round * 7_919) % count);
    const actor = { tenant, person, name: 'Somebody', kind: 'member', roles: [] };
    const account = await commerce.account({ tenant, person });
    const subscription = account.subscriptions.find(({ state }) => state.kind === 'active');
    const request = { act: 'change', subscription: subscription.id, total: licencesOf(subscription) + 1 };
    const began = performance.now();
    const review = await ordering.review(actor, request);
    if (!review.ok) throw new Error(JSON.stringify(review));
    const done = await ordering.confirm(actor, { key: randomUUID(), request, shown: factsOf(review.value.plan) });
    if (!done.ok) throw new Error(JSON.stringify(done));
    times.push(performance.now() - began);
  }
  await documents.close();
  return { start, memory, command: median(times.slice(ROUNDS / 5)) };
}

/** Writes of a store with so many waiting at once: how many a second, and the milliseconds that 99 of 100 stay under. */
async function writes(write, inFlight) {
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
      const began = performance.now();
      await write(`k${one}-${round % 8}`);
      times.push(performance.now() - began);
    }
  };
  await Promise.all(Array.from({ length: inFlight }, work));
  return times;
}

async function inJournal(folder, value, inFlight) {
  const documents = await LowdbDocuments.open(await mkdtemp(join(folder, 'bench-state-')));
  const versions = new Map();
  const result = await writes(async (key) => {
    const ifVersion = versions.get(key) ?? 0;
    versions.set(key, await documents.write(key, value, { ifVersion, index: { kind: 'k', key } }));
  }, inFlight);
  await documents.close();
  return result;
}

/** What it would be without a journal: the same files, each made durable at its write. */
async function inFiles(folder, value, inFlight) {
  const at = await mkdtemp(join(folder, 'bench-state-'));
  const places = new StorePlaces(at);
  const scratch = join(at, 'tmp');
  await Promise.all([mkdir(scratch), mkdir(places.documents)]);
  const versions = new Map();
  const result = await writes(async (key) => {
    const version = (versions.get(key) ?? 0) + 1;
    versions.set(key, version);
    const document = { key, version, rows: [{ kind: 'k', key }], text: JSON.stringify(value) };
    await writeFiles([document], { places, scratch });
  }, inFlight);
  await rm(at, { recursive: true });
  return result;
}

/** A command, memory and a start, among few accounts and very many. */
async function growth(base) {
  const results = [];
  for (const count of [100, 100_000]) {
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

/** Durable writes, on the disk and kept free of it. */
async function durableWrites(base) {
  const { value } = await template();
  for (const [where, folder] of [
    ['disk', base],
    ['memory (/dev/shm)', '/dev/shm'],
  ]) {
    for (const inFlight of [1, 16, 256]) {
      const journal = await inJournal(folder, JSON.parse(value), inFlight);
      const files = await inFiles(folder, JSON.parse(value), inFlight);
      console.log(
        `${where}, ${inFlight} in flight: ${rounded(journal.second)} durable writes a second, p99 ${rounded(journal.p99)} ms; a file for each ${rounded(files.second)}: ${(journal.second / files.second).toFixed(1)} ×`,
      );
    }
  }
}

const base = process.env.BENCH_DIR ?? tmpdir();
const [, , what, folder, count] = process.argv;
if (what === 'grown') console.log(JSON.stringify(await grown(folder, Number(count))));
else {
  await mkdir(base, { recursive: true });
  if (what !== 'writes') await growth(base);
  if (what !== 'growth') await durableWrites(base);
}
