import type { Person } from '../../domain/common/person.ts';
import type { Documents } from '../ports/documents.ts';

/** Subscriptions read per person, at most. */
const MAX_SUBSCRIPTIONS = 1_000;

/** Returns what each person spends a month before tax, in minor units; read from the index, not from the accounts. */
export async function monthlySpendingByPerson(
  documents: Documents,
  tenant: string,
  people: readonly Person[],
): Promise<readonly { readonly person: Person; readonly monthly: number }[]> {
  return Promise.all(
    people.map(async (person) => {
      const where = { tenant, person: person.id };
      const rows = await documents.find({ kind: 'purchase', where, limit: MAX_SUBSCRIPTIONS });
      return { person, monthly: rows.reduce((sum, { row }) => sum + Number(row.monthly ?? 0), 0) };
    }),
  );
}
