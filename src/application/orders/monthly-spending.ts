import type { Person } from '../../domain/common/person.ts';
import type { Documents } from '../ports/documents.ts';

/** The most subscriptions of one person that are added up. */
const MAX_SUBSCRIPTIONS = 1_000;

/** What people spend a month before tax, minor units: read off the index, not off every account. */
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
