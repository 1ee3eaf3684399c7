import type { RequestView } from '../../src/application/licence-requests/request-queries.ts';
import type { Card } from '../kit/card.ts';
import { headerView } from '../kit/card-header.ts';
import { fieldsView } from '../kit/fields.ts';
import type { Translations } from '../kit/locale.ts';
import { unescapeMarkdown } from '../kit/markdown.ts';
import { peopleRows, renderRequest, requestRows } from './request-rows.ts';
import { requestState, requestTitle } from './request-state.ts';

/** The outcome of a request, for its deciders. */
export function decidedCard(view: RequestView, t: Translations): Card {
  const { licenceRequests, buttons } = t;
  const { closed: closedStrings } = licenceRequests;
  const { toDecide } = licenceRequests.buttons;
  const { request } = view;
  const title = requestTitle(view, t);
  const state = requestState(view, t);
  return renderRequest({
    lang: t.lang,
    summary: `${unescapeMarkdown(title)}: ${state.text}.`,
    ...headerView({
      eyebrow: { text: request.purchase ? licenceRequests.approval.closed : closedStrings.eyebrow },
      title,
      state,
    }),
    ...requestRows(view, [], t),
    ...peopleRows(request.people, view, t),
    ...fieldsView([]),
    buttons: [
      { title: toDecide, verb: 'requests', data: { of: 'decide' } },
      { title: buttons.home, verb: 'home' },
    ],
  });
}
