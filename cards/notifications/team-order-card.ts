import type { TeamOrder, TeamPaymentFailed } from '../../src/application/notifications/notification-content.ts';
import type { Button } from '../kit/buttons.ts';
import type { Card } from '../kit/card.ts';
import type { Colour } from '../kit/card-header.ts';
import type { Translations } from '../kit/locale.ts';
import { escapeMarkdown, personName } from '../kit/markdown.ts';
import { messageCard } from '../kit/message-card.ts';
import type { Row } from '../kit/rows.ts';

/** What one of a manager's people bought, changed or cancelled: who, what, what it costs, until when it can be undone. */
export function teamOrderCard(tidings: TeamOrder, t: Translations): Card {
  const { order, monthly, team, isUndone: undone } = tidings;
  const { told, moment } = t;
  const { team: says } = told;
  const cost = signedAmount(monthly, order.currency, t);
  const finding = teamOrderTitle(tidings, t);
  const undoable = !undone && order.undoUntil !== undefined && order.today.gross !== 0;
  const rows: readonly Row[] = [
    { label: says.year, value: signedAmount(monthly * 12, order.currency, t) },
    ...(team === undefined ? [] : [{ label: says.team, value: t.money(team, order.currency) }]),
    { label: says.order, value: order.number },
    ...(undoable ? [{ label: says.undoUntil, value: moment(order.undoUntil ?? 0) }] : []),
    ...(order.later !== undefined && order.renewal !== undefined
      ? [{ label: says.from, value: t.date(order.renewal) }]
      : []),
  ];
  return messageCard(
    {
      eyebrow: undone ? { text: says.undone, color: 'Warning' } : { text: says.eyebrow },
      title: finding,
      change: licenceChange(tidings, t),
      number: { text: cost, color: colourOf(monthly, undone) },
      caption: order.act === 'trial' ? says.free : says.month,
      sentences: [
        ...(order.undoes === undefined ? [] : [says.undoes(order.undoes)]),
        ...(order.estimated ? [t.review.estimate] : []),
      ],
      summary: says.summary(finding, licenceChange(tidings, t), cost),
      rows,
      buttons: teamButtons(tidings.purchaser, t),
    },
    t,
  );
}

/** A payment of one of a manager's people failed. */
export function teamPaymentFailedCard({ details, purchaser, monthly }: TeamPaymentFailed, t: Translations): Card {
  const { told, detail, date, money } = t;
  const { team: says } = told;
  const { subscription, currency } = details;
  const { pastDue } = subscription;
  const cost = money(monthly, currency);
  const finding = says.failed(personName(purchaser.name));
  return messageCard(
    {
      eyebrow: { text: t.payment.failed.eyebrow, color: 'Attention' },
      title: finding,
      change: escapeMarkdown(details.product),
      number: { text: cost },
      caption: says.month,
      summary: says.summary(finding, details.product, cost),
      ...(pastDue && { rows: [{ label: detail.pastDue, value: date(pastDue.since) }] }),
      buttons: teamButtons(purchaser, t),
    },
    t,
  );
}

/** Teams' own address for a chat with somebody. */
const chatWith = (mail: string): string =>
  `https://teams.microsoft.com/l/chat/0/0?${new URLSearchParams({ users: mail })}`;

const teamButtons = (
  { name, mail }: TeamOrder['purchaser'],
  { told: { team }, buttons }: Translations,
): readonly Button[] => [
  { title: team.spending, verb: 'team' },
  ...(mail === '' ? [] : [{ title: team.message(name.split(' ')[0] ?? name), url: chatWith(mail) }]),
  { title: team.settings, verb: 'settings' },
  { title: buttons.home, verb: 'home' },
];

/** Who did what. */
export function teamOrderTitle({ order, purchaser }: TeamOrder, { told }: Translations): string {
  const { acts } = told.team;
  const who = personName(purchaser.name);
  if (order.undoes !== undefined) return acts.back(who);
  switch (order.act) {
    case 'buy':
    case 'reactivate':
      return acts.buy(who);
    case 'trial':
      return acts.trial(who);
    case 'add':
    case 'assign':
      return acts.add(who);
    case 'cancel':
      return acts.cancel(who);
    case 'end':
      return acts.end(who);
    case 'remove':
    case 'split':
    case 'schedule':
    case 'keep':
    case 'renew':
    case 'reinstate':
    case 'unassign':
      return acts.remove(who);
  }
}

/** `5 × Visio Plan 2`, or `20 → 25 × Visio Plan 2`. */
export function licenceChange({ order, product }: TeamOrder, { number }: Translations): string {
  const { from, now, later = now } = order;
  const count = from === later || from === 0 ? number(later) : `${number(from)} → ${number(later)}`;
  return `${count} × ${escapeMarkdown(product)}`;
}

/** `+€ 60.50`: what is spent more has a sign, too. */
export const signedAmount = (minor: number, currency: string, { money }: Translations): string =>
  `${minor > 0 ? '+' : ''}${money(minor, currency)}`;

const colourOf = (monthly: number, undone: boolean): Colour => (undone || monthly <= 0 ? 'Good' : 'Default');
