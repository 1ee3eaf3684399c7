import type { RequestView } from '../../src/application/licence-requests/request-queries.ts';
import type { AgreedPurchase } from '../../src/domain/account/licence-request.ts';
import type { Button } from '../kit/buttons.ts';
import type { Card } from '../kit/card.ts';
import { headerView } from '../kit/card-header.ts';
import { displayNames } from '../kit/display-name.ts';
import { fieldsView } from '../kit/fields.ts';
import type { Translations } from '../kit/locale.ts';
import { escapeMarkdown, md } from '../kit/markdown.ts';
import { peopleRows, renderRequest, requestRows } from './request-rows.ts';
import { requestState } from './request-state.ts';

/** A licence request for its asker. */
export function ownRequestCard(view: RequestView, t: Translations): Card {
  const { licenceRequests, buttons } = t;
  const { own } = licenceRequests;
  const { mine } = licenceRequests.buttons;
  const { deciders } = licenceRequests.fields;
  const { request, product, open, order } = view;
  return renderRequest({
    lang: t.lang,
    summary: own.summary(product, requestState(view, t).text),
    ...headerView({
      eyebrow: { text: request.decisions > 0 ? own.answered : own.eyebrow },
      title: escapeMarkdown(product),
      state: requestState(view, t),
      ...ownCost(view, t),
    }),
    ...requestRows(view, [{ label: deciders, value: displayNames(request.deciders, view.names, t) }], t),
    // A purchase has no people to list before it is decided.
    ...peopleRows(request.purchase && open.length > 0 ? [] : request.people, view, t),
    ...fieldsView([]),
    buttons: [
      ...(order ? [{ title: own.receipt, verb: 'receipt', data: { order } }] : []),
      ...(open.length > 0 ? [] : askAgainButton(view, t)),
      { title: mine, verb: 'requests', data: { of: 'own' } },
      ...(open.length > 0 ? [{ title: own.withdraw, verb: 'withdraw', data: { request: request.id } }] : []),
      { title: buttons.home, verb: 'home' },
    ],
  });
}

/** The cost of a purchase that waits for the manager's approval. */
function ownCost(
  { request: { purchase, closed }, currency }: RequestView,
  { licenceRequests: { approval }, money }: Translations,
) {
  if (!purchase) return {};
  const sentences = closed?.how === 'stopped' ? [approval.stopped] : [];
  return { number: { text: md`+${money(purchase.monthly, currency)}` }, caption: approval.ownMonth, sentences };
}

/** The button to request the same again for those who did not get it. */
function askAgainButton({ request }: RequestView, { licenceRequests }: Translations): readonly Button[] {
  if (request.purchase)
    return request.closed?.how === 'answered' ? [] : [reviewAgainButton(request.purchase, licenceRequests)];
  const chosen = request.people.flatMap(({ person, answer }) => (answer.is === 'approved' ? [] : [person]));
  if (chosen.length === 0) return [];
  const button = { title: licenceRequests.own.again, verb: 'ask', data: { product: request.product, chosen } };
  return [button];
}

/** The button to review again a purchase that was approved or rejected. */
function reviewAgainButton(
  { order }: AgreedPurchase,
  { approval: { again: title } }: Translations['licenceRequests'],
): Button {
  switch (order.act) {
    case 'buy': {
      const { product, quantity, term, profile } = order;
      const wanted = term === 'trial' ? { trial: true } : { quantity, plan: term };
      return { title, verb: 'buy', data: { product, ...wanted, ...(profile && { profile }) } };
    }
    case 'change':
      return { title, verb: 'change', data: { subscription: order.subscription, total: order.total } };
    case 'assign':
      return { title, verb: 'assign', data: { subscription: order.subscription, chosen: order.people } };
    case 'reactivate':
      return { title, verb: 'reactivate', data: { subscription: order.subscription } };
    case 'cancel':
    case 'recurring':
    case 'reinstate':
    case 'unassign':
      return { title, verb: 'open', data: { subscription: order.subscription } };
  }
}
