import type { Receipt } from '../src/application/receipt.ts';
import type { Button } from './buttons.ts';
import { type Card, template } from './card.ts';
import { headView } from './head.ts';
import head from './parts/head.json' with { type: 'json' };
import rows from './parts/rows.json' with { type: 'json' };
import { type Row, rowsView } from './rows.ts';
import { plainText } from './text.ts';
import type { Words } from './words.ts';

const render = template(head, rows);

/** What was done, in place of the review. */
export function changeReceipt({ order, product, unassigned, undoable }: Receipt, words: Words): Card {
  const { receipt, number, money, moment, date, licences, buttons } = words;
  const { today, undoUntil, later, renewal } = order;
  const starts = renewal === undefined ? '' : date(renewal);
  const total = licences(number(order.now), order.now);
  const amount = money(Math.abs(today.gross), order.currency);
  const moved: Row[] =
    today.gross === 0 ? [] : [{ label: today.gross > 0 ? receipt.charged : receipt.refunded, value: amount }];
  const all: Button[] = [
    { title: buttons.open, verb: 'open', data: { subscription: order.request.subscription } },
    ...(undoable ? [{ title: buttons.undo, verb: 'undo', data: { order: order.number } }] : []),
    { title: buttons.home, verb: 'home' },
  ];
  return render({
    lang: words.lang,
    summary:
      later === undefined
        ? receipt.summary(product, total, order.number)
        : receipt.scheduled(product, number(later), starts),
    ...headView({
      eyebrow: { text: receipt.done, color: 'Good' },
      title: plainText(product),
      number: { text: total },
      caption:
        later === undefined
          ? unassigned > 0
            ? receipt.unassigned(number(unassigned))
            : receipt.allAssigned
          : receipt.later(number(later), starts),
    }),
    ...rowsView([
      [
        ...moved,
        { label: receipt.order, value: order.number },
        ...(undoable && undoUntil !== undefined ? [{ label: receipt.undoUntil, value: moment(undoUntil) }] : []),
      ],
    ]),
    buttons: all,
  });
}
