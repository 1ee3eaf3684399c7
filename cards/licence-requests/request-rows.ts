import type { RequestView } from '../../src/application/licence-requests/request-queries.ts';
import type { RequestedPerson } from '../../src/domain/account/licence-request.ts';
import { template } from '../kit/card.ts';
import { displayName } from '../kit/display-name.ts';
import type { Translations } from '../kit/locale.ts';
import { escapeMarkdown, md } from '../kit/markdown.ts';
import fieldsPart from '../kit/parts/fields.json' with { type: 'json' };
import headPart from '../kit/parts/head.json' with { type: 'json' };
import peoplePart from '../kit/parts/people.json' with { type: 'json' };
import rowsPart from '../kit/parts/rows.json' with { type: 'json' };
import { type Fact, rowsView } from '../kit/rows.ts';
import { personState } from './request-state.ts';

/** Renders the cards of a licence request, which share one template. */
export const renderRequest = template(headPart, rowsPart, peoplePart, fieldsPart);

/** The dates and the reason of a request. */
export function requestRows(
  { request, expires, open }: RequestView,
  moreFacts: readonly Fact[],
  { licenceRequests, date, number }: Translations,
) {
  const ends = open.length > 0 ? [{ label: licenceRequests.fields.expires, value: date(expires) }] : [];
  const { purchase } = request;
  const { from = 0, now = 0 } = purchase ?? {};
  const count = from === 0 ? number(now) : md`${number(from)} → ${number(now)}`;
  const licences = purchase ? [{ label: licenceRequests.approval.licences, value: count }] : [];
  return rowsView(
    [[...licences, { label: licenceRequests.fields.askedOn, value: date(request.at) }, ...ends]],
    [
      ...moreFacts,
      ...(request.why === ''
        ? []
        : [
            { label: licenceRequests.fields.reason, value: licenceRequests.fields.quoted(escapeMarkdown(request.why)) },
          ]),
    ],
  );
}

/** One row for each person, with the decision. */
export const peopleRows = (requestedPeople: readonly RequestedPerson[], view: RequestView, t: Translations) => ({
  people: requestedPeople.map(({ person, answer }, index) => {
    const {
      fields: { decidedBy, quoted },
    } = t.licenceRequests;
    const note = 'note' in answer && answer.note !== '' ? [quoted(escapeMarkdown(answer.note))] : [];
    const decider = 'by' in answer ? [decidedBy(displayName(answer.by, view.names, t))] : [];
    return {
      name: displayName(person, view.names, t),
      why: [...decider, ...note].map((text) => ({ text })),
      ...personState(answer.is, view, t),
      spacing: index === 0 ? 'Medium' : 'Default',
    };
  }),
});
