import { refusalCard } from '../../cards/kit/refusal-card.ts';
import { settingsForm, settingsSavedCard } from '../../cards/notifications/settings-form.ts';
import { teamSpendingCard } from '../../cards/notifications/team-spending-card.ts';
import type { TeamService } from '../../src/application/administration/team-spending.ts';
import type { Rules } from '../../src/domain/common/rules.ts';
import type { Capability } from '../engine/capability.ts';
import { showResult } from '../engine/show-result.ts';
import { parseSettings } from './notification-settings.ts';

/** What a manager's team spends, and the user's notification settings. */
export const teamCapability = (team: TeamService, { remindDays }: Pick<Rules, 'remindDays'>): Capability => ({
  handlers: {
    async team(_intent, turn) {
      showResult(turn, await team.spending(turn.actor), (spending) => teamSpendingCard(spending, turn.t));
    },
    async settings(_intent, turn) {
      showResult(turn, await team.settings(turn.actor), (settings) => settingsForm(settings, remindDays, turn.t));
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
