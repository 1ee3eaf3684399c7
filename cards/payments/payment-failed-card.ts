import type { SubscriptionDetails } from '../../src/application/subscriptions/overview.ts';
import { DAY } from '../../src/domain/common/time.ts';
import type { Card } from '../kit/card.ts';
import type { Translations } from '../kit/locale.ts';
import { escapeMarkdown, type Markdown } from '../kit/markdown.ts';
import { messageCard } from '../kit/message-card.ts';
import type { Row } from '../kit/rows.ts';

/** A failed payment: what happens next, with a button to the payment methods. */
export function paymentFailedCard(
  { subscription, product, paidWith, rules }: SubscriptionDetails,
  t: Translations,
): Card {
  const { payments, buttons, date } = t;
  const { details } = t.subscriptions;
  const { failed } = payments;
  const { pastDue, state } = subscription;
  const row = (label: Markdown, at: number, days = 0): Row => ({ label, value: date(at + days * DAY) });
  const rows = pastDue
    ? [row(details.pastDue, pastDue.since), row(details.retry, pastDue.since, rules.retryDays[pastDue.tries - 1] ?? 0)]
    : state.kind === 'active'
      ? []
      : [row(details.ended, state.since), row(details.accessUntil, state.since, rules.expiredDays)];
  return messageCard(
    {
      eyebrow: { text: failed.eyebrow, color: 'Attention' },
      title: escapeMarkdown(product),
      sentences: [pastDue ? failed.retry(escapeMarkdown(paidWith)) : failed.ended],
      summary: failed.summary(product),
      rows,
      buttons: [
        { title: payments.buttons.methods, verb: 'payment' },
        { title: t.subscriptions.buttons.open, verb: 'open', data: { subscription: subscription.id } },
        { title: buttons.home, verb: 'home' },
      ],
    },
    t,
  );
}
