import type { Receipt } from '../../src/application/orders/receipt.ts';
import { acts } from '../../src/domain/subscription/acts.ts';
import type { Button } from '../kit/buttons.ts';
import { type Card, template } from '../kit/card.ts';
import { headerView } from '../kit/card-header.ts';
import { displayNames } from '../kit/display-name.ts';
import type { Translations } from '../kit/locale.ts';
import { escapeMarkdown } from '../kit/markdown.ts';
import head from '../kit/parts/head.json' with { type: 'json' };
import rows from '../kit/parts/rows.json' with { type: 'json' };
import { type Row, rowsView } from '../kit/rows.ts';
import { assignmentResultCard } from './assignment-result-card.ts';

const render = template(head, rows);

/** What was done, in place of the review. */
export function receiptCard(receipt: Receipt, t: Translations): Card {
  const { order, product, canUndo, names, freedPeople: freed } = receipt;
  if (order.act === 'assign' || order.act === 'unassign') return assignmentResultCard(receipt, t);
  const { receipt: says, money, moment, people, review } = t;
  const { today, undoUntil } = order;
  const amount = money(Math.abs(today.gross), order.currency);
  const moved: Row[] =
    today.gross === 0 ? [] : [{ label: today.gross > 0 ? says.charged : says.refunded, value: amount }];
  const told = toldOf(receipt, t);
  const lost = displayNames(freed, names, t);
  return render({
    lang: t.lang,
    summary: told.summary,
    ...headerView({
      eyebrow: { text: says.done, color: 'Good' },
      title: escapeMarkdown(product),
      number: { text: told.number },
      caption: told.caption,
      sentences: order.estimated && moved.length > 0 ? [review.estimate] : [],
    }),
    ...rowsView(
      [
        [
          ...moved,
          ...trialRow(receipt, t),
          { label: says.order, value: order.number },
          ...(canUndo && undoUntil !== undefined && order.act !== 'end' && order.act !== 'renew'
            ? [{ label: says.undoUntil, value: moment(undoUntil) }]
            : []),
        ],
      ],
      lost === '' ? [] : [{ label: people.loseToday, value: lost }],
    ),
    buttons: buttonsOf(receipt, t),
  });
}

/** What becomes of a trial, and when. */
function trialRow({ order, subscription }: Receipt, { detail, date }: Translations): readonly Row[] {
  if (order.act !== 'trial' || !subscription) return [];
  const label = subscription.renews ? detail.paidFrom : detail.trialEnds;
  return [{ label, value: date(subscription.term.end) }];
}

/** The finding of a receipt: the number that matters, and what goes with it. */
function toldOf({ order, product, freeLicences, subscription }: Receipt, t: Translations) {
  const { receipt: says, cancel, number, date, licences } = t;
  const total = licences(number(order.now), order.now);
  const starts = order.renewal === undefined ? '' : date(order.renewal);
  const ends = subscription ? date(subscription.term.end) : '';
  const summary = says.summary(product, total, order.number);
  const free = freeLicences > 0 ? says.unassigned(number(freeLicences)) : says.allAssigned;
  // A receipt looked at again tells how it stands now.
  const stands = subscription?.state.kind ?? 'deleted';
  switch (order.act) {
    case 'cancel':
      return { number: cancel.cancelled, caption: cancel.ends, summary: cancel.receipt(product) };
    case 'end':
      return subscription?.state.kind === 'active'
        ? { number: total, caption: cancel.notRenewed(ends), summary: cancel.receiptEnd(product, ends) }
        : { number: cancel.cancelled, caption: cancel.ends, summary: cancel.receipt(product) };
    case 'renew':
      return { number: total, caption: cancel.renewed(ends), summary: cancel.receiptRenew(product, ends) };
    case 'add':
    case 'remove':
    case 'split':
    case 'schedule':
    case 'keep':
    case 'buy':
    case 'trial':
    case 'reinstate':
    case 'reactivate':
    case 'assign':
    case 'unassign':
      if (order.later === undefined) {
        return { number: total, caption: stands === 'active' ? free : t.state[stands], summary };
      }
      return {
        number: total,
        caption: says.later(number(order.later), starts),
        summary: says.scheduled(product, number(order.later), starts),
      };
  }
}

function buttonsOf(
  { order, freeLicences, canUndo, subscription, freedPeople: freed }: Receipt,
  t: Translations,
): readonly Button[] {
  const { buttons, number } = t;
  const about = { subscription: order.subscription };
  const grew = acts[order.act].addsLicences;
  const active = subscription?.state.kind === 'active';
  return [
    ...(grew && active && freeLicences > 0
      ? [{ title: buttons.assignCount(number(freeLicences)), verb: 'assign', data: about }]
      : []),
    ...(active && freed.length > 0
      ? [{ title: buttons.assignAgain(number(freed.length)), verb: 'assign', data: { ...about, chosen: freed } }]
      : []),
    ...(subscription ? [{ title: buttons.open, verb: 'open', data: about }] : []),
    ...(canUndo ? [{ title: buttons.undo, verb: 'undo', data: { order: order.number } }] : []),
    ...(order.invoice ? [{ title: buttons.invoice, verb: 'invoice', data: { number: order.invoice } }] : []),
    { title: buttons.home, verb: 'home' },
  ];
}
