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
  const { told, buttons, date, money } = t;
  const product = escapeMarkdown(details.product);
  const data = { subscription: subscription.id };
  const open: Button = { title: buttons.open, verb: 'open', data };
  const home: Button = { title: buttons.home, verb: 'home' };
  const change: Button = { title: buttons.change, verb: 'change', data };
  const eyebrow = { text: told.reminder };
  switch (content.kind) {
    case 'renews':
      return messageCard(
        {
          eyebrow,
          title: told.renews.title(product, content.days),
          sentences: [told.renews.way],
          rows: [
            { label: told.renews.on, value: date(by) },
            { label: told.renews.cost, value: md`${money(net, currency)} ${t.period[periodOf(subscription)]}` },
          ],
          buttons: [
            change,
            { title: buttons.stopRenewing, verb: 'recurring', data: { ...data, on: false } },
            open,
            home,
          ],
        },
        t,
      );
    case 'trial-ends': {
      const willConvert = subscription.card && subscription.renews;
      const cost = { label: told.renews.cost, value: md`${money(net, currency)} ${t.period.month}` };
      return messageCard(
        {
          eyebrow,
          title: told.trialEnds.title(product, content.days),
          sentences: [willConvert ? told.trialEnds.paid : told.trialEnds.ends],
          rows: [{ label: told.trialEnds.on, value: date(by) }, ...(willConvert ? [cost] : [])],
          buttons: [
            willConvert
              ? { title: buttons.cancel, verb: 'cancel', data }
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
          sentences: [told.over.way(over, content.days)],
          rows: [{ label: told.over.on, value: date(by) }],
          buttons: [change, { title: buttons.unassign, verb: 'unassign', data }, open, home],
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
  const { told, buttons, number, licences } = t;
  const { subscription } = details;
  const product = escapeMarkdown(details.product);
  const data = { subscription: subscription.id };
  const total = licencesOf(subscription);
  const actions: readonly Button[] = [
    { title: buttons.change, verb: 'change', data },
    { title: buttons.open, verb: 'open', data },
    { title: buttons.home, verb: 'home' },
  ];
  if (kind === 'scheduled-done') {
    return messageCard(
      {
        eyebrow: { text: told.done, color: 'Good' },
        title: told.scheduled.title(product),
        number: { text: licences(number(total), total) },
        caption: told.scheduled.caption,
        buttons: actions,
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
      buttons: actions,
    },
    t,
  );
}

export function cardExpiresCard({ card, paysFor }: ContentOf<'card-expires'>, t: Translations): Card {
  const { told, payment, buttons, date } = t;
  return messageCard(
    {
      eyebrow: { text: told.reminder },
      title: told.card.title(escapeMarkdown(cardName(card))),
      sentences: [told.card.way],
      rows: [{ label: told.card.on, value: date(card.expires) }],
      facts: [{ label: told.card.pays, value: formatNames(paysFor) }],
      buttons: [
        { title: payment.button, verb: 'method', data: { method: card.id } },
        { title: buttons.home, verb: 'home' },
      ],
    },
    t,
  );
}

/** Reminds, a day before, of the end of the refund window of an order (RULES #6, #10). */
export function windowClosesCard({ order, product }: Receipt, t: Translations): Card {
  const { told, receipt, buttons, moment, money } = t;
  return messageCard(
    {
      eyebrow: { text: told.reminder },
      title: told.window.title(escapeMarkdown(product)),
      sentences: [told.window.way],
      rows: [
        { label: receipt.charged, value: money(order.today.gross, order.currency) },
        { label: receipt.order, value: escapeMarkdown(order.number) },
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
