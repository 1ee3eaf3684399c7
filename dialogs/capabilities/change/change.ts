import type { PeopleSearch } from '../../../src/application/people/people-search.ts';
import type { Rules } from '../../../src/domain/common/rules.ts';
import { type Capability, type Handler, startFlow } from '../../engine/capability.ts';
import type { PreviousInput } from '../../engine/form-fields.ts';
import { type OrderFlowDeps, orderFlow, orderResultCard } from '../../engine/order-flow.ts';
import { findSubscription } from '../../engine/subscription-choice.ts';
import type { ChangeDraft } from './change-draft.ts';
import { reduceForm } from './reduce-form.ts';
import { totalForm } from './total-form.ts';

/** Adding and removing licences by setting their new total (RULES S3). */
export function changeCapability(deps: OrderFlowDeps, people: PeopleSearch, rules: Rules): Capability {
  const change: Handler<'change'> = async ({ subscription: id, product, total, delta, typed, page }, turn, dc) => {
    const hasNumber = total !== undefined || delta !== undefined || typed !== undefined;
    // "2 more" refers to the subscription that was shown last.
    const subscription = id ?? (hasNumber && !product ? turn.memory.focus : undefined);
    const data = { ...(total !== undefined && { total }), ...(delta !== undefined && { delta }) };
    const match = await findSubscription(
      deps,
      turn,
      { subscription, product, total, delta },
      { action: 'change', verb: 'change', data, page },
    );
    if (!match) return;
    const draft = { subscription: match.subscription, ...(match.total !== undefined && { total: match.total }) };
    await startFlow(dc, 'change', draft, previousTotal(typed, match.total, rules));
  };
  return {
    dialogs: [changeFlow(deps, people, rules)],
    handlers: {
      change,
      keep: ({ subscription }, turn, dc) => change({ verb: 'change', subscription, delta: 0 }, turn, dc),
    },
    async findReceipt({ actor, t }, card) {
      const receipt = await deps.orderService.receiptForKey(actor, card);
      return receipt && orderResultCard(receipt, t);
    },
  };
}

/** The form as if the user had submitted the total they typed: refused where it is not a number. */
function previousTotal(typed: string | undefined, total: number | undefined, rules: Rules): PreviousInput {
  if (typed !== undefined) {
    return { fields: { total: typed }, refusal: { kind: 'not-a-number', said: typed, max: rules.maxLicences } };
  }
  return total === undefined ? {} : { fields: { total: String(total) } };
}

const changeFlow = (deps: OrderFlowDeps, people: PeopleSearch, rules: Rules) =>
  orderFlow<ChangeDraft>(deps, {
    id: 'change',
    forms: [totalForm(deps, rules), reduceForm(deps, people)],
    applyAlternative: ({ subscription, total: before }, fields) => {
      const total = typeof fields.total === 'number' ? fields.total : before;
      const draft = { subscription, ...(total !== undefined && { total }) };
      return fields.reduce === true ? { ...draft, reduce: true } : { ...draft, when: 'renewal' };
    },
    request: ({ subscription, total = 0, when, people: unassign }) => ({
      act: 'change',
      subscription,
      total,
      ...(when && { when }),
      ...(unassign && { unassign }),
    }),
  });
