import type { RequestView } from '../../src/application/licence-requests/request-queries.ts';
import type { Button } from '../kit/buttons.ts';
import type { Card } from '../kit/card.ts';
import { choiceCard } from '../kit/choice-card.ts';
import type { Translations } from '../kit/locale.ts';
import { messageCard } from '../kit/message-card.ts';
import { requestState, requestTitle } from './request-card.ts';

/** The requests of one person on one card. */
interface Listed {
  readonly requests: readonly RequestView[];
  readonly page: number;
  readonly remaining: number;
}

const PAGE = 5;

/** What somebody asked for, or what is theirs to decide: the open ones first. */
export function requestsCard(
  { requests, page, remaining: left }: Listed,
  as: RequestView['role'],
  t: Translations,
): Card {
  const { requests: says, buttons, date } = t;
  const own = as === 'asker';
  const eyebrow = { text: own ? says.list.own : says.list.decide };
  const home: Button = { title: buttons.home, verb: 'home' };
  if (requests.length === 0) {
    const title = own ? says.list.noneOwn : says.list.noneDecide;
    const way = own ? says.list.noneOwnWay : says.list.noneDecideWay;
    const start = own ? [{ title: buttons.buy, verb: 'catalogue' }] : [];
    return messageCard({ eyebrow, title, sentences: [way], buttons: [...start, home] }, t);
  }
  const of = own ? 'own' : 'decide';
  return choiceCard(
    {
      eyebrow,
      title: says.list.title(page * PAGE + requests.length + left),
      choices: requests.map((view) => {
        const { request, product } = view;
        return {
          name: own ? product : requestTitle(view, t),
          detail: says.list.row(requestState(view, t).text, request.people.length, date(request.at)),
          verb: 'request',
          data: { request: request.id },
        };
      }),
      buttons: [
        ...(left > 0
          ? [{ title: buttons.next(Math.min(PAGE, left)), verb: 'requests', data: { of, page: page + 1 } }]
          : []),
        ...(page > 0 ? [{ title: buttons.previous, verb: 'requests', data: { of, page: page - 1 } }] : []),
        home,
      ],
    },
    t,
  );
}
