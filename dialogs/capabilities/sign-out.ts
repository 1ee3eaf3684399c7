import { signedOutCard } from '../../cards/help/sign-in-cards.ts';
import type { PersonId } from '../../src/domain/common/person.ts';
import type { Capability } from '../engine/capability.ts';

/** Signing out: what was going on is over, and the tokens are forgotten. */
export const signingOut = (forget: (person: PersonId) => Promise<void>): Capability => ({
  answers: {
    async 'sign-out'(_wanted, { actor, words, surface }, dc) {
      await dc.cancelAllDialogs();
      await forget(actor);
      surface.show(signedOutCard(words));
    },
  },
});
