import type { Receipt } from '../../src/application/orders/receipt.ts';
import { type Act, acts } from '../../src/domain/subscription/acts.ts';
import type { Button } from '../kit/buttons.ts';
import { type Card, template } from '../kit/card.ts';
import { headerView } from '../kit/card-header.ts';
import { displayNames } from '../kit/display-name.ts';
import type { Translations } from '../kit/locale.ts';
import { EMPTY_TEXT, escapeMarkdown, type OwnText, type PlainText } from '../kit/markdown.ts';
import headPart from '../kit/parts/head.json' with { type: 'json' };
import rowsPart from '../kit/parts/rows.json' with { type: 'json' };
import { type Row, rowsView } from '../kit/rows.ts';
import { assignmentResultCard } from './assignment-result-card.ts';

const render = template(headPart, rowsPart);

/** Shows what was done, in place of the review. */
export function receiptCard(receipt: Receipt, t: Translations): Card {
  const { order, product, canUndo, names, freedPeople } = receipt;
  if (order.act === 'assign' || order.act === 'unassign') return assignmentResultCard(receipt, t);
  const { money, moment } = t;
  const { receipt: strings } = t.orders;
  const { today, undoUntil } = order;
  const amount = money(Math.abs(today.gross), order.currency);
  const paymentRows: readonly Row[] =
    today.gross === 0 ? [] : [{ label: today.gross > 0 ? strings.charged : strings.refunded, value: amount }];
  const { number, caption, summary } = receiptTexts[order.act](receipt, t);
  const losers = displayNames(freedPeople, names, t);
  return render({
    lang: t.lang,
    summary,
    ...headerView({
      eyebrow: { text: strings.done, color: 'Good' },
      title: escapeMarkdown(product),
      number: { text: number },
      caption,
      sentences: order.estimated && paymentRows.length > 0 ? [t.estimate.note] : [],
    }),
    ...rowsView(
      [
        [
          ...paymentRows,
          ...trialRow(receipt, t),
          { label: strings.order, value: escapeMarkdown(order.number) },
          ...(canUndo && undoUntil !== undefined && order.act !== 'end' && order.act !== 'renew'
            ? [{ label: strings.undoUntil, value: moment(undoUntil) }]
            : []),
        ],
      ],
      losers === '' ? [] : [{ label: t.assignments.review.loseToday, value: losers }],
    ),
    buttons: buttonsOf(receipt, t),
  });
}

/** When a trial ends or becomes paid. */
function trialRow(
  { order, subscription }: Receipt,
  { date, subscriptions: { details } }: Translations,
): readonly Row[] {
  if (order.act !== 'trial' || !subscription) return [];
  const label = subscription.renews ? details.paidFrom : details.trialEnds;
  return [{ label, value: date(subscription.term.end) }];
}

interface ReceiptTexts {
  readonly number: OwnText;
  readonly caption: OwnText;
  readonly summary: PlainText;
}

type ReceiptTextsOf = (receipt: Receipt, t: Translations) => ReceiptTexts;

/** The texts of each act but assigning and unassigning, which list the people. */
const receiptTexts: { readonly [A in Exclude<Act, 'assign' | 'unassign'>]: ReceiptTextsOf } = {
  add: numberTexts,
  remove: numberTexts,
  split: numberTexts,
  schedule: numberTexts,
  keep: numberTexts,
  buy: numberTexts,
  trial: numberTexts,
  reinstate: numberTexts,
  reactivate: numberTexts,
  cancel: cancelledTexts,
  end: (receipt, t) => {
    const { product, subscription } = receipt;
    if (subscription?.state.kind !== 'active') return cancelledTexts(receipt, t);
    const ends = t.date(subscription.term.end);
    return {
      number: totalOf(receipt, t),
      caption: t.orders.receipt.notRenewed(ends),
      summary: t.orders.receipt.endsSummary(product, ends),
    };
  },
  renew: (receipt, t) => {
    const { product, subscription } = receipt;
    const ends = subscription ? t.date(subscription.term.end) : EMPTY_TEXT;
    return {
      number: totalOf(receipt, t),
      caption: t.orders.receipt.renewed(ends),
      summary: t.orders.receipt.renewsSummary(product, ends),
    };
  },
};

/** The number of licences, and how many are free or what is scheduled. */
function numberTexts(receipt: Receipt, t: Translations): ReceiptTexts {
  const { order, product, freeLicences, subscription } = receipt;
  const { number, date } = t;
  const { receipt: strings } = t.orders;
  const total = totalOf(receipt, t);
  if (order.later !== undefined) {
    const starts = order.renewal === undefined ? EMPTY_TEXT : date(order.renewal);
    return {
      number: total,
      caption: strings.later(number(order.later), starts),
      summary: strings.scheduled(product, number(order.later), starts),
    };
  }
  // A receipt that is shown again says how the subscription is now.
  const state = subscription?.state.kind ?? 'deleted';
  const free = freeLicences > 0 ? strings.unassigned(number(freeLicences)) : strings.allAssigned;
  return {
    number: total,
    caption: state === 'active' ? free : t.subscriptions.status[state],
    summary: strings.summary(product, total, order.number),
  };
}

function cancelledTexts({ product }: Receipt, t: Translations): ReceiptTexts {
  const { cancellation } = t.orders.review;
  return {
    number: t.orders.receipt.cancelled,
    caption: cancellation.endsToday,
    summary: t.orders.receipt.cancelledSummary(product),
  };
}

const totalOf = ({ order }: Receipt, { licences, number }: Translations): OwnText =>
  licences(number(order.now), order.now);

function buttonsOf(
  { order, freeLicences, canUndo, subscription, freedPeople }: Receipt,
  t: Translations,
): readonly Button[] {
  const { buttons, number } = t;
  const data = { subscription: order.subscription };
  const isActive = subscription?.state.kind === 'active';
  return [
    ...(acts[order.act].addsLicences && isActive && freeLicences > 0
      ? [{ title: t.orders.buttons.assignCount(number(freeLicences)), verb: 'assign', data }]
      : []),
    ...(isActive && freedPeople.length > 0
      ? [
          {
            title: t.orders.buttons.assignAgain(number(freedPeople.length)),
            verb: 'assign',
            data: { ...data, chosen: freedPeople },
          },
        ]
      : []),
    ...(subscription ? [{ title: t.subscriptions.buttons.open, verb: 'open', data }] : []),
    ...(canUndo ? [{ title: buttons.undo, verb: 'undo', data: { order: order.number } }] : []),
    ...(order.invoice ? [{ title: t.orders.receipt.invoice, verb: 'invoice', data: { number: order.invoice } }] : []),
    { title: buttons.home, verb: 'home' },
  ];
}
