import type {
  NotificationContent,
  TeamNotificationContent,
} from '../../src/application/notifications/notification-content.ts';
import type { Card } from '../kit/card.ts';
import type { Translations } from '../kit/locale.ts';
import { escapeMarkdown, md, personName } from '../kit/markdown.ts';
import { messageCard } from '../kit/message-card.ts';
import type { Fact } from '../kit/rows.ts';
import { licenceChange, signedAmount, teamOrderTitle } from './team-order-card.ts';

/** The most changes that are listed; the rest is counted. */
const MAX_ITEMS = 10;

/** The changes of a day or a week: by a manager's team, or for administrators by people without a manager. */
export function teamDigestCard(
  { every, items, team: isTeam }: Extract<NotificationContent, { kind: 'digest' }>,
  t: Translations,
): Card {
  const { notifications, buttons, administration } = t;
  const { teamDigest, teamOrder } = notifications;
  const eyebrow = isTeam ? teamDigest[every] : teamDigest.unmanaged[every];
  const orders = items.filter((one) => one.kind === 'team-order');
  const currency = orders[0]?.order.currency ?? '';
  const total = orders.reduce((sum, { monthly }) => sum + monthly, 0);
  const shown = items.slice(0, MAX_ITEMS).map((one) => factOf(one, t));
  const hidden = items.length - shown.length;
  return messageCard(
    {
      eyebrow: { text: eyebrow },
      title: teamDigest.title(items.length),
      ...(currency !== '' && { number: { text: signedAmount(total, currency, t) }, caption: teamDigest.total }),
      summary: `${eyebrow}: ${teamDigest.title(items.length)}`,
      facts: shown,
      sentences: hidden > 0 ? [teamDigest.more(hidden)] : [],
      buttons: [
        ...(isTeam
          ? [
              { title: teamOrder.spending, verb: 'team' },
              { title: teamOrder.settings, verb: 'settings' },
            ]
          : [{ title: administration.buttons.purchases, verb: 'purchases' }]),
        { title: buttons.home, verb: 'home' },
      ],
    },
    t,
  );
}

function factOf(one: TeamNotificationContent, t: Translations): Fact {
  if (one.kind === 'team-order') {
    const cost = signedAmount(one.monthly, one.order.currency, t);
    return { label: teamOrderTitle(one, t), value: md`${licenceChange(one, t)} · ${cost}` };
  }
  const { teamDigest } = t.notifications;
  return {
    label: personName(one.purchaser.name),
    value: md`${teamDigest.failed} · ${escapeMarkdown(one.details.product)}`,
  };
}
