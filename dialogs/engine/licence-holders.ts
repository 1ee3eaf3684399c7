import { saidName } from '../../cards/kit/display-name.ts';
import type { Translations } from '../../cards/kit/locale.ts';
import { type Candidate, holderCandidate } from '../../cards/orders/people-form.ts';
import type { PeopleSearch } from '../../src/application/people/people-search.ts';
import type { SubscriptionDetails } from '../../src/application/subscriptions/overview.ts';
import type { Actor } from '../../src/domain/common/actor.ts';
import { leastRecentlyUsed } from '../../src/domain/subscription/preview-assignment.ts';

/** Ticks on one card, at most: whoever is not among them is found by name. */
const MAX_SHOWN = 15;

/** The people who have a licence, whoever used it longest ago first, and always those ticked or looked up. */
export async function listHolders(
  actor: Actor,
  { subscription }: SubscriptionDetails,
  { ticked, looked, people }: { ticked: readonly string[]; looked: readonly string[]; people: PeopleSearch },
  t: Translations,
): Promise<{ readonly candidates: readonly Candidate[]; readonly ticked: readonly string[]; readonly hidden: number }> {
  const all = leastRecentlyUsed(subscription);
  const sure = new Set([...ticked, ...looked]);
  const first = all.filter(({ person }) => sure.has(person));
  const others = all.filter(({ person }) => !sure.has(person));
  const shown = [...first, ...others.slice(0, Math.max(0, MAX_SHOWN - first.length))];
  const names = await people.names(
    actor,
    shown.map(({ person }) => person),
  );
  const has = new Set(all.map(({ person }) => person));
  return {
    candidates: shown.map((one) => holderCandidate(one, saidName(one.person, names, t), t)),
    ticked: ticked.filter((id) => has.has(id)),
    hidden: all.length - shown.length,
  };
}
