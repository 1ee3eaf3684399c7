import type { NotificationContent } from '../../src/application/notifications/notification-content.ts';
import type { Receipt } from '../../src/application/orders/receipt.ts';
import { cardName } from '../../src/domain/account/account.ts';
import { licencesOf } from '../../src/domain/subscription/subscription.ts';
import type { Button } from '../kit/buttons.ts';
import type { Card } from '../kit/card.ts';
import type { Translations } from '../kit/locale.ts';
import { escapeMarkdown, md } from '../kit/markdown.ts';
import { messageCard } from '../kit/message-card.ts';
import { formatNames } from '../payments/payment-method-card.ts';
import { periodOf } from '../subscriptions/subscription-status.ts';

type ContentOf<K extends NotificationContent['kind']> = Extract<NotificationContent, { kind: K }>;

/** Reminds of a renewal, the end of a trial or too many assignments, with buttons to change what will happen. */
export function reminderCard(content: ContentOf<'renews' | 'trial-ends' | 'over'>, t: Translations): Card {
  const { details, by, net } = content;
  const { subscription, currency } = details;
  const { notifications, buttons, date, money } = t;
  const product = escapeMarkdown(details.product);
  const data = { subscription: subscription.id };
  const open: Button = { title: t.subscriptions.buttons.open, verb: 'open', data };
  const home: Button = { title: buttons.home, verb: 'home' };
  const change: Button = { title: t.subscriptions.buttons.change, verb: 'change', data };
  const eyebrow = { text: notifications.reminder };
  switch (content.kind) {
    case 'renews':
      return messageCard(
        {
          eyebrow,
          title: notifications.renews.title(product, content.days),
          sentences: [notifications.renews.text],
          rows: [
            { label: notifications.renews.on, value: date(by) },
            {
              label: notifications.renews.cost,
              value: md`${money(net, currency)} ${t.period[periodOf(subscription)]}`,
            },
          ],
          buttons: [
            change,
            { title: t.subscriptions.buttons.stopRenewing, verb: 'recurring', data: { ...data, on: false } },
            open,
            home,
          ],
        },
        t,
      );
    case 'trial-ends': {
      const willConvert = subscription.card && subscription.renews;
      const cost = { label: notifications.renews.cost, value: md`${money(net, currency)} ${t.period.month}` };
      return messageCard(
        {
          eyebrow,
          title: notifications.trialEnds.title(product, content.days),
          sentences: [willConvert ? notifications.trialEnds.paid : notifications.trialEnds.ends],
          rows: [{ label: notifications.trialEnds.on, value: date(by) }, ...(willConvert ? [cost] : [])],
          buttons: [
            willConvert
              ? { title: t.subscriptions.buttons.cancel, verb: 'cancel', data }
              : { title: t.subscriptions.buttons.buy, verb: 'buy', data: { product: subscription.product } },
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
          eyebrow: { text: notifications.reminder, color: 'Attention' },
          title: notifications.overassigned.title(t.number(over), over, product),
          sentences: [notifications.overassigned.text(over, content.days)],
          rows: [{ label: notifications.overassigned.on, value: date(by) }],
          buttons: [change, { title: t.subscriptions.buttons.unassign, verb: 'unassign', data }, open, home],
        },
        t,
      );
    }
  }
}

/** Says that few licences are left, or that a scheduled number took effect. */
export function licenceCountCard(
  { kind, details }: ContentOf<'few-licences' | 'scheduled-done'>,
  t: Translations,
): Card {
  const { notifications, buttons, number, licences } = t;
  const { subscription } = details;
  const product = escapeMarkdown(details.product);
  const data = { subscription: subscription.id };
  const total = licencesOf(subscription);
  const actions: readonly Button[] = [
    { title: t.subscriptions.buttons.change, verb: 'change', data },
    { title: t.subscriptions.buttons.open, verb: 'open', data },
    { title: buttons.home, verb: 'home' },
  ];
  if (kind === 'scheduled-done') {
    return messageCard(
      {
        eyebrow: { text: notifications.done, color: 'Good' },
        title: notifications.scheduled.title(product),
        number: { text: licences(number(total), total) },
        caption: notifications.scheduled.caption,
        buttons: actions,
      },
      t,
    );
  }
  const free = Math.max(0, total - subscription.assignments.length);
  return messageCard(
    {
      eyebrow: { text: notifications.reminder },
      title:
        free === 0 ? notifications.fewLicences.none(product) : notifications.fewLicences.title(number(free), product),
      sentences: [notifications.fewLicences.text],
      buttons: actions,
    },
    t,
  );
}

export function cardExpiresCard({ card, paysFor }: ContentOf<'card-expires'>, t: Translations): Card {
  const { notifications, payments, buttons, date } = t;
  return messageCard(
    {
      eyebrow: { text: notifications.reminder },
      title: notifications.cardExpires.title(escapeMarkdown(cardName(card))),
      sentences: [notifications.cardExpires.text],
      rows: [{ label: notifications.cardExpires.on, value: date(card.expires) }],
      facts: [{ label: notifications.cardExpires.pays, value: formatNames(paysFor) }],
      buttons: [
        { title: payments.buttons.methods, verb: 'method', data: { method: card.id } },
        { title: buttons.home, verb: 'home' },
      ],
    },
    t,
  );
}

/** Reminds, a day before, of the end of the refund window of an order (RULES #6, #10). */
export function windowClosesCard({ order, product }: Receipt, t: Translations): Card {
  const { notifications, buttons, moment, money } = t;
  const { receipt } = t.orders;
  return messageCard(
    {
      eyebrow: { text: notifications.reminder },
      title: notifications.windowCloses.title(escapeMarkdown(product)),
      sentences: [notifications.windowCloses.text],
      rows: [
        { label: receipt.charged, value: money(order.today.gross, order.currency) },
        { label: receipt.order, value: escapeMarkdown(order.number) },
        { label: notifications.windowCloses.until, value: moment(order.undoUntil ?? order.at) },
      ],
      buttons: [
        { title: buttons.undo, verb: 'undo', data: { order: order.number } },
        { title: t.subscriptions.buttons.open, verb: 'open', data: { subscription: order.subscription } },
        { title: buttons.home, verb: 'home' },
      ],
    },
    t,
  );
}
