import type { OrderReview } from '../../src/application/orders/review-order.ts';
import { DAY } from '../../src/domain/common/time.ts';
import type { Act } from '../../src/domain/subscription/acts.ts';
import { type OrderPreview, type PreviewSnapshot, snapshotOf } from '../../src/domain/subscription/order-preview.ts';
import type { Button } from '../kit/buttons.ts';
import { type Card, template } from '../kit/card.ts';
import { type CardHeader, headerView } from '../kit/card-header.ts';
import { displayNames } from '../kit/display-name.ts';
import type { Translations } from '../kit/locale.ts';
import { escapeMarkdown, personName } from '../kit/markdown.ts';
import head from '../kit/parts/head.json' with { type: 'json' };
import people from '../kit/parts/people.json' with { type: 'json' };
import rows from '../kit/parts/rows.json' with { type: 'json' };
import { type Fact, type Row, rowsView } from '../kit/rows.ts';
import { periodOf } from '../subscriptions/subscription-status.ts';
import { peopleView } from './people-rows.ts';

const render = template(head, people, rows);

/**
 * Exactly what will be done, before it happens.
 * @param unclear whether something was typed that is no answer to it
 */
export function reviewCard(review: OrderReview, t: Translations, unclear = false): Card {
  const { preview, details, names } = review;
  const amount = t.money(Math.abs(preview.today.gross), details.currency);
  const what = whatLine(review, t);
  const sentences = sentencesOf(review, t);
  return render({
    lang: t.lang,
    summary: t.review.summary(details.product, what, amount),
    ...headerView({
      eyebrow:
        review.changedFields.length > 0
          ? { text: t.review.changedEyebrow, color: 'Warning' }
          : { text: t.review.eyebrow },
      title: escapeMarkdown(details.product),
      ...numberOf(review, what, t),
      sentences: [
        ...(unclear ? [unclearIn(review, t)] : []),
        ...waiting(review, t),
        ...sentences,
        ...estimate(review, t),
      ],
    }),
    ...(preview.act === 'assign' || preview.act === 'unassign'
      ? peopleView(preview.people, names, { taken: preview.act === 'unassign', before: true }, t)
      : { people: [] }),
    ...rowsView(
      [changedRows(review, t), todayRows(review, t), laterRows(review, t)].filter(({ length }) => length > 0),
      factsOn(review, t),
    ),
    buttons: [...primary(review, amount, t), ...otherWays(review, t), { title: t.buttons.stop, verb: 'stop' }],
  });
}

/** What the rules make of list prices is no more than that, where somebody else computes what is charged. */
function estimate({ preview, details }: OrderReview, { review }: Translations): readonly string[] {
  const amounts = preview.lines.length > 0 || preview.nextPayment !== undefined || preview.renewal !== undefined;
  return details.estimated && amounts && preview.act !== 'unassign' ? [review.estimate] : [];
}

/** Who has to agree before it happens. */
function waiting({ approval, details }: OrderReview, { requests, money }: Translations): readonly string[] {
  if (!approval) return [];
  const { above, monthly, name } = approval;
  return [requests.yes.first(personName(name), money(monthly, details.currency), money(above, details.currency))];
}

/** What can be done where what was typed is no answer: only a number has another to give. */
const unclearIn = ({ request }: OrderReview, { review, payment }: Translations): string =>
  request.act === 'change' && !request.unassign ? review.unclear : payment.review.unclear;

/** `20 → 25 licences`: what happens, in one line. */
function whatLine({ preview, details }: OrderReview, t: Translations): string {
  const { review, buy, cancel, people: says, number, date, plan: terms } = t;
  const { act, from, now, later, renewal, next } = preview;
  const starts = renewal ? date(renewal.at) : '';
  const ends = date(next.term.end);
  const count = preview.people.filter(({ result }) => result === 'done').length;
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
    case 'buy':
      return next.plan === 'trial' ? '' : buy.line(number(now), now, terms[next.plan]);
    case 'trial':
      return buy.trialLine(number(now), now, details.rules.trialDays);
    case 'cancel':
      return cancel.now;
    case 'end':
      return next.state.kind === 'active' ? cancel.end(ends) : cancel.now;
    case 'renew':
      return cancel.renewAgain(ends);
    case 'reinstate':
      return cancel.reinstated;
    case 'reactivate':
      return cancel.reactivated(number(now), now);
    case 'assign':
      return now === from ? says.count(number(count), count) : review.change(number(from), number(now), now);
    case 'unassign':
      return says.count(number(count), count);
  }
}

