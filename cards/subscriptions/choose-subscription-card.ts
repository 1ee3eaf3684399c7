import type { SubscriptionMatch } from '../../src/application/orders/find-subscription.ts';
import { pageOf } from '../../src/application/runtime/pages.ts';
import type { SubscriptionAction } from '../../src/application/subscriptions/available-actions.ts';
import { licencesOf } from '../../src/domain/subscription/subscription.ts';
import type { Card } from '../kit/card.ts';
import { choiceCard } from '../kit/choice-card.ts';
import type { Translations } from '../kit/locale.ts';
import { escapeMarkdown, md } from '../kit/markdown.ts';
import { statusOf } from './subscription-status.ts';

const PAGE_SIZE = 6;

export interface SubscriptionChoice {
  readonly purpose: SubscriptionAction;
  /** The command that a press sends, with what the user already entered. */
  readonly verb: string;
  readonly data?: Readonly<Record<string, unknown>>;
  readonly page?: number;
}

/** Asks which of several subscriptions the user means. */
export function chooseSubscriptionCard(
  { candidates: from, query: wish }: Extract<SubscriptionMatch, { kind: 'choose' }>,
  { purpose, verb, data, page = 0 }: SubscriptionChoice,
  t: Translations,
): Card {
  const { buttons, number } = t;
  const { purpose: purposeStrings } = t.subscriptions.choose;
  const { list } = t.subscriptions;
  const shown = pageOf(from, page, PAGE_SIZE);
  const pageData = { ...data, ...(wish.product && { product: wish.product }) };
  return choiceCard(
    {
      eyebrow: { text: verb === 'holders' ? purposeStrings.holders : purposeStrings[purpose] },
      title: wish.product
        ? t.subscriptions.choose.titleFor(escapeMarkdown(wish.product))
        : t.subscriptions.choose.title,
      choices: shown.items.map(({ subscription, product, rules }) => {
        const used = list.used(number(subscription.assignments.length), number(licencesOf(subscription)));
        const { state, next } = statusOf(subscription, rules, t);
        return {
          name: escapeMarkdown(product),
          detail: md`${used} · ${state}, ${next}`,
          verb,
          data: { ...data, subscription: subscription.id },
        };
      }),
      buttons: [
        ...(shown.nextCount > 0
          ? [{ title: buttons.next(shown.nextCount), verb, data: { ...pageData, page: shown.page + 1 } }]
          : []),
        ...(shown.page > 0 ? [{ title: buttons.previous, verb, data: { ...pageData, page: shown.page - 1 } }] : []),
        { title: buttons.home, verb: 'home' },
      ],
    },
    t,
  );
}
