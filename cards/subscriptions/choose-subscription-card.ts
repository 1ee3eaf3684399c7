import type { SubscriptionMatch } from '../../src/application/orders/find-subscription.ts';
import type { SubscriptionAction } from '../../src/application/subscriptions/available-actions.ts';
import { licencesOf } from '../../src/domain/subscription/subscription.ts';
import type { Card } from '../kit/card.ts';
import { choiceCard } from '../kit/choice-card.ts';
import type { Translations } from '../kit/locale.ts';
import { escapeMarkdown } from '../kit/markdown.ts';
import { statusOf } from './subscription-status.ts';

const PAGE = 6;

/** What pressing one of several subscriptions asks for: what was already said goes along. */
export interface SubscriptionChoice {
  readonly purpose: SubscriptionAction;
  readonly verb: string;
  readonly data?: Readonly<Record<string, unknown>>;
  readonly page?: number;
}

/** Which of several subscriptions is meant. */
export function chooseSubscriptionCard(
  { candidates: from, query: wish }: Extract<SubscriptionMatch, { kind: 'choose' }>,
  { purpose, verb, data, page = 0 }: SubscriptionChoice,
  t: Translations,
): Card {
  const { choose, buttons, list, number } = t;
  const at = Math.min(page, Math.ceil(from.length / PAGE) - 1);
  const shown = from.slice(at * PAGE, (at + 1) * PAGE);
  const left = Math.min(PAGE, from.length - (at + 1) * PAGE);
  const more = { ...data, ...(wish.product && { product: wish.product }) };
  return choiceCard(
    {
      eyebrow: { text: verb === 'holders' ? choose.holders : choose[purpose] },
      title: wish.product ? escapeMarkdown(t.chooseTitleFor(wish.product)) : t.chooseTitle,
      choices: shown.map(({ subscription, product: name, rules }) => {
        const used = list.used(number(subscription.assignments.length), number(licencesOf(subscription)));
        const { state, next } = statusOf(subscription, rules, t);
        return {
          name,
          detail: `${used} · ${state}, ${next}`,
          verb,
          data: { ...data, subscription: subscription.id },
        };
      }),
      buttons: [
        ...(left > 0 ? [{ title: buttons.next(left), verb, data: { ...more, page: at + 1 } }] : []),
        ...(at > 0 ? [{ title: buttons.previous, verb, data: { ...more, page: at - 1 } }] : []),
        { title: buttons.home, verb: 'home' },
      ],
    },
    t,
  );
}
