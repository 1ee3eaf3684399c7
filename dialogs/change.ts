import type { Card } from '../cards/card.ts';
import { changeForm } from '../cards/change-form.ts';
import { changeReceipt } from '../cards/change-receipt.ts';
import { changeReview } from '../cards/change-review.ts';
import { chooseCard } from '../cards/choose.ts';
import { refusalCard, staleCard } from '../cards/notice.ts';
import { subscriptionCard } from '../cards/subscription.ts';
import type { Words } from '../cards/words.ts';
import type { ChangingLicences } from '../src/application/changing-licences.ts';
import type { Holding, Overview } from '../src/application/overview.ts';
import type { Receipt } from '../src/application/receipt.ts';
import { type Facts, factsOf } from '../src/domain/changing.ts';
import { type Outcome, ok, refuse } from '../src/domain/outcome.ts';
import type { Refusal } from '../src/domain/refusal.ts';
import type { Rules } from '../src/domain/rules.ts';
import { licencesOf } from '../src/domain/subscription.ts';
import { type Answer, begin, type Capability } from './capability.ts';
import { type Entered, Flow } from './flow.ts';
import { home } from './home.ts';
import { countIn } from './understanding/count.ts';
import { totalIn } from './understanding/understand.ts';

interface Draft {
  readonly subscription: string;
  readonly total?: number;
  readonly when?: 'renewal';
}

/** No number is longer. */
const LONGEST_READ = 40;

/** A refused answer is shown again as it was typed, but not a book of it. */
const TYPED_SHOWN = 24;

/** Buying more or removing licences by their new total (RULES S3). */
export function changing(use: ChangingLicences, overview: Overview, rules: Rules): Capability {
  const changeTo: Answer<'change'> = async ({ subscription: id, product, total, delta, typed, page = 0 }, turn, dc) => {
    const { actor, words, surface, memory } = turn;
    const numbered = total !== undefined || delta !== undefined || typed !== undefined;
    const subscription = id ?? (numbered && !product ? memory.focus : undefined);
    const understood = await use.understand(actor, { subscription, product, total, delta });
    if (!understood.ok) return surface.show(refusalCard(understood.refusal, words));
    if (understood.value.kind === 'choose') return surface.show(chooseCard(understood.value, page, words));
    const { subscription: found, total: wanted } = understood.value;
    memory.focus = found;
    const draft = { subscription: found, ...(wanted !== undefined && { total: wanted }) };
    const entered = typed ?? (wanted === undefined ? undefined : String(wanted));
    const refusal = typed !== undefined && { kind: 'not-a-number', said: typed, max: rules.maxLicences };
    await begin(dc, 'change', draft, {
      ...(entered !== undefined && { fields: { total: entered } }),
      ...(refusal && { refusal }),
    });
  };
  return {
    dialogs: [change(use, overview, rules)],
    answers: {
      change: changeTo,
      keep: ({ subscription }, turn, dc) => changeTo({ verb: 'change', subscription, delta: 0 }, turn, dc),
      async undo({ order }, turn, dc) {
        const undoing = await use.undoing(turn.actor, order);
        if (!undoing.ok) return turn.surface.show(refusalCard(undoing.refusal, turn.words));
        turn.memory.focus = undoing.value.subscription;
        await begin(dc, 'change', undoing.value);
      },
    },
    async receipt({ actor, words }, card) {
      const receipt = await use.receiptOf(actor, card);
      return receipt && receiptCard(receipt, words);
    },
  };
}

