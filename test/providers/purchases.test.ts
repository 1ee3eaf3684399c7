import { expect, test } from '@jest/globals';
import type { Directory } from '../../src/application/ports/directory.ts';
import { defaultRules as rules } from '../../src/domain/common/rules.ts';
import { SandboxGateway } from '../../src/providers/sandbox/gateway.ts';
import { Ledger } from '../../src/providers/sandbox/ledger.ts';
import { sandboxOrganisation } from '../../src/providers/sandbox/organisation.ts';
import { seedHistory } from '../../src/providers/sandbox/seed.ts';
import { MemoryDocuments } from '../../src/state/memory/memory-documents.ts';
import { sign } from '../domain/support/sign.ts';

const today = Date.UTC(2026, 10, 22, 12);
const organisation = sandboxOrganisation();
const { tenant } = organisation;
const [noor] = organisation.personas.map(({ person }) => person.id);

async function seededDocuments() {
  const documents = new MemoryDocuments();
  await seedHistory(documents, new MemoryDocuments(), { organisation, rules, today, sign });
  return documents;
}

const findPurchases = (documents: MemoryDocuments, where: Record<string, string | number>) =>
  documents.find({ kind: 'purchase', where: { tenant, ...where }, limit: 100 });

test('RULES S12, #20: every purchase of the organisation is found, also of purchasers who left', async () => {
  const documents = await seededDocuments();
  const purchaseCount = organisation.seedAccounts.flatMap(({ subscriptions }) => subscriptions).length;
  const all = await findPurchases(documents, {});
  expect(all.length).toBeGreaterThan(purchaseCount / 2);
  expect(new Set(all.map(({ row }) => row.person)).size).toBe(organisation.seedAccounts.length);
  expect((await findPurchases(documents, { left: 1 })).map(({ row }) => row.purchaser)).toEqual(['Hidde Bosma']);
});

test('a directory that does not answer stops no purchase from being kept: its purchaser keeps the former name', async () => {
  const documents = await seededDocuments();
  const silent: Pick<Directory, 'person'> = { person: () => Promise.reject(new Error('no answer')) };
  const owner = { tenant, person: noor ?? '' };
  const clock = () => today;
  const ledger = new Ledger({
    documents,
    gateway: new SandboxGateway(documents, clock),
    directory: silent,
    clock,
    rules,
    terms: () => organisation.terms,
    sign,
  });
  await ledger.amend(owner, (account) => ({ ...account, subscriptions: account.subscriptions.slice(0, 2) }));
  const rows = await findPurchases(documents, { person: owner.person });
  expect(rows.map(({ row }) => row.purchaser)).toEqual(['Noor de Vries', 'Noor de Vries']);
});
