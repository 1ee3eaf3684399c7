import type { Review } from '../src/application/changing-licences.ts';
import type { ChangePlan, Facts } from '../src/domain/changing.ts';
import { factsOf } from '../src/domain/changing.ts';
import type { Button } from './buttons.ts';
import { type Card, template } from './card.ts';
import { headView } from './head.ts';
import head from './parts/head.json' with { type: 'json' };
import rows from './parts/rows.json' with { type: 'json' };
import { type Row, rowsView } from './rows.ts';
import { periodOf } from './situation.ts';
import { personName, plainText } from './text.ts';
import type { Words } from './words.ts';

const render = template(head, rows);

/**
 * Exactly what a change will do, before it happens.
 * @param unclear whether something was typed that is no answer to it
 */
export function changeReview(review: Review, words: Words, unclear = false): Card {
  const { plan, holding } = review;
  const { money, buttons, number } = words;
  const { gross } = plan.today;
  const change = changeLine(plan, words);
  const amount = money(Math.abs(gross), holding.currency);
  const waits = plan.act === 'split' || plan.act === 'schedule';
  const all: Button[] = [
    { title: primary(plan, amount, words), verb: 'confirm' },
    ...(plan.act === 'split' && plan.later !== undefined
      ? [
          {
            title: buttons.atRenewal(number(plan.later)),
            verb: 'instead',
            data: { when: 'renewal', total: plan.later },
          },
        ]
      : []),
    { title: buttons.other, verb: 'back' },
    { title: buttons.stop, verb: 'stop' },
  ];
  const waiting = plan.now - (plan.later ?? plan.now);
  const outside = waits && !review.askedForRenewal;
  return render({
    lang: words.lang,
    summary: words.review.summary(holding.product, change, amount),
    ...headView({
      eyebrow:
        review.changes.length > 0
          ? { text: words.review.changedEyebrow, color: 'Warning' }
          : { text: words.review.eyebrow },
      title: plainText(holding.product),
      change,
      number: { text: amount, ...(gross < 0 && { color: 'Good' as const }) },
      caption: caption(gross, holding.paidWith, words),
      sentences: [
        ...(outside ? [words.review.outside(number(waiting), waiting, holding.rules.windowDays)] : []),
        ...(unclear ? [words.review.unclear] : []),
      ],
    }),
    ...rowsView(
      [changedRows(review, words), todayRows(review, words), laterRows(review, words)].filter(
        ({ length }) => length > 0,
      ),
      [
        ...(review.over.length > 0
          ? [{ label: words.review.over(holding.rules.overDays), value: review.over.map(personName).join(', ') }]
          : []),
      ],
    ),
    buttons: all,
  });
}

/** `20 → 25 licences`. */
function changeLine({ act, from, now, later, renewal }: ChangePlan, { review, number, date }: Words): string {
  const starts = renewal ? date(renewal.at) : '';
  switch (act) {
    case 'keep':
      return review.changeKeep(number(from), from);
    case 'schedule':
      return review.changeLater(number(from), number(later ?? from), starts);
    case 'split':
      return review.changeSplit(number(from), number(now), number(later ?? now), starts);
    case 'add':
    case 'remove':
      return review.change(number(from), number(now), now);
  }
}

function primary({ act, from, now, later, today }: ChangePlan, amount: string, { buttons, number }: Words): string {
  switch (act) {
    case 'add':
      return today.gross > 0 ? buttons.pay(amount) : buttons.add(number(now - from));
    case 'remove':
      return buttons.remove(number(from - now));
    case 'split':
      return buttons.split(number(now), number(later ?? now));
    case 'schedule':
      return buttons.atRenewal(number(later ?? now));
    case 'keep':
      return buttons.keep(number(from));
  }
}

function caption(gross: number, card: string, { review }: Words): string {
  if (gross === 0) return review.nothing;
  return gross > 0 ? review.charged(card) : review.refunded(card);
}

/** What differs from the review before: old → new. */
function changedRows({ plan, holding, changes, shown }: Review, words: Words): readonly Row[] {
  if (!shown) return [];
  const { changed } = words.review;
  const facts = factsOf(plan);
  const none = '–';
  const count = (value: number | null) => (value === null ? none : words.number(value));
  const amount = (value: number | null) => (value === null ? none : words.money(value, holding.currency));
  const day = (value: number | null) => (value === null ? none : words.date(value));
  const shows: Partial<Record<keyof Facts, readonly [label: string, say: (value: number | null) => string]>> = {
    from: [changed.licences, count],
    price: [changed.price, amount],
    now: [changed.now, count],
    later: [changed.later, count],
    gross: [changed.today, amount],
    nextPayment: [changed.next, amount],
    renewal: [changed.renewal, amount],
    renewalAt: [changed.renewalAt, day],
    over: [changed.over, count],
  };
  const rows = changes.flatMap((fact) => {
    const show = shows[fact];
    return show
      ? [{ label: show[0], value: `${show[1](shown[fact])} → ${show[1](facts[fact])}`, color: 'Accent' as const }]
      : [];
  });
  const unseen = { label: changed.version, value: changed.versionValue, color: 'Accent' as const };
  return rows.length > 0 || changes.length === 0 ? rows : [unseen];
}

/** The lines of the invoice this change will make, and what they come to. */
function todayRows({ plan, holding }: Review, words: Words): readonly Row[] {
  const { review, money, number, percent } = words;
  const { lines, today } = plan;
  const [first] = lines;
  if (!first) return [];
  return [
    ...lines.map(({ quantity, days, of, net }) => ({
      label: review.line(number(quantity), quantity, number(days), number(of)),
      value: money(net, holding.currency),
    })),
    { label: review.tax(percent(first.taxRate)), value: money(today.tax, holding.currency) },
    {
      label: today.gross < 0 ? review.refund : review.today,
      value: money(Math.abs(today.gross), holding.currency),
      bold: true,
    },
  ];
}

/** What is paid from the next payment and from the renewal on, and until when this can be undone. */
function laterRows({ plan, holding, over }: Review, words: Words): readonly Row[] {
  const { review, money, date, moment, number } = words;
  const { nextPayment, renewal, undoUntil, withdraws, next } = plan;
  const per = (at: number) => (periodOf(next) === 'year' ? review.year(date(at)) : review.month(date(at)));
  const paid = (payment: typeof renewal) =>
    payment ? [{ label: per(payment.at), value: money(payment.totals.gross, holding.currency) }] : [];
  const same = nextPayment && renewal && nextPayment.totals.gross === renewal.totals.gross;
  return [
    ...paid(nextPayment),
    ...(same ? [] : paid(renewal)),
    ...(renewal ? [] : [{ label: review.ends, value: date(next.term.end) }]),
    ...(withdraws === undefined ? [] : [{ label: review.withdrawn(number(withdraws)), value: review.withdrawnValue }]),
    ...(over.length > 0
      ? [{ label: review.overCount(over.length), value: date(next.term.end), color: 'Attention' as const }]
      : []),
    ...(undoUntil === undefined ? [] : [{ label: review.undoUntil, value: moment(undoUntil) }]),
    // Without renewal nothing can be removed again (RULES #6).
    ...(plan.act === 'add' && undoUntil === undefined ? [{ label: review.undo, value: review.never }] : []),
    ...(plan.act === 'remove' || plan.act === 'split' ? [{ label: review.undo, value: review.anyTime }] : []),
  ];
}
