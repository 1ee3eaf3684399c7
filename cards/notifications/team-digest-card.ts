import type {
  NotificationContent,
  TeamNotificationContent,
} from '../../src/application/notifications/notification-content.ts';
import type { Card } from '../kit/card.ts';
import type { Translations } from '../kit/locale.ts';
import { escapeMarkdown, personName } from '../kit/markdown.ts';
import { messageCard } from '../kit/message-card.ts';
import { licenceChange, signedAmount, teamOrderTitle } from './team-order-card.ts';

/** What one card lists; the rest is counted. */
const SHOWN = 10;

/** What a manager's people did in a day or a week, or people who have no manager, for an administrator. */
export function teamDigestCard(
  { every, items, team: own }: Extract<NotificationContent, { kind: 'digest' }>,
  t: Translations,
): Card {
  const { told, buttons, administration } = t;
  const { digest, team } = told;
  const eyebrow = own ? digest[every] : digest.unmanaged[every];
  const orders = items.filter((one) => one.kind === 'team-order');
  const currency = orders[0]?.order.currency ?? '';
  const total = orders.reduce((sum, { monthly }) => sum + monthly, 0);
  const shown = items.slice(0, SHOWN).map((one) => factOf(one, t));
  const rest = items.length - shown.length;
  return messageCard(
    {
      eyebrow: { text: eyebrow },
      title: digest.title(items.length),
      ...(currency !== '' && { number: { text: signedAmount(total, currency, t) }, caption: digest.total }),
      summary: `${eyebrow}: ${digest.title(items.length)}`,
      facts: shown,
      sentences: rest > 0 ? [digest.more(rest)] : [],
      buttons: [
        ...(own
          ? [
              { title: team.spending, verb: 'team' },
              { title: team.settings, verb: 'settings' },
            ]
          : [{ title: administration.all, verb: 'purchases' }]),
        { title: buttons.home, verb: 'home' },
      ],
    },
    t,
  );
}

function factOf(one: TeamNotificationContent, t: Translations): { label: string; value: string } {
  if (one.kind === 'team-order') {
    const cost = signedAmount(one.monthly, one.order.currency, t);
    return { label: teamOrderTitle(one, t), value: `${licenceChange(one, t)} · ${cost}` };
  }
  const { digest } = t.told;
  return { label: personName(one.purchaser.name), value: `${digest.failed} · ${escapeMarkdown(one.details.product)}` };
}
