import { z } from 'zod';
import type { Translations } from '../../cards/kit/locale.ts';
import { refusalCard } from '../../cards/kit/message-card.ts';
import { MAX_ABOVE, settingsForm, settingsSavedCard } from '../../cards/notifications/settings-form.ts';
import { teamSpendingCard } from '../../cards/notifications/team-spending-card.ts';
import type { NotificationSettings, TeamService } from '../../src/application/administration/team-spending.ts';
import { optionalKinds, type Preferences } from '../../src/application/notifications/notification-preferences.ts';
import { managerKinds } from '../../src/domain/account/notification.ts';
import { minorUnitsOf } from '../../src/domain/common/minor-unit.ts';
import type { Rules } from '../../src/domain/common/rules.ts';
import type { Capability } from '../engine/capability.ts';
import type { Turn } from '../engine/turn.ts';

/** What a manager's people spend, and what everybody hears of. */
export const teamCapability = (people: TeamService, { remindDays }: Pick<Rules, 'remindDays'>): Capability => ({
  handlers: {
    async team(_wanted, { actor, t, output }) {
      const spending = await people.spending(actor);
      output.show(spending.ok ? teamSpendingCard(spending.value, t) : refusalCard(spending.refusal, t));
    },
    async settings(_wanted, turn) {
      const hearing = await people.settings(turn.actor);
      if (!hearing.ok) return turn.output.show(refusalCard(hearing.refusal, turn.t));
      turn.output.show(settingsForm(hearing.value, remindDays, turn.t));
    },
    async 'save-settings'(_wanted, turn) {
      const { actor, t, output } = turn;
      const hearing = await people.settings(actor);
      if (!hearing.ok) return output.show(refusalCard(hearing.refusal, t));
      const read = settingsIn(turn, hearing.value, remindDays);
      if ('problem' in read) return output.show(settingsForm(read.left, remindDays, t, read.problem));
      const saved = await people.saveSettings(actor, read.preferences);
      output.show(saved.ok ? settingsSavedCard(t) : refusalCard(saved.refusal, t));
    },
  },
});

const time = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/);
const several = z.string().max(500).catch('');

type Read = { readonly preferences: Preferences } | { readonly problem: string; readonly left: NotificationSettings };

/** What was set, out of the fields; what is not on the form stays as it was. */
function settingsIn({ input, t }: Turn, hearing: NotificationSettings, remindDays: readonly number[]): Read {
  const fields = input.kind === 'card' ? input.fields : {};
  const ticked = <T extends string>(id: string, all: readonly T[]): readonly T[] => {
    const values = several.parse(fields[id]).split(',');
    return all.filter((one) => values.includes(one));
  };
  const days = ticked('days', remindDays.map(String)).map(Number);
  const own: Preferences = { ...hearing.preferences, hears: ticked('hears', optionalKinds), remindDays: days };
  if (!hearing.manages) return { preferences: own };
  const { quiet: _before, ...rest } = own;
  const cards = z.enum(['at-once', 'daily', 'weekly', 'off']).catch(own.cards).parse(fields.cards);
  const wanted = { ...rest, cards, kinds: ticked('kinds', managerKinds) };
  const left = (preferences: Preferences): NotificationSettings => ({ ...hearing, preferences });
  const above = z.coerce
    .number()
    .int()
    .min(0)
    .max(MAX_ABOVE)
    .safeParse(fields.above === '' ? undefined : fields.above);
  const problems = problemsOf(t);
  if (!above.success) return { problem: problems.above, left: left({ ...wanted, above: own.above }) };
  const least = above.data * minorUnitsOf(hearing.currency);
  const [from, to] = [time.safeParse(fields.quietFrom), time.safeParse(fields.quietTo)];
  const none = [fields.quietFrom, fields.quietTo].every((one) => one === undefined || one === '');
  if (none) return { preferences: { ...wanted, above: least } };
  if (!from.success || !to.success || from.data === to.data) {
    return { problem: problems.quiet, left: left({ ...wanted, above: least }) };
  }
  return { preferences: { ...wanted, above: least, quiet: { from: from.data, to: to.data } } };
}

const problemsOf = ({ told: { settings }, number }: Translations) => ({
  above: `${settings.aboveError(number(MAX_ABOVE))}.`,
  quiet: `${settings.quietError}.`,
});
