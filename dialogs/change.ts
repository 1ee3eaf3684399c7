import type { Card } from '../cards/card.ts';
import { changeForm } from '../cards/change-form.ts';
import { changeReceipt } from '../cards/change-receipt.ts';
import { changeReview } from '../cards/change-review.ts';
import { refusalCard, staleCard } from '../cards/notice.ts';
import { subscriptionCard } from '../cards/subscription.ts';
import type { Words } from '../cards/words.ts';
import type { ChangingLicences, Review } from '../src/application/changing-licences.ts';
import type { Holding, Overview } from '../src/application/overview.ts';
import type { Receipt } from '../src/application/receipt.ts';
import { type Facts, factsOf } from '../src/domain/changing.ts';
import { type Outcome, ok, refuse } from '../src/domain/outcome.ts';
import type { Refusal } from '../src/domain/refusal.ts';
import type { Rules } from '../src/domain/rules.ts';
import { licencesOf } from '../src/domain/subscription.ts';
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
export const change = (changing: ChangingLicences, overview: Overview, rules: Rules) =>
  new Flow<Draft, Holding, Review, Facts>({
    id: 'change',
    form: {
      answered: ({ total }) => total !== undefined,
      view: ({ actor }, { subscription }) => changing.form(actor, subscription),
      card: ({ words }, holding, entered) => changeForm(holding, attempt(holding, entered, words), words),
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
    review: {
      view: ({ actor }, draft, before) => changing.review(actor, requestOf(draft), before),
      card: ({ words }, review, unclear) => changeReview(review, words, unclear),
      shown: ({ plan }) => factsOf(plan),
      instead: (draft, { total }) => ({ ...draft, ...(typeof total === 'number' && { total }), when: 'renewal' }),
      async confirm({ actor, words }, draft, key, shown) {
        const done = await changing.confirm(actor, { key, request: requestOf(draft), shown });
        return done.ok ? ok(changeReceipt(done.value, words)) : done;
      },
      async receipt({ actor, words }, key) {
        const receipt = await changing.receiptOf(actor, key);
        return receipt && receiptCard(receipt, words);
      },
    },
    async left(turn, { subscription }, how) {
      if (how === 'stop') return home(overview, turn, turn.words.stopped.eyebrow);
      const holding = await overview.subscription(turn.actor, subscription);
      return holding.ok ? subscriptionCard(holding.value, turn.words) : refusalCard(holding.refusal, turn.words);
    },
    refused: ({ words }, refusal) => refusalCard(refusal, words),
    stale: ({ words }) => staleCard(true, words),
  });

/** What became of a confirmed review. */
export const receiptCard = (receipt: Outcome<Receipt>, words: Words): Card =>
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
function attempt({ subscription }: Holding, { typed, refusal }: Entered, words: Words) {
  if (!refusal) return {};
  const { number, form, buttons } = words;
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
