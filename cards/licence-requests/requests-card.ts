import type { RequestPage, RequestView } from '../../src/application/licence-requests/request-queries.ts';
import type { Button } from '../kit/buttons.ts';
import type { Card } from '../kit/card.ts';
import { choiceCard } from '../kit/choice-card.ts';
import type { Translations } from '../kit/locale.ts';
import { escapeMarkdown } from '../kit/markdown.ts';
import { messageCard } from '../kit/message-card.ts';
import { requestState, requestTitle } from './request-state.ts';

/** The requests a user made, or those they can decide: open ones first. */
export function requestsCard(
  { requests, page, nextCount, count }: RequestPage,
  role: RequestView['role'],
  t: Translations,
): Card {
  const { licenceRequests: strings, buttons, date } = t;
  const isOwn = role === 'asker';
  const eyebrow = { text: isOwn ? strings.list.own : strings.list.decide };
  const home: Button = { title: buttons.home, verb: 'home' };
  if (requests.length === 0) {
    const title = isOwn ? strings.list.noneOwn : strings.list.noneDecide;
    const way = isOwn ? strings.list.noneOwnText : strings.list.noneDecideText;
    const start = isOwn ? [{ title: t.subscriptions.buttons.buy, verb: 'catalogue' }] : [];
    return messageCard({ eyebrow, title, sentences: [way], buttons: [...start, home] }, t);
  }
  const of = isOwn ? 'own' : 'decide';
  return choiceCard(
    {
      eyebrow,
      title: strings.list.title(count),
      choices: requests.map((view) => {
        const { request, product } = view;
        return {
          name: isOwn ? escapeMarkdown(product) : requestTitle(view, t),
          detail: strings.list.row(requestState(view, t).text, request.people.length, date(request.at)),
          verb: 'request',
          data: { request: request.id },
        };
      }),
      buttons: [
        ...(nextCount > 0 ? [{ title: buttons.next(nextCount), verb: 'requests', data: { of, page: page + 1 } }] : []),
        ...(page > 0 ? [{ title: buttons.previous, verb: 'requests', data: { of, page: page - 1 } }] : []),
        home,
      ],
    },
    t,
  );
}
