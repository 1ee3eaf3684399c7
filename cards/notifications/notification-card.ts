import type { NotificationContent } from '../../src/application/notifications/notification-content.ts';
import type { Card } from '../kit/card.ts';
import type { Translations } from '../kit/locale.ts';
import { requestCard } from '../licence-requests/request-card.ts';
import { receiptCard } from '../orders/receipt-card.ts';
import { paymentFailedCard } from '../payments/payment-failed-card.ts';
import { paymentReceiptCard } from '../payments/payment-review-card.ts';
import { cardExpiresCard, licenceCountCard, reminderCard, windowClosesCard } from './reminder-cards.ts';
import { teamDigestCard } from './team-digest-card.ts';
import { teamOrderCard, teamPaymentFailedCard } from './team-order-card.ts';

/** The card of a notification. */
export function notificationCard(content: NotificationContent, t: Translations): Card {
  switch (content.kind) {
    case 'order-settled':
      return receiptCard(content.receipt, t);
    case 'window-closes':
      return windowClosesCard(content.receipt, t);
    case 'wallet-changed':
      return paymentReceiptCard(content.receipt, t);
    case 'payment-failed':
      return paymentFailedCard(content.details, t);
    case 'renews':
    case 'trial-ends':
    case 'over':
      return reminderCard(content, t);
    case 'few-licences':
    case 'scheduled-done':
      return licenceCountCard(content, t);
    case 'card-expires':
      return cardExpiresCard(content, t);
    case 'request':
      return requestCard(content.view, t, { again: content.again });
    case 'team-order':
      return teamOrderCard(content, t);
    case 'team-payment-failed':
      return teamPaymentFailedCard(content, t);
    case 'digest':
      return teamDigestCard(content, t);
  }
}
