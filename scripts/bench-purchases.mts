// Says how long the administrator's view takes among very many purchases.
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
const EACH = 4;
const ROUNDS = 30;

const { terms, people, tenant } = sandboxOrganisation();
const products = [...terms.products.keys()].filter((id) => terms.products.get(id)?.prices.monthly !== undefined);
const today = Date.UTC(2026, 10, 22, 12);
const { DATABASE_URL } = process.env;
const database = DATABASE_URL === undefined ? undefined : await openPostgres(DATABASE_URL);
const documents = database?.documents ?? new MemoryDocuments();
/** A document written to a store of its own is a round trip: then many are under way at once. */
const AT_ONCE = database ? 50 : 1;

async function account(one: number): Promise<void> {
  const known = people[one % people.length];
  const owner = { tenant, person: `p-${one}` };
  const subscriptions = Array.from({ length: EACH }, (_, index) => {
    const product = products[(one + index) % products.length] ?? '';
    const purchase = {
      id: `S-${one}-${index}`,
      product,
      plan: 'monthly',
      quantity: 1 + (one % 40),
      card: true,
    } as const;
    return startSubscription(purchase, { terms, rules, at: today - (one % 29) * DAY, invoice: '' }).subscription;
  });
  const purchaser = { name: `${known?.name} ${one}`, mail: `${one}@example.com`, kind: 'member' } as const;
  const rows = purchaseRows({ ...emptyAccount(owner, 'EUR'), subscriptions }, { purchaser, terms, rules });
  await documents.write(`account/${one}`, {}, { index: rows });
}

const filling = performance.now();
for (let one = 0; one < ACCOUNTS; one += AT_ONCE) {
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, ACCOUNTS - one) }, (_, at) => account(one + at)));
}
const seconds = (performance.now() - filling) / 1_000;
if (DATABASE_URL) {
  // What a database does by itself after a while.
  const client = new pg.Client(DATABASE_URL);
  await client.connect();
  await client.query('analyze');
  await client.end();
}

const femke = { tenant, person: 'f', name: 'Femke', kind: 'member', roles: ['administrator'] } as const;
const administration = new PurchaseOverview({
  documents,
  commerce: { terms: async () => terms, account: async (owner) => emptyAccount(owner, 'EUR') },
  directory: { person: async () => undefined },
  clock: () => today,
  onError: console.error,
});

const where = { tenant };
const first = { kind: 'purchase', where, limit: 10 };
const queries: Readonly<Record<string, () => Promise<unknown>>> = {
  'first page by expiry': () => documents.find({ ...first, orderBy: 'ends' }),
  'last page by price, descending': () => documents.find({ ...first, orderBy: '-price', offset: ACCOUNTS * EACH - 10 }),
  'by name, of one product': () =>
    documents.find({
      ...first,
      where: { ...where, product: products[0] ?? '' },
      orderBy: 'purchaserSorted',
      offset: 500,
    }),
  'words that nobody has': () => documents.find({ ...first, words: ['visio', 'nobody'], orderBy: 'ends' }),
  'words of one person': () => documents.find({ ...first, words: ['noor', '2499'], orderBy: 'purchaserSorted' }),
  'expiring within a week': () =>
    documents.find({ ...first, between: { ends: { from: today, to: today + 7 * DAY } }, orderBy: '-monthly' }),
  'totals by product': () =>
    documents.tally({ kind: 'purchase', where }, { by: 'product', sum: ['licences', 'monthly'] }),
  'the whole view, all of them': () => administration.list(femke, { page: 4_000 }),
  'the whole view, one person by words': () => administration.list(femke, { search: 'noor 2499', sort: '-monthly' }),
  'the whole view, expiring, of one product': () =>
    administration.list(femke, { product: products[0], within: 7, sort: 'ends' }),
  'one account rewritten': () =>
    documents
      .find({ kind: 'purchase', where: { person: 'p-7' }, limit: 9 })
      .then((rows) => documents.write('account/7', {}, { index: rows.map(({ row }) => row) })),
};

console.log(`${ACCOUNTS} accounts written, ${Math.round(ACCOUNTS / seconds)} a second`);
console.log(`${ACCOUNTS * EACH} purchases, milliseconds:`);
for (const [name, ask] of Object.entries(queries)) {
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const start = performance.now();
    await ask();
    times.push(performance.now() - start);
  }
  const [cold = 0] = times;
  const sorted = [...times].sort((one, other) => one - other);
  const median = sorted[Math.floor(ROUNDS / 2)] ?? 0;
  console.log(
    `${name}: ${median.toFixed(1)}, at most ${(sorted.at(-1) ?? 0).toFixed(1)}, the first time ${cold.toFixed(1)}`,
  );
}
await database?.close();
