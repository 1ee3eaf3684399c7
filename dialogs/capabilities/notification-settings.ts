import { z } from 'zod';
import type { Translations } from '../../cards/kit/locale.ts';
import { MAX_ABOVE } from '../../cards/notifications/settings-form.ts';
import type { NotificationSettings } from '../../src/application/administration/team-spending.ts';
import { optionalKinds, type Preferences } from '../../src/application/notifications/notification-preferences.ts';
import { managerKinds } from '../../src/domain/account/notification.ts';
import { minorUnitsOf } from '../../src/domain/common/minor-unit.ts';
import type { Fields } from '../engine/form-fields.ts';

const clockTime = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/);
const choices = z.string().max(500).catch('');
const frequency = z.enum(['at-once', 'daily', 'weekly', 'off']);
const threshold = z.coerce.number().int().min(0).max(MAX_ABOVE);

type ParsedSettings =
  | { readonly preferences: Preferences }
  /** What is wrong, and the settings with the other fields as they were submitted. */
  | { readonly problem: string; readonly settings: NotificationSettings };

/** Reads the notification settings from a form's fields. Preferences that are not on the form stay the same. */
export function parseSettings(
  fields: Fields,
  settings: NotificationSettings,
  remindDays: readonly number[],
  t: Translations,
): ParsedSettings {
  const own: Preferences = {
    ...settings.preferences,
    hears: chosenOf(fields.hears, optionalKinds),
    remindDays: chosenOf(fields.days, remindDays.map(String)).map(Number),
  };
  return settings.manages ? parseManagerSettings(fields, settings, own, t) : { preferences: own };
}

/** Adds what only managers set: which orders of their team they are notified of, how often, and their quiet hours. */
function parseManagerSettings(
  fields: Fields,
  settings: NotificationSettings,
  own: Preferences,
  t: Translations,
): ParsedSettings {
  const { quiet: _previous, ...rest } = own;
  const cards = frequency.catch(own.cards).parse(fields.cards);
  const preferences = { ...rest, cards, kinds: chosenOf(fields.kinds, managerKinds) };
  const refuse = (problem: string, changed: Preferences): ParsedSettings => ({
    problem: `${problem}.`,
    settings: { ...settings, preferences: changed },
  });
  const strings = t.notifications.settings;
  const amount = threshold.safeParse(fields.above === '' ? undefined : fields.above);
  if (!amount.success) return refuse(strings.aboveError(t.number(MAX_ABOVE)), { ...preferences, above: own.above });
  const complete = { ...preferences, above: amount.data * minorUnitsOf(settings.currency) };
  const isEmpty = (field: unknown) => field === undefined || field === '';
  if (isEmpty(fields.quietFrom) && isEmpty(fields.quietTo)) return { preferences: complete };
  const [from, to] = [clockTime.safeParse(fields.quietFrom), clockTime.safeParse(fields.quietTo)];
  if (!from.success || !to.success || from.data === to.data) return refuse(strings.quietError, complete);
  return { preferences: { ...complete, quiet: { from: from.data, to: to.data } } };
}

/** The options that a multiple-choice field names, separated by commas. */
function chosenOf<Option extends string>(field: unknown, options: readonly Option[]): readonly Option[] {
  const values = choices.parse(field).split(',');
  return options.filter((option) => values.includes(option));
}
