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
  const { payment, detail, buttons, date } = t;
  const { failed } = payment;
  const { pastDue, state } = subscription;
  const row = (label: Markdown, at: number, days = 0): Row => ({ label, value: date(at + days * DAY) });
  const rows = pastDue
    ? [row(detail.pastDue, pastDue.since), row(detail.retry, pastDue.since, rules.retryDays[pastDue.tries - 1] ?? 0)]
    : state.kind === 'active'
      ? []
      : [row(detail.ended, state.since), row(detail.accessUntil, state.since, rules.expiredDays)];
  return messageCard(
    {
      eyebrow: { text: failed.eyebrow, color: 'Attention' },
      title: escapeMarkdown(product),
      sentences: [pastDue ? failed.again(escapeMarkdown(paidWith)) : failed.over],
      summary: failed.summary(product),
      rows,
      buttons: [
        { title: payment.button, verb: 'payment' },
        { title: buttons.open, verb: 'open', data: { subscription: subscription.id } },
        { title: buttons.home, verb: 'home' },
      ],
    },
    t,
  );
}
