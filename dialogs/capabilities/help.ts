import { answerCard, helpCard, questionsCard, supportCard } from '../../cards/help/help-cards.ts';
import { languageCard } from '../../cards/help/language-card.ts';
import { translationsFor } from '../../cards/kit/locale.ts';
import type { UserProfiles } from '../../src/application/people/user-profiles.ts';
import { SignInRequiredError } from '../../src/application/ports/ports.ts';
import type { SubscriptionOverview } from '../../src/application/subscriptions/overview.ts';
import { isAllowed } from '../../src/domain/common/actor.ts';
import { ok } from '../../src/domain/common/result.ts';
import type { Rules } from '../../src/domain/common/rules.ts';
import type { Capability } from '../engine/capability.ts';
import type { Verb } from '../understanding/intent.ts';
import { impersonate } from './impersonate.ts';

/**
 * Help, questions, support, the language that is spoken, and whom a tester is (RULES S11).
 * @param signsIn whether people sign in here, and so can sign out
 * @param leaves what is not done here
 */
export const helpCapability = (
  overview: SubscriptionOverview,
  acquaintance: UserProfiles,
  rules: Rules,
  { signsIn, leaves }: { readonly signsIn: boolean; readonly leaves: readonly Verb[] },
): Capability => ({
  handlers: {
    async help({ topic }, { actor, t, output, impersonation: colleagues }, dc) {
      if (topic) return output.show(answerCard(topic, rules, t));
      const purchases = await overview.purchases(actor).catch((error: unknown) => {
        // What can be done here is told before signing in, too.
        if (!(error instanceof SignInRequiredError)) throw error;
        return ok('not seen' as const);
      });
      const looks = isAllowed(actor, 'purchases.read-all');
      const setting = {
        sandbox: colleagues !== undefined,
        busy: dc.activeDialog !== undefined,
        looks,
        signsIn,
        leaves,
      };
      output.show(helpCard(purchases.ok ? purchases.value : undefined, setting, t));
    },
    questions: (_wanted, { t, output }) => output.show(questionsCard(rules, t)),
    async support({ about: number }, { actor, t, output }) {
      output.show(supportCard(await overview.latestNumbers(actor), number, t));
    },
    async language({ to }, { actor, t, output }) {
      if (!to) return output.show(languageCard(t.language.choose, t));
      await acquaintance.setLanguage(actor, to);
      const spoken = translationsFor(t.lang === to ? t.locale : to, t.links);
      output.show(languageCard(spoken.language.title, spoken));
    },
    be: async ({ who }, turn) => turn.output.show(await impersonate(turn, who)),
  },
});
