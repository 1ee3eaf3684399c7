import { answerCard, helpCard, questionsCard, supportCard } from '../../cards/help/help-cards.ts';
import { languageCard } from '../../cards/help/language-card.ts';
import { translationsFor } from '../../cards/kit/locale.ts';
import type { UserProfiles } from '../../src/application/people/user-profiles.ts';
import { SignInRequiredError } from '../../src/application/ports/errors.ts';
import type { SubscriptionOverview } from '../../src/application/subscriptions/overview.ts';
import { isAllowed } from '../../src/domain/common/actor.ts';
import { ok } from '../../src/domain/common/result.ts';
import type { Rules } from '../../src/domain/common/rules.ts';
import type { Capability } from '../engine/capability.ts';
import type { Verb } from '../understanding/intent.ts';
import { impersonate } from './impersonate.ts';

/**
 * Help, questions and answers, support, the language, and impersonation for testers (RULES S11).
 * @param options.canSignOut whether users sign in, and so can sign out
 * @param options.unsupportedVerbs verbs that only the provider's own page supports
 */
export const helpCapability = (
  overview: SubscriptionOverview,
  userProfiles: UserProfiles,
  rules: Rules,
  { canSignOut, unsupportedVerbs }: { readonly canSignOut: boolean; readonly unsupportedVerbs: readonly Verb[] },
): Capability => ({
  handlers: {
    async help({ topic }, { actor, t, output, impersonation }, dc) {
      if (topic) return output.show(answerCard(topic, rules, t));
      const purchases = await overview.purchases(actor).catch((error: unknown) => {
        // Help is shown before sign-in, too.
        if (!(error instanceof SignInRequiredError)) throw error;
        return ok('not seen' as const);
      });
      const options = {
        sandbox: impersonation !== undefined,
        busy: dc.activeDialog !== undefined,
        canReadAllPurchases: isAllowed(actor, 'purchases.read-all'),
        canSignOut,
        unsupportedVerbs,
      };
      output.show(helpCard(purchases.ok ? purchases.value : undefined, options, t));
    },
    questions: (_intent, { t, output }) => output.show(questionsCard(rules, t)),
    async support({ about: number }, { actor, t, output }) {
      output.show(supportCard(await overview.latestNumbers(actor), number, t));
    },
    async language({ to }, { actor, t, output }) {
      if (!to) return output.show(languageCard(t.language.choose, t));
      await userProfiles.setLanguage(actor, to);
      const translations = translationsFor(t.lang === to ? t.locale : to, t.links);
      output.show(languageCard(translations.language.title, translations));
    },
    be: async ({ who }, turn) => turn.output.show(await impersonate(turn, who)),
  },
});
