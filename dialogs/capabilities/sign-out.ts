import { signedOutCard } from '../../cards/help/sign-in-cards.ts';
import type { PersonId } from '../../src/domain/common/person.ts';
import type { Capability } from '../engine/capability.ts';

/** Signing out: ends the active flow and deletes the user's tokens. */
export const signOutCapability = (deleteTokens: (person: PersonId) => Promise<void>): Capability => ({
  handlers: {
    async 'sign-out'(_intent, { actor, t, output }, dc) {
      await dc.cancelAllDialogs();
      await deleteTokens(actor);
      output.show(signedOutCard(t));
    },
  },
});
