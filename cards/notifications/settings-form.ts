import type { NotificationSettings } from '../../src/application/administration/team-spending.ts';
import { optionalKinds } from '../../src/application/notifications/notification-preferences.ts';
import { managerKinds } from '../../src/domain/account/notification.ts';
import { minorUnitsOf } from '../../src/domain/common/minor-unit.ts';
import { type Card, template } from '../kit/card.ts';
import { headerView } from '../kit/card-header.ts';
import { type Field, fieldsView } from '../kit/fields.ts';
import type { Translations } from '../kit/locale.ts';
import type { PlainText } from '../kit/markdown.ts';
import { messageCard } from '../kit/message-card.ts';
import fieldsPart from '../kit/parts/fields.json' with { type: 'json' };
import headPart from '../kit/parts/head.json' with { type: 'json' };

const render = template(headPart, fieldsPart);

/** The maximum of the lowest amount to be notified of, in whole units of the currency. */
export const MAX_ABOVE = 1_000_000;

/** The notification settings: for managers about purchases of their team, for all about their own. */
export function settingsForm(
  { preferences, manages, currency }: NotificationSettings,
  remindDays: readonly number[],
  t: Translations,
  problem?: PlainText,
): Card {
  const { settings } = t.notifications;
  const { cards, above, kinds, quiet, hears, remindDays: days } = preferences;
  const checkboxes = (
    id: string,
    label: PlainText,
    value: readonly string[],
    choices: readonly [string, PlainText][],
  ): Field => ({
    kind: 'ticks',
    id,
    label,
    value: value.join(),
    style: 'expanded',
    choices: choices.map(([one, title]) => ({ value: one, title })),
  });
  const own: readonly Field[] = [
    checkboxes(
      'hears',
      settings.reminders,
      hears,
      optionalKinds.map((kind) => [kind, settings.reminder[kind]]),
    ),
    checkboxes(
      'days',
      settings.days,
      days.map(String),
      remindDays.map((count) => [String(count), settings.day(count)]),
    ),
  ];
  const team: readonly Field[] = [
    {
      kind: 'choice',
      id: 'cards',
      label: settings.frequency,
      value: cards,
      style: 'compact',
      required: true,
      error: settings.frequency,
      choices: Object.entries(settings.frequencies).map(([value, title]) => ({ value, title })),
    },
    checkboxes(
      'kinds',
      settings.topics,
      kinds,
      managerKinds.map((kind) => [kind, settings.topic[kind]]),
    ),
    {
      kind: 'number',
      id: 'above',
      label: `${settings.above} (${currency})`,
      value: Math.round(above / minorUnitsOf(currency)),
      min: 0,
      max: MAX_ABOVE,
      error: settings.aboveError(t.number(MAX_ABOVE)),
    },
    { kind: 'time', id: 'quietFrom', label: settings.quietFrom, value: quiet?.from ?? '' },
    { kind: 'time', id: 'quietTo', label: settings.quietTo, value: quiet?.to ?? '' },
  ];
  return render({
    lang: t.lang,
    summary: problem ?? settings.title,
    ...headerView({ eyebrow: { text: settings.eyebrow }, title: settings.title }),
    ...fieldsView([...(manages ? team : []), ...own], { hint: settings.always, ...(problem && { problem }) }),
    buttons: [
      { title: settings.save, verb: 'save-settings', reads: true },
      { title: t.buttons.home, verb: 'home' },
    ],
  });
}

export function settingsSavedCard(t: Translations): Card {
  const { settings } = t.notifications;
  return messageCard(
    {
      eyebrow: { text: settings.eyebrow, color: 'Good' },
      title: settings.saved,
      sentences: [settings.savedText],
      buttons: [
        { title: settings.again, verb: 'settings' },
        { title: t.buttons.home, verb: 'home' },
      ],
    },
    t,
  );
}
