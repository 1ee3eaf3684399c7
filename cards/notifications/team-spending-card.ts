import type { TeamSpending } from '../../src/application/administration/team-spending.ts';
import type { Card } from '../kit/card.ts';
import type { Translations } from '../kit/locale.ts';
import { personName } from '../kit/markdown.ts';
import { messageCard } from '../kit/message-card.ts';

/** People with a row of their own; the others are one row. */
const SHOWN = 10;

/** What a manager's people spend a month, the dearest first. */
export function teamSpendingCard({ people, total, reports, currency }: TeamSpending, t: Translations): Card {
  const { told, money, buttons } = t;
  const { spending, settings } = told;
  const below = [
    { title: settings.button, verb: 'settings' },
    { title: buttons.home, verb: 'home' },
  ];
  const eyebrow = { text: spending.eyebrow };
  if (reports === 0) {
    return messageCard({ eyebrow, title: spending.nobody, sentences: [spending.nobodyWay], buttons: below }, t);
  }
  const rest = people.slice(SHOWN);
  const rows = people.slice(0, SHOWN).map(({ person, monthly }) => ({
    label: personName(person.name),
    value: money(monthly, currency),
  }));
  const more = rest.reduce((sum, { monthly }) => sum + monthly, 0);
  return messageCard(
    {
      eyebrow,
      title: '',
      number: { text: money(total, currency) },
      caption: spending.caption,
      summary: spending.summary(money(total, currency)),
      rows: rest.length > 0 ? [...rows, { label: spending.more(rest.length), value: money(more, currency) }] : rows,
      buttons: below,
    },
    t,
  );
}
