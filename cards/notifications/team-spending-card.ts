import type { TeamSpending } from '../../src/application/administration/team-spending.ts';
import type { Card } from '../kit/card.ts';
import type { Translations } from '../kit/locale.ts';
import { personName } from '../kit/markdown.ts';
import { messageCard } from '../kit/message-card.ts';

/** The most people with a row of their own; the others share one. */
const MAX_PEOPLE = 10;

/** What a manager's direct reports spend a month, the highest first. */
export function teamSpendingCard({ people, total, reports, currency }: TeamSpending, t: Translations): Card {
  const { notifications, money, buttons } = t;
  const { teamSpending, settings } = notifications;
  const actions = [
    { title: settings.button, verb: 'settings' },
    { title: buttons.home, verb: 'home' },
  ];
  const eyebrow = { text: teamSpending.eyebrow };
  if (reports === 0) {
    return messageCard({ eyebrow, title: teamSpending.none, sentences: [teamSpending.noneText], buttons: actions }, t);
  }
  const others = people.slice(MAX_PEOPLE);
  const rows = people.slice(0, MAX_PEOPLE).map(({ person, monthly }) => ({
    label: personName(person.name),
    value: money(monthly, currency),
  }));
  const othersTotal = others.reduce((sum, { monthly }) => sum + monthly, 0);
  return messageCard(
    {
      eyebrow,
      number: { text: money(total, currency) },
      caption: teamSpending.caption,
      summary: teamSpending.summary(money(total, currency)),
      rows:
        others.length > 0
          ? [...rows, { label: teamSpending.more(others.length), value: money(othersTotal, currency) }]
          : rows,
      buttons: actions,
    },
    t,
  );
}
