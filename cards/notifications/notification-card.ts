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

/** What somebody is told without having asked, each with the button that deals with it. */
export function notificationCard(tidings: NotificationContent, t: Translations): Card {
  switch (tidings.kind) {
    case 'order-settled':
      return receiptCard(tidings.receipt, t);
    case 'window-closes':
      return windowClosesCard(tidings.receipt, t);
    case 'wallet-changed':
      return paymentReceiptCard(tidings.receipt, t);
    case 'payment-failed':
      return paymentFailedCard(tidings.details, t);
    case 'renews':
    case 'trial-ends':
    case 'over':
      return reminderCard(tidings, t);
    case 'few-licences':
    case 'scheduled-done':
      return licenceCountCard(tidings, t);
    case 'card-expires':
      return cardExpiresCard(tidings, t);
    case 'request':
      return requestCard(tidings.view, t, { again: tidings.again });
    case 'team-order':
      return teamOrderCard(tidings, t);
    case 'team-payment-failed':
      return teamPaymentFailedCard(tidings, t);
    case 'digest':
      return teamDigestCard(tidings, t);
  }
}
