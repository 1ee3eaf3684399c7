import type { RequestView } from '../../src/application/licence-requests/request-queries.ts';
import type { RequestedPerson } from '../../src/domain/account/licence-request.ts';
import type { Colour } from '../kit/card-header.ts';
import { displayName } from '../kit/display-name.ts';
import type { Translations } from '../kit/locale.ts';
import { escapeMarkdown, type Markdown, type OwnText } from '../kit/markdown.ts';

/** The status of a request for one person. */
export function personState(
  answer: RequestedPerson['answer']['is'],
  { request }: RequestView,
  { licenceRequests: { state } }: Translations,
): { readonly state: OwnText; readonly color: Colour } {
  switch (answer) {
    case 'approved':
      return { state: state.approved, color: 'Good' };
    case 'rejected':
      return { state: state.rejected, color: 'Attention' };
    case 'claimed':
      return { state: state.claimed, color: 'Accent' };
    case 'open': {
      const { closed } = request;
      if (!closed || closed.how === 'answered') return { state: state.waiting, color: 'Warning' };
      return { state: state[closed.how], color: 'Default' };
    }
  }
}

/** The status of a request as a whole. */
export function requestState(
  { request }: RequestView,
  { licenceRequests: { state } }: Translations,
): { text: OwnText; color: Colour } {
  const { closed, people: all } = request;
  if (!closed) return { text: state.waiting, color: 'Warning' };
  if (closed.how === 'stopped') return { text: state.stopped, color: 'Attention' };
  const every = (is: RequestedPerson['answer']['is']) => all.every(({ answer }) => answer.is === is);
  if (every('approved')) return { text: state.approved, color: 'Good' };
  if (every('rejected')) return { text: state.rejected, color: 'Attention' };
  return { text: state[closed.how], color: 'Default' };
}

/** Who requests which product. */
export const requestTitle = ({ request, product, names }: RequestView, t: Translations): Markdown => {
  const { decide, approval } = t.licenceRequests;
  const asker = displayName(request.asker.person, names, t);
  return (request.purchase ? approval : decide).title(asker, escapeMarkdown(product));
};
