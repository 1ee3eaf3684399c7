import type { TeamOrder, TeamPaymentFailed } from '../../src/application/notifications/notification-content.ts';
import type { Act } from '../../src/domain/subscription/acts.ts';
import type { Button } from '../kit/buttons.ts';
import type { Card } from '../kit/card.ts';
import type { Translations } from '../kit/locale.ts';
import { escapeMarkdown, type Markdown, md, personName, unescapeMarkdown } from '../kit/markdown.ts';
import { messageCard } from '../kit/message-card.ts';
import type { Row } from '../kit/rows.ts';

/** An order of a direct report, for their manager: who, what, the cost, and until when it can be undone. */
export function teamOrderCard(content: TeamOrder, t: Translations): Card {
  const { order, monthly, team, isUndone } = content;
  const { teamOrder: strings } = t.notifications;
  const cost = signedAmount(monthly, order.currency, t);
  const title = teamOrderTitle(content, t);
  const change = licenceChange(content, t);
  return messageCard(
    {
      eyebrow: isUndone ? { text: strings.undone, color: 'Warning' } : { text: strings.eyebrow },
      title,
      change,
      number: { text: cost, color: isUndone || monthly <= 0 ? 'Good' : 'Default' },
      caption: order.act === 'trial' ? strings.free : strings.month,
      sentences: [
        ...(order.undoes === undefined ? [] : [strings.undoes(escapeMarkdown(order.undoes))]),
        ...(order.estimated ? [t.estimate.note] : []),
      ],
      summary: unescapeMarkdown(strings.summary(title, change, cost)),
      rows: [
        { label: strings.year, value: signedAmount(monthly * 12, order.currency, t) },
        ...(team === undefined ? [] : [{ label: strings.teamTotal, value: t.money(team, order.currency) }]),
        { label: strings.order, value: escapeMarkdown(order.number) },
        ...undoRow(content, t),
        ...(order.later !== undefined && order.renewal !== undefined
          ? [{ label: strings.from, value: t.date(order.renewal) }]
          : []),
      ],
      buttons: teamButtons(content.purchaser, t),
    },
    t,
  );
}

/** Until when the purchaser can undo the order, if they can and it costs something. */
function undoRow({ order, isUndone }: TeamOrder, t: Translations): readonly Row[] {
  if (isUndone || order.undoUntil === undefined || order.today.gross === 0) return [];
  return [{ label: t.notifications.teamOrder.undoUntil, value: t.moment(order.undoUntil) }];
}

/** A failed payment of a direct report, for their manager. */
export function teamPaymentFailedCard({ details, purchaser, monthly }: TeamPaymentFailed, t: Translations): Card {
  const { notifications, date, money } = t;
  const { details: detailStrings } = t.subscriptions;
  const { teamOrder: strings } = notifications;
  const { subscription, currency } = details;
  const { pastDue } = subscription;
  const cost = money(monthly, currency);
  const title = strings.failed(personName(purchaser.name));
  const product = escapeMarkdown(details.product);
  return messageCard(
    {
      eyebrow: { text: t.payments.failed.eyebrow, color: 'Attention' },
      title,
      change: product,
      number: { text: cost },
      caption: strings.month,
      summary: unescapeMarkdown(strings.summary(title, product, cost)),
      ...(pastDue && { rows: [{ label: detailStrings.pastDue, value: date(pastDue.since) }] }),
      buttons: teamButtons(purchaser, t),
    },
    t,
  );
}

/** The address of a chat with a person in Teams. */
const chatWith = (mail: string): string =>
  `https://teams.microsoft.com/l/chat/0/0?${new URLSearchParams({ users: mail })}`;

const teamButtons = (
  { name, mail }: TeamOrder['purchaser'],
  { notifications: { teamOrder }, buttons }: Translations,
): readonly Button[] => [
  { title: teamOrder.spending, verb: 'team' },
  ...(mail === '' ? [] : [{ title: teamOrder.message(name.split(' ')[0] ?? name), url: chatWith(mail) }]),
  { title: teamOrder.settings, verb: 'settings' },
  { title: buttons.home, verb: 'home' },
];

/** The string that says what a person did. */
const titles: { readonly [A in Act]: keyof Translations['notifications']['teamOrder']['acts'] } = {
  add: 'add',
  assign: 'add',
  remove: 'remove',
  split: 'remove',
  schedule: 'remove',
  keep: 'remove',
  renew: 'remove',
  reinstate: 'remove',
  unassign: 'remove',
  buy: 'buy',
  reactivate: 'buy',
  trial: 'trial',
  cancel: 'cancel',
  end: 'end',
};

/** Says who did what. */
export function teamOrderTitle({ order, purchaser }: TeamOrder, { notifications }: Translations): Markdown {
  const { acts } = notifications.teamOrder;
  return acts[order.undoes === undefined ? titles[order.act] : 'back'](personName(purchaser.name));
}

/** `5 × Visio Plan 2`, or `20 → 25 × Visio Plan 2`. */
export function licenceChange({ order, product }: TeamOrder, { number }: Translations): Markdown {
  const { from, now, later = now } = order;
  const count = from === later || from === 0 ? number(later) : md`${number(from)} → ${number(later)}`;
  return md`${count} × ${escapeMarkdown(product)}`;
}

/** `+€ 60.50`: an amount with its sign. */
export const signedAmount = (minor: number, currency: string, { money }: Translations): Markdown =>
  minor > 0 ? md`+${money(minor, currency)}` : money(minor, currency);
