import type { FailedDeliveryList } from '../../src/application/notifications/failed-deliveries.ts';
import type { Card } from '../kit/card.ts';
import { choiceCard } from '../kit/choice-card.ts';
import type { Translations } from '../kit/locale.ts';
import { escapeMarkdown, md } from '../kit/markdown.ts';

/** The notifications that could not be delivered; pressing one sends it again. */
export function failedDeliveriesCard({ deliveries, count, wasResent }: FailedDeliveryList, t: Translations): Card {
  const { notifications, buttons, moment, administration } = t;
  const { failedDeliveries: strings } = notifications;
  const resent = wasResent === undefined ? [] : [wasResent ? strings.resent : strings.notFound];
  return choiceCard(
    {
      eyebrow: { text: strings.eyebrow },
      title: count === 0 ? strings.none : strings.title(count),
      sentences: [...resent, ...(count > 0 ? [strings.text] : [])],
      choices: deliveries.map(({ key, name, kind, why, since }) => ({
        name: md`${escapeMarkdown(name)} · ${strings.kinds[kind]}`,
        detail: md`${strings.reason[why]} · ${moment(since)}`,
        verb: 'send-again',
        data: { letter: key },
      })),
      buttons: [
        { title: administration.buttons.purchases, verb: 'purchases' },
        { title: buttons.home, verb: 'home' },
      ],
    },
    t,
  );
}