const change = (changing: ChangingLicences, overview: Overview, rules: Rules) =>
  new Flow<Draft, Facts>({
    id: 'change',
    forms: [
      {
        needed: ({ total }) => total === undefined,
        async show({ actor, words }, { subscription }, entered) {
          const holding = await changing.form(actor, subscription);
          return holding.ok ? ok(changeForm(holding.value, attempt(holding.value, entered, words), words)) : holding;
        },
        answer: ({ words }, { total }) => {
          const said = typeof total === 'number' ? String(total) : typeof total === 'string' ? total.trim() : '';
          const count = said.length > LONGEST_READ ? undefined : countIn(totalIn(said), words.locale);
          return count === undefined
            ? refuse({ kind: 'not-a-number', said: shortened(said), max: rules.maxLicences })
            : ok({ total: count });
        },
        typed: (text) => ({ total: text }),
        explains: ({ kind }) => explained.includes(kind),
        unanswered: ({ subscription }) => ({ subscription }),
      },
    ],
    review: {
      async show({ actor, words }, draft, { before, unclear }) {
        const review = await changing.review(actor, requestOf(draft), before);
        if (!review.ok) return review;
        return ok({ card: changeReview(review.value, words, unclear), shown: factsOf(review.value.plan) });
      },
      async confirm({ actor, words }, draft, key, shown) {
        const done = await changing.confirm(actor, { key, request: requestOf(draft), shown });
        return done.ok ? ok(changeReceipt(done.value, words)) : done;
      },
      async receipt({ actor, words }, key) {
        const receipt = await changing.receiptOf(actor, key);
        return receipt && receiptCard(receipt, words);
      },
    },
    instead: (draft, { total }) => ({ ...draft, ...(typeof total === 'number' && { total }), when: 'renewal' }),
    async left(turn, { subscription }, how) {
      if (how === 'stop') return home(overview, turn, turn.words.stopped.eyebrow);
      const holding = await overview.subscription(turn.actor, subscription);
      return holding.ok ? subscriptionCard(holding.value, turn.words) : refusalCard(holding.refusal, turn.words);
    },
    refused: ({ words }, refusal) => refusalCard(refusal, words),
    stale: ({ words }) => staleCard(true, words),
  });

/** What became of a confirmed review. */
const receiptCard = (receipt: Outcome<Receipt>, words: Words): Card =>
  receipt.ok ? changeReceipt(receipt.value, words) : refusalCard(receipt.refusal, words);

const explained: readonly Refusal['kind'][] = [
  'not-a-number',
  'out-of-range',
  'same-number',
  'already-scheduled',
  'below-assigned',
  'file',
];

function requestOf({ subscription, total = 0, when }: Draft) {
  return { subscription, total, ...(when && { when }) };
}

/** The form as it was left, with what is wrong in its words and what could be done instead. */
function attempt({ subscription }: Holding, { fields, refusal }: Entered, words: Words) {
  if (!refusal) return {};
  const { number, form, buttons } = words;
  const typed = fields?.total;
  const shown = typed && /^-?\d{1,12}(\.\d+)?$/.test(typed) ? { typed: Number(typed) } : {};
  const problem = problemIn(refusal, words);
  const atRenewal =
    refusal.kind === 'below-assigned' && subscription.renews && refusal.total < licencesOf(subscription);
  if (refusal.kind === 'below-assigned' && !atRenewal) {
    return { ...shown, problem: form.belowAssignedNoRenewal(refusal.assigned) };
  }
  if (!atRenewal) return { ...shown, problem };
  const data = { when: 'renewal', total: refusal.total };
  return { ...shown, problem, instead: { title: buttons.atRenewal(number(refusal.total)), verb: 'instead', data } };
}

function problemIn(refusal: Refusal, words: Words): string {
  const { form, number, date } = words;
  switch (refusal.kind) {
    case 'not-a-number':
      return form.notANumber(refusal.said, number(refusal.max));
    case 'out-of-range':
      return refusal.asked === 0
        ? form.zero(number(refusal.max))
        : form.outOfRange(number(refusal.asked), number(refusal.max));
    case 'same-number':
      return form.same(number(refusal.total));
    case 'already-scheduled':
      return form.alreadyScheduled(number(refusal.total), date(refusal.at));
    case 'below-assigned':
      return form.belowAssigned(number(refusal.total), refusal.assigned);
    case 'file':
      return form.file;
    default:
      return words.refusal(refusal, words).title;
  }
}

const shortened = (text: string): string => {
  const letters = [...text.replace(/\s+/g, ' ')];
  return letters.length > TYPED_SHOWN ? `${letters.slice(0, TYPED_SHOWN).join('')}…` : letters.join('');
};
