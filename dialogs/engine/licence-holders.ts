import { plainDisplayName } from '../../cards/kit/display-name.ts';
import type { Translations } from '../../cards/kit/locale.ts';
import { type Candidate, holderCandidate } from '../../cards/orders/people-form.ts';
import type { PeopleSearch } from '../../src/application/people/people-search.ts';
import type { SubscriptionDetails } from '../../src/application/subscriptions/overview.ts';
import type { Actor } from '../../src/domain/common/actor.ts';
import { leastRecentlyUsed } from '../../src/domain/subscription/preview-assignment.ts';
import type { Subscription } from '../../src/domain/subscription/subscription.ts';

/** Most people on one card: others are found by name. */
const MAX_SHOWN = 15;

/** Ids of the people who have a licence of the subscription. */
export const holdersOf = ({ assignments }: Subscription): ReadonlySet<string> =>
  new Set(assignments.map(({ person }) => person));

/**
 * The people who have a licence, to choose from: first those ticked or searched for, then those who used it longest ago.
 * `hidden` is the number of others.
 */
export async function listHolders(
  actor: Actor,
  { subscription }: SubscriptionDetails,
  { ticked, searched, people }: { ticked: readonly string[]; searched: readonly string[]; people: PeopleSearch },
  t: Translations,
): Promise<{ readonly candidates: readonly Candidate[]; readonly ticked: readonly string[]; readonly hidden: number }> {
  const all = leastRecentlyUsed(subscription);
  const always = new Set([...ticked, ...searched]);
  const first = all.filter(({ person }) => always.has(person));
  const others = all.filter(({ person }) => !always.has(person));
  const shown = [...first, ...others.slice(0, Math.max(0, MAX_SHOWN - first.length))];
  const names = await people.names(
    actor,
    shown.map(({ person }) => person),
  );
  const holders = holdersOf(subscription);
  return {
    candidates: shown.map((assignment) =>
      holderCandidate(assignment, plainDisplayName(assignment.person, names, t), t),
    ),
    ticked: ticked.filter((id) => holders.has(id)),
    hidden: all.length - shown.length,
  };
}
