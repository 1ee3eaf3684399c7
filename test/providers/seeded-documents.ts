import { defaultRules as rules } from '../../src/domain/common/rules.ts';
import { sandboxOrganisation } from '../../src/providers/sandbox/organisation.ts';
import { seedHistory } from '../../src/providers/sandbox/seed.ts';
import { MemoryDocuments } from '../../src/state/memory/memory-documents.ts';
import { sign } from '../domain/support/sign.ts';

const organisation = sandboxOrganisation();
const seededByDay = new Map<number, Promise<MemoryDocuments>>();

/** An own copy of a store with the organisation's history, which is created once for each day. */
export async function seededDocuments(today: number): Promise<MemoryDocuments> {
  const seeded = seededByDay.get(today) ?? seedDay(today);
  seededByDay.set(today, seeded);
  return (await seeded).copy();
}

async function seedDay(today: number): Promise<MemoryDocuments> {
  const documents = new MemoryDocuments();
  await seedHistory(documents, new MemoryDocuments(), { organisation, rules, today, sign });
  return documents;
}
