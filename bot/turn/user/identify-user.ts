import type { Activity } from 'botbuilder';
import type { Card } from '../../../cards/kit/card.ts';
import { type Translations, translationsFor } from '../../../cards/kit/locale.ts';
import { messageCard } from '../../../cards/kit/message-card.ts';
import { impersonate } from '../../../dialogs/capabilities/impersonate.ts';
import { textOf } from '../../../dialogs/engine/form-fields.ts';
import type { Input, Turn } from '../../../dialogs/engine/turn.ts';
import { understand } from '../../../dialogs/understanding/understand.ts';
import type { UserProfile } from '../../../src/application/people/user-profiles.ts';
import type { Actor } from '../../../src/domain/common/actor.ts';
import type { BotDeps } from '../turn-deps.ts';
import type { IdentifiedUser } from './identity.ts';

/** The user of an activity, if known, and the translations for them. */
export async function identifyUser(
  { identity, userProfiles, links }: Pick<BotDeps, 'identity' | 'userProfiles' | 'links'>,
  activity: Activity,
): Promise<{ readonly actor: Actor | undefined; readonly t: Translations; readonly hasChosenLanguage: boolean }> {
  const user = await identity.of(activity);
  const profile = user && (await userProfiles.get(user.actor));
  const t = translationsFor(localeOf(activity, user, profile), links);
  return { actor: user?.actor, t, hasChosenLanguage: profile?.language !== undefined };
}

/** The user's own choice of language, then the channel's locale, then the directory's. */
function localeOf(
  { locale: channelLocale }: Activity,
  user: IdentifiedUser | undefined,
  profile: UserProfile | undefined,
): string | undefined {
  const locale = channelLocale || user?.locale;
  if (!profile?.language) return locale;
  return locale?.toLowerCase().startsWith(profile.language) ? locale : profile.language;
}

/** The card for a user whom the bot cannot identify: how to use Teams or, for testers, the choice of a persona. */
export async function unknownUserCard(
  t: Translations,
  impersonation: Turn['impersonation'],
  input: Input | undefined,
): Promise<Card> {
  if (impersonation) return impersonate({ impersonation, t }, personaIn(input, t));
  const { title, sentence } = { title: t.impersonate.teamsOnly, sentence: t.impersonate.teamsOnlyText };
  return messageCard({ eyebrow: { text: t.messages.refused.eyebrow }, title, sentences: [sentence], buttons: [] }, t);
}

/** The persona that a tester pressed or named. */
function personaIn(input: Input | undefined, t: Translations): string | undefined {
  if (input?.kind === 'card' && input.verb === 'be') return textOf(input.fields.who);
  if (input?.kind !== 'text') return undefined;
  const understood = understand(input.text, { locale: t.locale, products: [], today: 0 });
  return understood.kind === 'sure' && understood.intent.verb === 'be' ? understood.intent.who : undefined;
}
