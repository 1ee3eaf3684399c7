import type { OrderReview } from '../../../src/application/orders/review-order.ts';
import type { Button } from '../../kit/buttons.ts';
import { type Card, template } from '../../kit/card.ts';
import { type CardHeader, headerView } from '../../kit/card-header.ts';
import type { Translations } from '../../kit/locale.ts';
import { escapeMarkdown, type Markdown, type OwnText, type PlainText, personName } from '../../kit/markdown.ts';
import headPart from '../../kit/parts/head.json' with { type: 'json' };
import peoplePart from '../../kit/parts/people.json' with { type: 'json' };
import rowsPart from '../../kit/parts/rows.json' with { type: 'json' };
import { rowsView } from '../../kit/rows.ts';
import { peopleView } from '../people-rows.ts';
import { futureRows, todayRows } from './amount-rows.ts';
import { changedRows } from './changed-rows.ts';
import { donePeople } from './people-facts.ts';
import { reviews } from './reviews.ts';

const render = template(headPart, peoplePart, rowsPart);

/**
 * Shows exactly what an order will do, before it is confirmed.
 * @param isUnclear whether the user typed something that is no answer to the review
 */
export function reviewCard(review: OrderReview, t: Translations, isUnclear = false): Card {
  const { preview, details, names } = review;
  const { what: whatOf, sentences, facts, alternatives, back } = reviews[preview.act];
  const amount = t.money(Math.abs(preview.today.gross), details.currency);
  const what = whatOf(review, t);
  const groups = [changedRows(review, t), todayRows(review, t), futureRows(review, t)];
  return render({
    lang: t.lang,
    summary: t.orders.review.summary(details.product, what, amount),
    ...headerView({
      eyebrow:
        review.changedFields.length > 0
          ? { text: t.orders.review.changedEyebrow, color: 'Warning' }
          : { text: t.orders.review.eyebrow },
      title: escapeMarkdown(details.product),
      ...figures(review, what, t),
      sentences: [
        ...(isUnclear ? [unclearSentence(review, t)] : []),
        ...approvalSentences(review, t),
        ...(sentences?.(review, t) ?? []),
        ...estimateSentences(review, t),
      ],
    }),
    ...(preview.act === 'assign' || preview.act === 'unassign'
      ? peopleView(preview.people, names, { isUnassign: preview.act === 'unassign', isPreview: true }, t)
      : { people: [] }),
    ...rowsView(
      groups.filter(({ length }) => length > 0),
      facts(review, t),
    ),
    buttons: [
      ...confirmButton(review, t),
      ...(alternatives?.(review, t) ?? []),
      { title: back === 'back' ? t.buttons.back : t.orders.review.buttons[back], verb: 'back' },
      { title: t.buttons.stop, verb: 'stop' },
    ],
  });
}

/** The number in the header: what is charged or refunded today, unless the act has one of its own. */
function figures(
  review: OrderReview,
  what: OwnText,
  t: Translations,
): Pick<CardHeader, 'change' | 'number' | 'caption'> {
  const { preview, details, approval } = review;
  const header = reviews[preview.act].header?.(review, t);
  if (header) return header;
  const { gross } = preview.today;
  const card = escapeMarkdown(details.paidWith);
  const charged = approval
    ? t.orders.review.chargedAfterApproval(card, personName(approval.name))
    : t.orders.review.charged(card);
  return {
    change: what,
    number: { text: t.money(Math.abs(gross), details.currency), ...(gross < 0 && { color: 'Good' as const }) },
    caption: gross === 0 ? t.orders.review.nothingToPay : gross > 0 ? charged : t.orders.review.refunded(card),
  };
}

/** What the user can do instead of typing: only the number of licences can be typed again. */
const unclearSentence = ({ request }: OrderReview, { payments, orders: { review } }: Translations): OwnText =>
  request.act === 'change' && !request.unassign ? review.notUnderstood : payments.review.notUnderstood;

/** Who must approve the purchase first. */
function approvalSentences(
  { approval, details }: OrderReview,
  { licenceRequests, money }: Translations,
): readonly Markdown[] {
  if (!approval) return [];
  const { above, monthly, name } = approval;
  return [
    licenceRequests.approval.first(personName(name), money(monthly, details.currency), money(above, details.currency)),
  ];
}

/** Amounts computed from list prices are estimates where a service computes the charge. */
function estimateSentences({ preview, details }: OrderReview, t: Translations): readonly OwnText[] {
  const hasAmounts = preview.lines.length > 0 || preview.nextPayment !== undefined || preview.renewal !== undefined;
  return details.estimated && hasAmounts && preview.act !== 'unassign' ? [t.estimate.note] : [];
}

function confirmButton(review: OrderReview, t: Translations): readonly Button[] {
  const title = confirmTitle(review, t);
  return title === undefined ? [] : [{ title, verb: 'confirm' }];
}

function confirmTitle(review: OrderReview, t: Translations): PlainText | undefined {
  const { preview, request, approval } = review;
  if (approval) return t.licenceRequests.approval.ask(approval.name.split(' ')[0] ?? approval.name);
  const done = donePeople(preview).length;
  if (request.act === 'change' && request.unassign && done > 0) {
    return t.orders.review.buttons.unassignAndSet(t.number(done), t.number(preview.later ?? preview.now));
  }
  return reviews[preview.act].confirm(review, t);
}
