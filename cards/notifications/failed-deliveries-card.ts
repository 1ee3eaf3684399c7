import type { FailedDeliveryList } from '../../src/application/notifications/failed-deliveries.ts';
import type { Card } from '../kit/card.ts';
import { choiceCard } from '../kit/choice-card.ts';
import type { Translations } from '../kit/locale.ts';
import { escapeMarkdown, md } from '../kit/markdown.ts';

/** The notifications that could not be delivered; pressing one sends it again. */
export function failedDeliveriesCard({ deliveries, count, wasResent }: FailedDeliveryList, t: Translations): Card {
  const { told, buttons, moment, administration } = t;
  const { undelivered: strings } = told;
  const resent = wasResent === undefined ? [] : [wasResent ? strings.sent : strings.gone];
  return choiceCard(
    {
      eyebrow: { text: strings.eyebrow },
      title: count === 0 ? strings.none : strings.title(count),
      sentences: [...resent, ...(count > 0 ? [strings.way] : [])],
      choices: deliveries.map(({ key, name, kind, why, since }) => ({
        name: md`${escapeMarkdown(name)} · ${strings.kinds[kind]}`,
        detail: md`${strings.why[why]} · ${moment(since)}`,
        verb: 'send-again',
        data: { letter: key },
      })),
      buttons: [
        { title: administration.all, verb: 'purchases' },
        { title: buttons.home, verb: 'home' },
      ],
    },
    t,
  );
}
