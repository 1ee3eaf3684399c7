import type { Understood } from '../src/application/changing-licences.ts';
import { licencesOf } from '../src/domain/subscription.ts';
import type { Card } from './card.ts';
import { choiceCard } from './choice.ts';
import { plainText } from './text.ts';
import type { Words } from './words.ts';

const PAGE = 6;

/** Which of several subscriptions is meant; what was already said of the number goes along. */
export function chooseCard({ from, wish }: Extract<Understood, { kind: 'choose' }>, page: number, words: Words): Card {
  const { choose, buttons, list, number, date, next } = words;
  const { total, delta, product } = wish;
  const said = { ...(total !== undefined && { total }), ...(delta !== undefined && { delta }) };
  const at = Math.min(page, Math.ceil(from.length / PAGE) - 1);
  const shown = from.slice(at * PAGE, (at + 1) * PAGE);
  const left = Math.min(PAGE, from.length - (at + 1) * PAGE);
  return choiceCard(
    {
      eyebrow: { text: choose.eyebrow },
      title: product ? plainText(choose.titleFor(product)) : choose.title,
      choices: shown.map(({ subscription, product: name }) => {
        const used = list.used(number(subscription.assignments.length), number(licencesOf(subscription)));
        const ends = date(subscription.term.end);
        return {
          name,
          detail: `${used} · ${subscription.renews ? next.renews(ends) : next.ends(ends)}`,
          verb: 'change',
          data: { subscription: subscription.id, ...said },
        };
      }),
      buttons: [
        ...(left > 0 ? [{ title: buttons.next(left), verb: 'change', data: { ...said, page: at + 1 } }] : []),
        ...(at > 0 ? [{ title: buttons.previous, verb: 'change', data: { ...said, page: at - 1 } }] : []),
        { title: buttons.home, verb: 'home' },
      ],
    },
    words,
  );
}