/** The number that matters: money today, or people where no money moves. */
function numberOf(
  { preview, details, approval }: OrderReview,
  what: string,
  { money, review, people: says, number }: Translations,
): Pick<CardHeader, 'change' | 'number' | 'caption'> {
  const { gross } = preview.today;
  if (gross === 0 && (preview.act === 'assign' || preview.act === 'unassign')) {
    const done = preview.people.filter(({ result }) => result === 'done').length;
    if (done === 0) return {};
    const left = number(Math.max(0, preview.now - preview.next.assignments.length));
    return {
      number: { text: what },
      caption: preview.act === 'unassign' ? says.lose(done) : says.get(done, left),
    };
  }
  const card = details.paidWith;
  const charged = approval ? review.chargedThen(card, personName(approval.name)) : review.charged(card);
  return {
    change: what,
    number: { text: money(Math.abs(gross), details.currency), ...(gross < 0 && { color: 'Good' as const }) },
    caption: gross === 0 ? review.nothing : gross > 0 ? charged : review.refunded(card),
  };
}

function sentencesOf({ preview, request, details, remaining: rest }: OrderReview, t: Translations): readonly string[] {
  const { act, now, later, next, subscription } = preview;
  const { review, buy, cancel, people: says, number } = t;
  const waiting = now - (later ?? now);
  const asked = request.act === 'change' && request.when === 'renewal';
  const nobody = !preview.people.some(({ result }) => result === 'done');
  switch (act) {
    case 'split':
    case 'schedule':
      return asked ? [] : [review.outside(number(waiting), waiting, details.rules.windowDays)];
    case 'trial':
      return [next.renews ? buy.converts : buy.free];
    case 'end':
      if (next.state.kind !== 'active') return [cancel.endsNow];
      return request.act === 'cancel' && subscription.plan !== 'trial'
        ? [cancel.windowOver(details.rules.windowDays)]
        : [];
    case 'assign':
      return nobody ? [says.nobodyNew] : rest > 0 ? [says.rest(number(rest), number(details.rules.maxPeople))] : [];
    case 'add':
    case 'remove':
    case 'keep':
    case 'buy':
    case 'cancel':
    case 'renew':
    case 'reinstate':
    case 'reactivate':
    case 'unassign':
      return [];
  }
}

function primary(
  { preview, request, approval }: OrderReview,
  amount: string,
  { buttons, number, requests }: Translations,
): readonly Button[] {
  const { act, from, now, later, today, people: about } = preview;
  const done = number(about.filter(({ result }) => result === 'done').length);
  const press = (title: string): readonly Button[] => [{ title, verb: 'confirm' }];
  if (approval) return press(requests.yes.ask(approval.name.split(' ')[0] ?? approval.name));
  if (request.act === 'change' && request.unassign && done !== number(0))
    return press(buttons.freeAndSet(done, number(later ?? now)));
  switch (act) {
    case 'add':
      return press(today.gross > 0 ? buttons.pay(amount) : buttons.add(number(now - from)));
    case 'remove':
      return press(buttons.remove(number(from - now)));
    case 'split':
      return press(buttons.split(number(now), number(later ?? now)));
    case 'schedule':
      return press(buttons.atRenewal(number(later ?? now)));
    case 'keep':
      return press(buttons.keep(number(from)));
    case 'buy':
    case 'reinstate':
    case 'reactivate':
      return press(buttons.pay(amount));
    case 'trial':
      return press(buttons.startTrial);
    case 'cancel':
      return press(buttons.cancelNow);
    case 'end':
      return press(buttons.stopRenewing);
    case 'renew':
      return press(buttons.renewAgain);
    case 'assign':
      if (done === number(0)) return [];
      return press(today.gross > 0 ? buttons.payAndAssign(amount, done) : buttons.assignCount(done));
    case 'unassign':
      return done === number(0) ? [] : press(buttons.unassignCount(done));
  }
}

