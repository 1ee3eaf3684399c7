import type { DialogContext } from 'botbuilder-dialogs';
import type { PeopleSearch } from '../../../src/application/people/people-search.ts';
import type { Rules } from '../../../src/domain/common/rules.ts';
import { type Capability, startFlow } from '../../engine/capability.ts';
import type { OrderFlowDeps } from '../../engine/order-flow.ts';
import { applyMatches, isClear } from '../../engine/people-picker.ts';
import { findSubscription } from '../../engine/subscription-choice.ts';
import type { Turn } from '../../engine/turn.ts';
import type { IntentOf } from '../../understanding/intent.ts';
import { assignFlow } from './assign-flow.ts';
import { findHolders, unassignFlow } from './unassign-flow.ts';

/** Assigning licences to people, unassigning them, and showing who has one (RULES S4, S5). */
export function assignCapability(deps: OrderFlowDeps, people: PeopleSearch, rules: Rules): Capability {
  const start = async (
    { verb, ...intent }: IntentOf<'assign' | 'unassign'>,
    turn: Turn,
    dc: DialogContext,
    onlyShow = false,
  ) => {
    const { product, people: names, chosen = [], page } = intent;
    const data = { ...(names && { people: names }), ...(chosen.length > 0 && { chosen }) };
    // "Give Noor a licence" refers to the subscription that was shown last.
    const id = intent.subscription ?? (product || !names ? undefined : turn.memory.focus);
    const match = await findSubscription(
      deps,
      turn,
      { subscription: id, product },
      { action: verb, verb: onlyShow ? 'holders' : verb, data, page },
    );
    if (!match) return;
    const { subscription } = match;
    const holders = verb === 'unassign' ? await findHolders(deps, turn.actor, subscription) : undefined;
    const matches = names && (await people.match(turn.actor, names.join(';'), holders));
    const ids = chosen.filter((person) => !holders || holders.has(person));
    const selection = applyMatches({ subscription, picked: ids }, matches);
    const done = ids.length > 0 || isClear(selection);
    await startFlow(dc, verb, { ...selection, done, ...(onlyShow && { looking: true }) });
  };
  return {
    dialogs: [assignFlow(deps, people, rules), unassignFlow(deps, people)],
    handlers: {
      assign: (intent, turn, dc) => start(intent, turn, dc),
      unassign: (intent, turn, dc) => start(intent, turn, dc),
      holders: (intent, turn, dc) => start({ ...intent, verb: 'unassign' }, turn, dc, true),
    },
  };
}
