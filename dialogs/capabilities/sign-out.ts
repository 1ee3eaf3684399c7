import { signedOutCard } from '../../cards/help/sign-in-cards.ts';
import type { PersonId } from '../../src/domain/common/person.ts';
import type { Capability } from '../engine/capability.ts';

/** Signing out: what was going on is over, and the tokens are forgotten. */
export const signOutCapability = (forget: (person: PersonId) => Promise<void>): Capability => ({
  handlers: {
    async 'sign-out'(_wanted, { actor, t, output }, dc) {
      await dc.cancelAllDialogs();
      await forget(actor);
      output.show(signedOutCard(t));
    },
  },
});
