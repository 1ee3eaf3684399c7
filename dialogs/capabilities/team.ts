import { refusalCard } from '../../cards/kit/refusal-card.ts';
import { settingsForm, settingsSavedCard } from '../../cards/notifications/settings-form.ts';
import { teamSpendingCard } from '../../cards/notifications/team-spending-card.ts';
import type { NotificationSettings, TeamService } from '../../src/application/administration/team-spending.ts';
import type { Rules } from '../../src/domain/common/rules.ts';
import type { Capability } from '../engine/capability.ts';
import { showResult } from '../engine/show-result.ts';
import type { IntentOf } from '../understanding/intent.ts';
import { parseSettings } from './notification-settings.ts';

/** What a manager's team spends, and the user's notification settings. */
export const teamCapability = (team: TeamService, { remindDays }: Pick<Rules, 'remindDays'>): Capability => ({
  handlers: {
    async team(_intent, turn) {
      showResult(turn, await team.spending(turn.actor), (spending) => teamSpendingCard(spending, turn.t));
    },
    async settings(wanted, turn) {
      const settings = await team.settings(turn.actor);
      showResult(turn, settings, (current) => settingsForm(withWishes(current, wanted), remindDays, turn.t));
    },
    async 'save-settings'(_intent, turn) {
      const { actor, t, output, input } = turn;
      const settings = await team.settings(actor);
      if (!settings.ok) return output.show(refusalCard(settings.refusal, t));
      const fields = input.kind === 'card' ? input.fields : {};
      const parsed = parseSettings(fields, settings.value, remindDays, t);
      if ('problem' in parsed) return output.show(settingsForm(parsed.settings, remindDays, t, parsed.problem));
      showResult(turn, await team.saveSettings(actor, parsed.preferences), () => settingsSavedCard(t));
    },
  },
});

/** The settings with the values that a sentence names filled in: the user saves them. */
function withWishes(
  settings: NotificationSettings,
  { cards, above, quietFrom, quietTo, reminders }: IntentOf<'settings'>,
): NotificationSettings {
  const { preferences } = settings;
  return {
    ...settings,
    preferences: {
      ...preferences,
      ...(cards && { cards }),
      ...(above !== undefined && { above }),
      ...(quietFrom && { quiet: { from: quietFrom, to: quietTo ?? preferences.quiet?.to ?? DAY_STARTS } }),
      ...(reminders && { remindDays: [] }),
    },
  };
}

/** When quiet hours end if no time was named. */
const DAY_STARTS = '08:00';
