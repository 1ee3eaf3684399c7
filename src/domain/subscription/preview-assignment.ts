import { without } from '../billing/billing-periods.ts';
import { ok, type Result, refuse } from '../common/result.ts';
import {
  type KnownPeople,
  type OrderPreview,
  type PersonResult,
  previewOfAct,
  type RuleContext,
} from './order-preview.ts';
import type { AssignRequest } from './order-request.ts';
import { endOf, previewChange } from './preview-change.ts';
import { type Assignment, licencesOf, type Subscription } from './subscription.ts';

/** Licences that nobody has. */
export const freeOf = (subscription: Subscription): number =>
  Math.max(0, licencesOf(subscription) - subscription.assignments.length);

/**
 * Who would get a licence, and what becomes of the others named (RULES S4, #1): at most so many at a time, counted
 * after removing doubles, members of the organisation only. Where licences are too few, more are bought with it.
 */
export function previewAssign(
  subscription: Subscription,
  request: AssignRequest,
  setting: RuleContext,
): Result<OrderPreview> {
  const { rules, terms, now, known = new Map() } = setting;
  const { product, state } = subscription;
  if (state.kind !== 'active') return refuse({ kind: 'not-active', product, since: endOf(subscription) });
  const ids = [...new Set(request.people)];
  if (ids.length === 0) return refuse({ kind: 'nobody' });
  if (ids.length > rules.maxPeople) return refuse({ kind: 'too-many-people', count: ids.length, max: rules.maxPeople });
  const people = ids.map((person) => resultOf(person, subscription, known));
  const wanted = people.filter(({ result }) => result === 'done').length;
  const free = freeOf(subscription);
  // Whoever is too many already needs a licence first.
  const missing = wanted === 0 ? 0 : wanted + subscription.assignments.length - licencesOf(subscription);
  if (missing > 0 && request.buy === undefined)
    return refuse({ kind: 'too-few-licences', product, missing, free, wanted });

  const bought = missing > 0 ? moreBy(missing, subscription, setting) : undefined;
  if (bought && !bought.ok) return bought;
  const from = bought?.value.next ?? subscription;
  const added = people.flatMap(({ person, result }) => (result === 'done' ? [{ person, at: now }] : []));
  const next = { ...from, assignments: [...from.assignments, ...added], version: subscription.version + 1 };
  const rest = bought?.value ?? previewOfAct('assign', subscription, next, { terms, rules });
  return ok({ ...rest, act: 'assign', people, next });
}

function moreBy(missing: number, subscription: Subscription, setting: RuleContext): Result<OrderPreview> {
  const total = licencesOf(subscription) + missing;
  return previewChange(subscription, { act: 'change', subscription: subscription.id, total }, setting);
}

function resultOf(person: string, { assignments }: Subscription, known: KnownPeople): PersonResult {
  const had = assignments.find((one) => one.person === person);
  if (had) return { person, result: 'had', since: had.at };
  switch (known.get(person) ?? 'unknown') {
    case 'member':
      return { person, result: 'done' };
    case 'guest':
      return { person, result: 'refused', why: 'guest' };
    case 'unknown':
    case 'left':
      return { person, result: 'refused', why: 'unknown' };
    case 'unanswered':
      return { person, result: 'failed' };
  }
}

/** Whose licence would be taken (RULES S5). */
export function previewUnassign(
  subscription: Subscription,
  ids: readonly string[],
  { terms, rules }: Pick<RuleContext, 'terms' | 'rules'>,
): Result<OrderPreview> {
  const { product, state } = subscription;
  if (state.kind !== 'active' && state.kind !== 'expired') {
    return refuse({ kind: 'not-active', product, since: endOf(subscription) });
  }
  const asked = [...new Set(ids)];
  if (asked.length === 0) return refuse({ kind: 'nobody' });
  const has = new Set(subscription.assignments.map(({ person }) => person));
  const people = asked.map((person): PersonResult => ({ person, result: has.has(person) ? 'done' : 'had' }));
  const next = { ...withoutPeople(subscription, asked), version: subscription.version + 1 };
  return ok({ ...previewOfAct('unassign', subscription, next, { terms, rules }), people });
}

/** The subscription without these people; too many is settled once there are no more than licences (RULES #14). */
export function withoutPeople(subscription: Subscription, ids: readonly string[]): Subscription {
  const gone = new Set(ids);
  const assignments = subscription.assignments.filter(({ person }) => !gone.has(person));
  const settled = assignments.length <= licencesOf(subscription);
  return { ...(settled ? without(subscription, 'overSince') : subscription), assignments };
}

/** Whom to take a licence from first: whoever used it longest ago, or never. */
export const leastUsed = ({ assignments }: Subscription): readonly Assignment[] =>
  [...assignments].sort((a, b) => (a.lastUsed ?? 0) - (b.lastUsed ?? 0) || a.at - b.at);
