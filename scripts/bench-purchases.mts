// Measures how long the administrator's view takes with very many purchases, in memory or in DATABASE_URL.
import pg from 'pg';
import { PurchaseOverview } from '../src/application/administration/purchase-overview.ts';
import { purchaseRows } from '../src/application/administration/purchase-row.ts';
import { emptyAccount } from '../src/domain/account/account.ts';
import { defaultRules as rules } from '../src/domain/common/rules.ts';
import { DAY } from '../src/domain/common/time.ts';
import { startSubscription } from '../src/domain/subscription/preview-purchase.ts';
import { sandboxOrganisation } from '../src/providers/sandbox/organisation.ts';
import { MemoryDocuments } from '../src/state/memory/memory-documents.ts';
import { openPostgres } from '../src/state/postgres/open-postgres.ts';

const ACCOUNTS = 25_000;
const SUBSCRIPTIONS_EACH = 4;
const ROUNDS = 30;

const { terms, people, tenant } = sandboxOrganisation();
const products = [...terms.products.keys()].filter((id) => terms.products.get(id)?.prices.monthly !== undefined);
const today = Date.UTC(2026, 10, 22, 12);
const { DATABASE_URL } = process.env;
const database = DATABASE_URL === undefined ? undefined : await openPostgres(DATABASE_URL);
const documents = database?.documents ?? new MemoryDocuments();
/** Accounts to write concurrently: with a database, each write is a round trip. */
const CONCURRENCY = database ? 50 : 1;

async function writeAccount(number: number): Promise<void> {
  const person = people[number % people.length];
  const owner = { tenant, person: `p-${number}` };
  const subscriptions = Array.from({ length: SUBSCRIPTIONS_EACH }, (_, index) => {
    const product = products[(number + index) % products.length] ?? '';
    const purchase = {
      id: `S-${number}-${index}`,
      product,
      plan: 'monthly',
      quantity: 1 + (number % 40),
      card: true,
    } as const;
    return startSubscription(purchase, { terms, rules, at: today - (number % 29) * DAY, invoice: '' }).subscription;
  });
  const purchaser = { name: `${person?.name} ${number}`, mail: `${number}@example.com`, kind: 'member' } as const;
  const rows = purchaseRows({ ...emptyAccount(owner, 'EUR'), subscriptions }, { purchaser, terms, rules });
  await documents.write(`account/${number}`, {}, { index: rows });
}

const writeStart = performance.now();
for (let written = 0; written < ACCOUNTS; written += CONCURRENCY) {
  await Promise.all(
    Array.from({ length: Math.min(CONCURRENCY, ACCOUNTS - written) }, (_, offset) => writeAccount(written + offset)),
  );
}
const seconds = (performance.now() - writeStart) / 1_000;
if (DATABASE_URL) {
  // PostgreSQL does this by itself after a while.
  const client = new pg.Client(DATABASE_URL);
  await client.connect();
  await client.query('analyze');
  await client.end();
}

const administrator = { tenant, person: 'f', name: 'Femke', kind: 'member', roles: ['administrator'] } as const;
const overview = new PurchaseOverview({
  documents,
  commerce: { terms: async () => terms, account: async (owner) => emptyAccount(owner, 'EUR') },
  directory: { person: async () => undefined },
  clock: () => today,
  onError: console.error,
});

const where = { tenant };
const firstPage = { kind: 'purchase', where, limit: 10 };
const queries: Readonly<Record<string, () => Promise<unknown>>> = {
  'first page by expiry': () => documents.find({ ...firstPage, orderBy: 'ends' }),
  'last page by price, descending': () =>
    documents.find({ ...firstPage, orderBy: '-price', offset: ACCOUNTS * SUBSCRIPTIONS_EACH - 10 }),
  'by name, of one product': () =>
    documents.find({
      ...firstPage,
      where: { ...where, product: products[0] ?? '' },
      orderBy: 'purchaserSorted',
      offset: 500,
    }),
  'words without a match': () => documents.find({ ...firstPage, words: ['visio', 'nobody'], orderBy: 'ends' }),
  'words of one person': () => documents.find({ ...firstPage, words: ['noor', '2499'], orderBy: 'purchaserSorted' }),
  'expiring within a week': () =>
    documents.find({ ...firstPage, between: { ends: { from: today, to: today + 7 * DAY } }, orderBy: '-monthly' }),
  'totals by product': () =>
    documents.tally({ kind: 'purchase', where }, { by: 'product', sum: ['licences', 'monthly'] }),
  'the whole view, all of them': () => overview.list(administrator, { page: 4_000 }),
  'the whole view, one person by words': () => overview.list(administrator, { search: 'noor 2499', sort: '-monthly' }),
  'the whole view, expiring, of one product': () =>
    overview.list(administrator, { product: products[0], within: 7, sort: 'ends' }),
  'one account rewritten': () =>
    documents
      .find({ kind: 'purchase', where: { person: 'p-7' }, limit: 9 })
      .then((rows) => documents.write('account/7', {}, { index: rows.map(({ row }) => row) })),
};

console.log(`${ACCOUNTS} accounts written, ${Math.round(ACCOUNTS / seconds)} a second`);
console.log(`${ACCOUNTS * SUBSCRIPTIONS_EACH} purchases, milliseconds:`);
for (const [name, query] of Object.entries(queries)) {
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const start = performance.now();
    await query();
    times.push(performance.now() - start);
  }
  const [cold = 0] = times;
  const sorted = [...times].sort((one, other) => one - other);
  const median = sorted[Math.floor(ROUNDS / 2)] ?? 0;
  console.log(
    `${name}: ${median.toFixed(1)}, maximum ${(sorted.at(-1) ?? 0).toFixed(1)}, first round ${cold.toFixed(1)}`,
  );
}
await database?.close();
