import type { Act } from '../../../src/domain/subscription/acts.ts';
import { EMPTY_TEXT, escapeMarkdown } from '../../kit/markdown.ts';
import type { ActReview } from './act-review.ts';
import { allAtRenewalButton, otherTrialButton } from './alternatives.ts';
import { donePeople, fact, loserFacts, peopleFact, reasonFacts, regainerFacts } from './people-facts.ts';
import { amountOf, changeLine, outsideWindowSentences, payTitle, peopleHeader, peopleLine } from './review-lines.ts';
import {
  cancelledRows,
  endedRows,
  endOfAccess,
  endRow,
  refundUntilRow,
  undoAnyTimeRows,
  undoUntilRow,
  yearlyTermRows,
} from './term-rows.ts';

/** The review card of each act: one entry has all that is special about it. */
export const reviews: { readonly [A in Act]: ActReview } = {
  add: {
    what: changeLine,
    confirm: (review, t) => {
      const { today, now, from } = review.preview;
      return today.gross > 0 ? payTitle(review, t) : t.orders.review.buttons.add(t.number(now - from));
    },
    back: 'otherNumber',
    facts: loserFacts,
    termRows: endRow,
    // Without a refund window, added licences can be removed at the next renewal at the earliest (RULES #6).
    undoRows: (review, t) =>
      review.preview.undoUntil === undefined
        ? [{ label: t.orders.review.undo, value: t.orders.review.noUndo }]
        : undoUntilRow(review, t),
  },
  remove: {
    what: changeLine,
    confirm: ({ preview: { from, now } }, t) => t.orders.review.buttons.remove(t.number(from - now)),
    back: 'otherNumber',
    facts: loserFacts,
    termRows: endRow,
    undoRows: undoAnyTimeRows,
  },
  split: {
    what: ({ preview: { from, now, later = now, renewal } }, t) =>
      t.orders.review.changeSplit(
        t.number(from),
        t.number(now),
        t.number(later),
        renewal ? t.date(renewal.at) : EMPTY_TEXT,
      ),
    confirm: ({ preview: { now, later = now } }, t) => t.orders.review.buttons.split(t.number(now), t.number(later)),
    back: 'otherNumber',
    sentences: outsideWindowSentences,
    facts: loserFacts,
    alternatives: allAtRenewalButton,
    termRows: endRow,
    undoRows: undoAnyTimeRows,
  },
  schedule: {
    what: ({ preview: { from, later = from, renewal } }, t) =>
      t.orders.review.changeLater(t.number(from), t.number(later), renewal ? t.date(renewal.at) : EMPTY_TEXT),
    confirm: ({ preview: { now, later = now } }, t) => t.orders.buttons.atRenewal(t.number(later)),
    back: 'otherNumber',
    sentences: outsideWindowSentences,
    facts: loserFacts,
    termRows: endRow,
    undoRows: undoUntilRow,
  },
  keep: {
    what: ({ preview: { from } }, t) => t.orders.review.changeKeep(t.number(from), from),
    confirm: ({ preview: { from } }, t) => t.orders.buttons.keep(t.number(from)),
    back: 'otherNumber',
    facts: loserFacts,
    termRows: endRow,
    undoRows: undoUntilRow,
  },
  buy: {
    what: ({ preview: { now, next } }, t) =>
      next.plan === 'trial' ? EMPTY_TEXT : t.orders.review.purchase.line(t.number(now), now, t.plan[next.plan]),
    confirm: payTitle,
    back: 'edit',
    facts: loserFacts,
    termRows: yearlyTermRows,
    undoRows: refundUntilRow,
  },
  trial: {
    what: ({ preview: { now }, details }, t) =>
      t.orders.review.purchase.trialLine(t.number(now), now, details.rules.trialDays),
    confirm: (_review, t) => t.orders.review.buttons.startTrial,
    back: 'back',
    sentences: ({ preview: { next } }, t) => [
      next.renews ? t.orders.review.purchase.trialConverts : t.orders.review.purchase.trialWithoutCard,
    ],
    facts: ({ preview: { next }, details }, t) =>
      next.renews ? fact(t.subscriptions.details.paidWith, escapeMarkdown(details.paidWith)) : [],
    alternatives: otherTrialButton,
    termRows: (review, t) => endRow(review, t, t.orders.review.purchase.trialEnds),
    undoRows: undoUntilRow,
  },
  cancel: {
    what: (_review, t) => t.orders.review.cancellation.endsNow,
    confirm: (_review, t) => t.orders.review.buttons.cancelNow,
    back: 'back',
    facts: (review, t) => [
      ...peopleFact(t.orders.review.cancellation.loseToday, donePeople(review.preview), review, t),
      ...reasonFacts(review, t),
    ],
    termRows: cancelledRows,
    undoRows: undoUntilRow,
  },
  end: {
    what: ({ preview: { next } }, t) =>
      next.state.kind === 'active'
        ? t.orders.review.cancellation.endsOn(t.date(next.term.end))
        : t.orders.review.cancellation.endsNow,
    confirm: (_review, t) => t.subscriptions.buttons.stopRenewing,
    back: 'back',
    sentences: ({ preview: { next, subscription }, request, details }, t) => {
      if (next.state.kind !== 'active') return [t.orders.cancelForm.unpaid];
      const isCancellation = request.act === 'cancel' && subscription.plan !== 'trial';
      return isCancellation ? [t.orders.review.cancellation.windowOver(details.rules.windowDays)] : [];
    },
    facts: (review, t) => {
      const holders = review.preview.next.assignments.map(({ person }) => person);
      const label = t.orders.review.cancellation.loseOn(t.date(endOfAccess(review)));
      return [...peopleFact(label, holders, review, t), ...reasonFacts(review, t)];
    },
    termRows: endedRows,
    undoRows: ({ preview: { next } }, t) =>
      next.state.kind === 'active'
        ? [{ label: t.orders.review.cancellation.undo, value: t.orders.review.cancellation.undoValue }]
        : [],
  },
  renew: {
    what: ({ preview: { next } }, t) => t.orders.review.cancellation.renewAgain(t.date(next.term.end)),
    confirm: (_review, t) => t.subscriptions.buttons.renewAgain,
    back: 'back',
    facts: loserFacts,
    termRows: endRow,
    undoRows: () => [],
  },
  reinstate: {
    what: (_review, t) => t.orders.review.cancellation.reinstated,
    confirm: payTitle,
    back: 'back',
    facts: regainerFacts,
    termRows: endRow,
    undoRows: refundUntilRow,
  },
  reactivate: {
    what: ({ preview: { now } }, t) => t.orders.review.cancellation.reactivated(t.number(now), now),
    confirm: payTitle,
    back: 'back',
    facts: regainerFacts,
    termRows: yearlyTermRows,
    undoRows: refundUntilRow,
  },
  assign: {
    what: (review, t) => (review.preview.now === review.preview.from ? peopleLine(review, t) : changeLine(review, t)),
    confirm: (review, t) => {
      const count = donePeople(review.preview).length;
      if (count === 0) return undefined;
      const people = t.number(count);
      return review.preview.today.gross > 0
        ? t.orders.review.buttons.payAndAssign(amountOf(review, t), people)
        : t.orders.buttons.assignCount(people);
    },
    back: 'otherPeople',
    header: (review, t) => (review.preview.today.gross === 0 ? peopleHeader(review, t) : undefined),
    sentences: ({ preview, remaining, details }, t) => {
      const { number } = t;
      if (donePeople(preview).length === 0) return [t.assignments.review.noneNew];
      return remaining > 0 ? [t.assignments.review.rest(number(remaining), number(details.rules.maxPeople))] : [];
    },
    facts: () => [],
    isFree: ({ preview }) => preview.today.gross === 0,
    termRows: endRow,
    undoRows: undoUntilRow,
  },
  unassign: {
    what: peopleLine,
    confirm: ({ preview }, t) => {
      const count = donePeople(preview).length;
      return count === 0 ? undefined : t.orders.buttons.unassignCount(t.number(count));
    },
    back: 'otherPeople',
    header: peopleHeader,
    facts: () => [],
    isFree: () => true,
    termRows: endRow,
    undoRows: undoUntilRow,
  },
};
