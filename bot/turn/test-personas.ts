import type { Activity } from 'botbuilder';
import type { Impersonation } from '../../dialogs/engine/turn.ts';
import { normaliseText } from '../../src/application/subscriptions/match-product.ts';
import type { Organisation } from '../../src/providers/sandbox/organisation.ts';
import type { Identity } from './identity.ts';

/** The sandbox's people, for a tester to be. */
export const colleaguesFor = (organisation: Organisation, identity: Identity, activity: Activity): Impersonation => ({
  personas: organisation.personas.map(({ role, person: { id, name } }) => ({ role, id, name })),
  findPeople(said) {
    const words = normaliseText(said).split(' ');
    const exact = organisation.people.filter(
      ({ id, name }) => id === said || normaliseText(name) === normaliseText(said),
    );
    if (exact.length > 0) return exact;
    return organisation.people.filter(({ name }) =>
      words.every((word) => normaliseText(name).split(' ').includes(word)),
    );
  },
  impersonate: (id) => identity.choose(activity, id),
});
