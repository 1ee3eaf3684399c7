import type { Translations } from '../../../cards/kit/locale.ts';
import { type ChangeFormInput, changeForm } from '../../../cards/orders/change-form.ts';
import type { SubscriptionDetails } from '../../../src/application/subscriptions/overview.ts';
import type { Refusal } from '../../../src/domain/common/refusal.ts';
import { ok, refuse } from '../../../src/domain/common/result.ts';
import type { Rules } from '../../../src/domain/common/rules.ts';
import { licencesOf } from '../../../src/domain/subscription/subscription.ts';
import type { Form } from '../../engine/flow-definition.ts';
import { type PreviousInput, textOf } from '../../engine/form-fields.ts';
import type { OrderFlowDeps } from '../../engine/order-flow.ts';
import { parseWholeNumber } from '../../understanding/slots/number.ts';
import { stripTotalPhrase } from '../../understanding/understand.ts';
import type { ChangeDraft } from './change-draft.ts';

/** Longest text, in characters, that is read as a number. */
const MAX_NUMBER_LENGTH = 40;

/** Most characters of a refused answer that its refusal quotes. */
const MAX_QUOTE_LENGTH = 24;

/** Refusals that are about the new total. */
const handled: readonly Refusal['kind'][] = [
  'not-a-number',
  'out-of-range',
  'same-number',
  'already-scheduled',
  'below-assigned',
  'file',
];

/** Asks for the new total of licences (RULES S3). */
export const totalForm = ({ orderService }: OrderFlowDeps, { maxLicences }: Rules): Form<ChangeDraft> => ({
  isNeeded: ({ total }) => total === undefined,
  async render({ actor, t }, { subscription }, previous) {
    const details = await orderService.checkAction(actor, subscription, 'change');
    return details.ok ? ok(changeForm(details.value, formInput(details.value, previous, t), t)) : details;
  },
  parseAnswer: ({ t }, { total }) => {
    const text = textOf(total).trim();
    const count = text.length > MAX_NUMBER_LENGTH ? undefined : parseWholeNumber(stripTotalPhrase(text), t.locale);
    return count === undefined
      ? refuse({ kind: 'not-a-number', said: shorten(text), max: maxLicences })
      : ok({ total: count });
  },
  fieldsFromText: (text) => ({ total: text }),
  handlesRefusal: ({ kind }) => handled.includes(kind),
  clearAnswer: ({ subscription }) => ({ subscription }),
});

/** The form as it was submitted, with why it was refused and what the user can do instead. */
function formInput(
  { subscription }: SubscriptionDetails,
  { fields, refusal }: PreviousInput,
  t: Translations,
): ChangeFormInput {
  if (!refusal) return {};
  const typed = fields?.total;
  const prefill = typed && /^-?\d{1,12}(\.\d+)?$/.test(typed) ? { typed: Number(typed) } : {};
  if (refusal.kind !== 'below-assigned') return { ...prefill, problem: problemText(refusal, t) };
  const canWaitForRenewal = subscription.renews && refusal.total < licencesOf(subscription);
  if (!canWaitForRenewal) return { ...prefill, problem: t.orders.changeForm.belowAssignedNoRenewal(refusal.assigned) };
  const { total, assigned } = refusal;
  return {
    ...prefill,
    problem: problemText(refusal, t),
    instead: [
      {
        title: t.orders.buttons.unassignCount(t.number(assigned - total)),
        verb: 'instead',
        data: { reduce: true, total },
      },
      { title: t.orders.buttons.atRenewal(t.number(total)), verb: 'instead', data: { when: 'renewal', total } },
    ],
  };
}

function problemText(refusal: Refusal, t: Translations): string {
  const { number, date } = t;
  const { changeForm: changeFormStrings } = t.orders;
  switch (refusal.kind) {
    case 'not-a-number':
      return changeFormStrings.notANumber(refusal.said, number(refusal.max));
    case 'out-of-range':
      return refusal.asked === 0
        ? changeFormStrings.zero(number(refusal.max))
        : changeFormStrings.outOfRange(number(refusal.asked), number(refusal.max));
    case 'same-number':
      return changeFormStrings.same(number(refusal.total));
    case 'already-scheduled':
      return changeFormStrings.alreadyScheduled(number(refusal.total), date(refusal.at));
    case 'below-assigned':
      return changeFormStrings.belowAssigned(number(refusal.total), refusal.assigned);
    case 'file':
      return changeFormStrings.file;
    default:
      return t.refusal(refusal, t).title;
  }
}

const shorten = (text: string): string => {
  const characters = [...text.replace(/\s+/g, ' ')];
  if (characters.length <= MAX_QUOTE_LENGTH) return characters.join('');
  return `${characters.slice(0, MAX_QUOTE_LENGTH).join('')}…`;
};