/** What else could be done instead, and the way back to the form. */
function otherWays({ preview, request, isCardOptional: eitherWay }: OrderReview, t: Translations): readonly Button[] {
  const { act, later, next } = preview;
  const { buttons, number } = t;
  const splits = act === 'split' && later !== undefined && !(request.act === 'change' && request.unassign);
  return [
    ...(splits
      ? [{ title: buttons.atRenewal(number(later)), verb: 'instead', data: { when: 'renewal', total: later } }]
      : []),
    ...(act === 'trial' && eitherWay
      ? [
          {
            title: next.renews ? buttons.withoutCard : buttons.withCard,
            verb: 'instead',
            data: { withCard: !next.renews },
          },
        ]
      : []),
    ...backTo(act, buttons),
  ];
}

function backTo(act: Act, buttons: Translations['buttons']): readonly Button[] {
  switch (act) {
    case 'add':
    case 'remove':
    case 'split':
    case 'schedule':
    case 'keep':
      return [{ title: buttons.other, verb: 'back' }];
    case 'buy':
      return [{ title: buttons.edit, verb: 'back' }];
    case 'assign':
    case 'unassign':
      return [{ title: buttons.otherPeople, verb: 'back' }];
    case 'cancel':
    case 'end':
    case 'trial':
    case 'renew':
    case 'reinstate':
    case 'reactivate':
      return [{ title: buttons.back, verb: 'back' }];
  }
}

/** Whom it touches by name, and why it is done. */
function factsOn({ preview, request, details, names }: OrderReview, t: Translations): readonly Fact[] {
  const { review, cancel, people: says, reasons, date } = t;
  const all = (ids: readonly string[]) => displayNames(ids, names, t);
  const done = preview.people.flatMap(({ person, result }) => (result === 'done' ? [person] : []));
  const fact = (label: string, value: string): readonly Fact[] => (value === '' ? [] : [{ label, value }]);
  const { reason: why, feedback = '' } = request.act === 'cancel' ? request : {};
  const reason = [...(why ? fact(cancel.because, reasons[why]) : []), ...fact(cancel.said, escapeMarkdown(feedback))];
  switch (preview.act) {
    case 'assign':
    case 'unassign':
      return [];
    case 'trial':
      return preview.next.renews ? fact(t.detail.paidWith, details.paidWith) : [];
    case 'cancel':
      return [...fact(cancel.loseToday, all(done)), ...reason];
    case 'reinstate':
    case 'reactivate':
      return fact(cancel.getBack, all(done));
    case 'end': {
      const access = date(endOfAccess(preview, details.rules.expiredDays));
      return [...fact(cancel.loseOn(access), all(preview.next.assignments.map(({ person }) => person))), ...reason];
    }
    case 'add':
    case 'remove':
    case 'split':
    case 'schedule':
    case 'keep':
    case 'buy':
    case 'renew':
      return [...fact(says.loseToday, all(done)), ...fact(review.over(details.rules.overDays), all(preview.over))];
  }
}

/** When nobody but administrators gets in any more (RULES #13). */
const endOfAccess = ({ next }: OrderPreview, expiredDays: number): number =>
  (next.state.kind === 'active' ? next.term.end : next.state.since) + expiredDays * DAY;

