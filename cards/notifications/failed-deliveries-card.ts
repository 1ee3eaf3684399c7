import type { FailedDeliveryList } from '../../src/application/notifications/failed-deliveries.ts';
import type { Card } from '../kit/card.ts';
import { choiceCard } from '../kit/choice-card.ts';
import type { Translations } from '../kit/locale.ts';

/** Messages that reached nobody: a press sends one again. */
export function failedDeliveriesCard(
  { deliveries, count, wasResent: sent }: FailedDeliveryList,
  t: Translations,
): Card {
  const { told, buttons, moment, administration } = t;
  const { undelivered: says } = told;
  const news = sent === undefined ? [] : [sent ? says.sent : says.gone];
  return choiceCard(
    {
      eyebrow: { text: says.eyebrow },
      title: count === 0 ? says.none : says.title(count),
      sentences: [...news, ...(count > 0 ? [says.way] : [])],
      choices: deliveries.map(({ key, name, kind, why, since }) => ({
        name: `${name} · ${says.kinds[kind]}`,
        detail: `${says.why[why]} · ${moment(since)}`,
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
