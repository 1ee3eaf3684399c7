import type { Activity } from 'botbuilder';
import type { Impersonation } from '../../../dialogs/engine/turn.ts';
import { normaliseText } from '../../../src/application/subscriptions/match-product.ts';
import type { Organisation } from '../../../src/providers/sandbox/organisation.ts';
import type { Identity } from './identity.ts';

/** Lets a tester act as one of the sandbox's people. */
export const impersonationFor = (
  { personas, people }: Organisation,
  identity: Identity,
  activity: Activity,
): Impersonation => ({
  personas: personas.map(({ role, person: { id, name } }) => ({ role, id, name })),
  findPeople(text) {
    const query = normaliseText(text);
    const exact = people.filter(({ id, name }) => id === text || normaliseText(name) === query);
    if (exact.length > 0) return exact;
    return people.filter(({ name }) => {
      const names = normaliseText(name).split(' ');
      return query.split(' ').every((word) => names.includes(word));
    });
  },
  impersonate: (id) => identity.choose(activity, id),
});