/** What differs from the review before: old → new. */
function changedRows(
  { preview, details, changedFields, shownSnapshot: shown }: OrderReview,
  t: Translations,
): readonly Row[] {
  if (!shown) return [];
  const { changed } = t.review;
  const facts = snapshotOf(preview);
  const none = '–';
  const count = (value: number | null) => (value === null ? none : t.number(value));
  const amount = (value: number | null) => (value === null ? none : t.money(value, details.currency));
  const day = (value: number | null) => (value === null ? none : t.date(value));
  const shows: Partial<Record<keyof PreviewSnapshot, readonly [label: string, say: (value: number | null) => string]>> =
    {
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
  const card = { label: t.detail.paidWith, value: facts.paidWith || none, color: 'Accent' as const };
  const rows = changedFields.flatMap((fact) => {
    if (fact === 'paidWith') return [card];
    const show = shows[fact];
    return show
      ? [
          {
            label: show[0],
            value: `${show[1](asNumber(shown[fact]))} → ${show[1](asNumber(facts[fact]))}`,
            color: 'Accent' as const,
          },
        ]
      : [];
  });
  const unseen = { label: changed.version, value: changed.versionValue, color: 'Accent' as const };
  return rows.length > 0 || changedFields.length === 0 ? rows : [unseen];
}

const asNumber = (fact: PreviewSnapshot[keyof PreviewSnapshot]): number | null =>
  typeof fact === 'number' ? fact : null;

/** The lines of the invoice this change will make, and what they come to. */
function todayRows({ preview, details }: OrderReview, t: Translations): readonly Row[] {
  const { review, money, number, percent } = t;
  const { lines, today } = preview;
  const [first] = lines;
  if (!first) return [];
  return [
    ...lines.map(({ quantity, days, of, net }) => ({
      label: review.line(number(quantity), quantity, number(days), number(of)),
      value: money(net, details.currency),
    })),
    { label: review.tax(percent(first.taxRate)), value: money(today.tax, details.currency) },
    {
      label: today.gross < 0 ? review.refund : review.today,
      value: money(Math.abs(today.gross), details.currency),
      bold: true,
    },
  ];
}

/** What is paid from the next payment and from the renewal on, what ends when, and until when this can be undone. */
function laterRows({ preview, details }: OrderReview, t: Translations): readonly Row[] {
  const { review, money, date, moment, number, buy, cancel } = t;
  const { act, nextPayment, renewal, undoUntil, withdraws, next, over } = preview;
  if (act === 'unassign' || (act === 'assign' && preview.today.gross === 0)) return [];
  const per = (at: number) => (periodOf(next) === 'year' ? review.year(date(at)) : review.month(date(at)));
  const paid = (payment: typeof renewal) =>
    payment ? [{ label: per(payment.at), value: money(payment.totals.gross, details.currency) }] : [];
  const same = nextPayment && renewal && nextPayment.totals.gross === renewal.totals.gross;
  const active = next.state.kind === 'active';
  return [
    ...paid(nextPayment),
    ...(same ? [] : paid(renewal)),
    // A year paid monthly is charged each month to its end (RULES #11).
    ...((act === 'buy' || act === 'reactivate') && nextPayment
      ? [{ label: buy.runsTo, value: date(next.term.end) }]
      : []),
    ...(renewal || !active
      ? []
      : [{ label: act === 'trial' ? buy.trialEnds : review.ends, value: date(next.term.end) }]),
    ...endRows(preview, details.rules, t),
    ...(withdraws === undefined ? [] : [{ label: review.withdrawn(number(withdraws)), value: review.withdrawnValue }]),
    ...(over.length > 0
      ? [{ label: review.overCount(over.length), value: date(next.term.end), color: 'Attention' as const }]
      : []),
    ...(undoUntil === undefined || act === 'end' || act === 'renew'
      ? []
      : [
          {
            label: ['buy', 'reactivate', 'reinstate'].includes(act) ? buy.refundUntil : review.undoUntil,
            value: moment(undoUntil),
          },
        ]),
    ...(act === 'end' && active ? [{ label: cancel.undoEnd, value: cancel.undoEndValue }] : []),
    // Without renewal nothing can be removed again (RULES #6).
    ...(act === 'add' && undoUntil === undefined ? [{ label: review.undo, value: review.never }] : []),
    ...(act === 'remove' || act === 'split' ? [{ label: review.undo, value: review.anyTime }] : []),
  ];
}

/** Life after the end (RULES #13). */
function endRows(
  plan: OrderPreview,
  { expiredDays, disabledDays }: OrderReview['details']['rules'],
  { cancel, date }: Translations,
): readonly Row[] {
  const row = (label: string, at: number) => ({ label, value: date(at) });
  if (plan.act === 'cancel') {
    const { cancelled } = plan.next;
    return [
      { label: cancel.accessToday, value: cancel.ends },
      row(cancel.dataUntil, (cancelled?.at ?? 0) + disabledDays * DAY),
    ];
  }
  if (plan.act !== 'end') return [];
  const access = endOfAccess(plan, expiredDays);
  return [row(cancel.accessUntil, access), row(cancel.dataUntil, access + disabledDays * DAY)];
}
