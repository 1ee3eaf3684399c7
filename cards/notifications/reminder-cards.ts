import type { NotificationContent } from '../../src/application/notifications/notification-content.ts';
import type { Receipt } from '../../src/application/orders/receipt.ts';
import { cardName } from '../../src/domain/account/account.ts';
import { licencesOf } from '../../src/domain/subscription/subscription.ts';
import type { Button } from '../kit/buttons.ts';
import type { Card } from '../kit/card.ts';
import type { Translations } from '../kit/locale.ts';
import { escapeMarkdown } from '../kit/markdown.ts';
import { messageCard } from '../kit/message-card.ts';
import { periodOf } from '../subscriptions/subscription-status.ts';

type ContentOf<K extends NotificationContent['kind']> = Extract<NotificationContent, { kind: K }>;

/** A renewal, the end of a trial, or too many assigned: what happens by itself, and how to have it otherwise. */
export function reminderCard(tidings: ContentOf<'renews' | 'trial-ends' | 'over'>, t: Translations): Card {
  const { details: holding, by, net } = tidings;
  const { subscription, currency } = holding;
  const { told, buttons, date, money } = t;
  const product = escapeMarkdown(holding.product);
  const about = { subscription: subscription.id };
  const open: Button = { title: buttons.open, verb: 'open', data: about };
  const home: Button = { title: buttons.home, verb: 'home' };
  const change: Button = { title: buttons.change, verb: 'change', data: about };
  const eyebrow = { text: told.reminder };
  switch (tidings.kind) {
    case 'renews':
      return messageCard(
        {
          eyebrow,
          title: told.renews.title(product, tidings.days),
          sentences: [told.renews.way],
          rows: [
            { label: told.renews.on, value: date(by) },
            { label: told.renews.cost, value: `${money(net, currency)} ${t.period[periodOf(subscription)]}` },
          ],
          buttons: [
            change,
            { title: buttons.stopRenewing, verb: 'recurring', data: { ...about, on: false } },
            open,
            home,
          ],
        },
        t,
      );
    case 'trial-ends': {
      const paid = subscription.card && subscription.renews;
      const cost = { label: told.renews.cost, value: `${money(net, currency)} ${t.period.month}` };
      return messageCard(
        {
          eyebrow,
          title: told.trialEnds.title(product, tidings.days),
          sentences: [paid ? told.trialEnds.paid : told.trialEnds.ends],
          rows: [{ label: told.trialEnds.on, value: date(by) }, ...(paid ? [cost] : [])],
          buttons: [
            paid
              ? { title: buttons.cancel, verb: 'cancel', data: about }
              : { title: buttons.buy, verb: 'buy', data: { product: subscription.product } },
            open,
            home,
          ],
        },
        t,
      );
    }
    case 'over': {
      const over = subscription.assignments.length - licencesOf(subscription);
      return messageCard(
        {
          eyebrow: { text: told.reminder, color: 'Attention' },
          title: told.over.title(t.number(over), over, product),
          sentences: [told.over.way(over, tidings.days)],
          rows: [{ label: told.over.on, value: date(by) }],
          buttons: [change, { title: buttons.unassign, verb: 'unassign', data: about }, open, home],
        },
        t,
      );
    }
  }
}

/** Few licences are left, or a scheduled number came into force. */
export function licenceCountCard(
  { kind, details: holding }: ContentOf<'few-licences' | 'scheduled-done'>,
  t: Translations,
): Card {
  const { told, buttons, number, licences } = t;
  const { subscription } = holding;
  const product = escapeMarkdown(holding.product);
  const about = { subscription: subscription.id };
  const total = licencesOf(subscription);
  const buttonsBelow: readonly Button[] = [
    { title: buttons.change, verb: 'change', data: about },
    { title: buttons.open, verb: 'open', data: about },
    { title: buttons.home, verb: 'home' },
  ];
  if (kind === 'scheduled-done') {
    const says = { eyebrow: { text: told.done, color: 'Good' as const }, title: told.scheduled.title(product) };
    return messageCard(
      {
        ...says,
        number: { text: licences(number(total), total) },
        caption: told.scheduled.caption,
        buttons: buttonsBelow,
      },
      t,
    );
  }
  const free = Math.max(0, total - subscription.assignments.length);
  return messageCard(
    {
      eyebrow: { text: told.reminder },
      title: free === 0 ? told.few.none(product) : told.few.title(number(free), product),
      sentences: [told.few.way],
      buttons: buttonsBelow,
    },
    t,
  );
}

export function cardExpiresCard({ card, paysFor }: ContentOf<'card-expires'>, t: Translations): Card {
  const { told, payment, buttons, date } = t;
  return messageCard(
    {
      eyebrow: { text: told.reminder },
      title: told.card.title(cardName(card)),
      sentences: [told.card.way],
      rows: [{ label: told.card.on, value: date(card.expires) }],
      facts: [{ label: told.card.pays, value: paysFor.map(escapeMarkdown).join(', ') }],
      buttons: [
        { title: payment.button, verb: 'method', data: { method: card.id } },
        { title: buttons.home, verb: 'home' },
      ],
    },
    t,
  );
}

/** The day before the money of an order no longer comes back (RULES #6, #10). */
export function windowClosesCard({ order, product }: Receipt, t: Translations): Card {
  const { told, receipt, buttons, moment, money } = t;
  return messageCard(
    {
      eyebrow: { text: told.reminder },
      title: told.window.title(escapeMarkdown(product)),
      sentences: [told.window.way],
      rows: [
        { label: receipt.charged, value: money(order.today.gross, order.currency) },
        { label: receipt.order, value: order.number },
        { label: told.window.until, value: moment(order.undoUntil ?? order.at) },
      ],
      buttons: [
        { title: buttons.undo, verb: 'undo', data: { order: order.number } },
        { title: buttons.open, verb: 'open', data: { subscription: order.subscription } },
        { title: buttons.home, verb: 'home' },
      ],
    },
    t,
  );
}
