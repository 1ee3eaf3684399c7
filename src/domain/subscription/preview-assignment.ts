import { omit } from '../billing/billing-periods.ts';
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

/** Returns the number of unassigned licences. */
export const freeLicencesOf = (subscription: Subscription): number =>
  Math.max(0, licencesOf(subscription) - subscription.assignments.length);

/**
 * Previews an assignment, with a result per person (RULES S4, #1): limited in number after removing duplicates, members
 * of the organisation only. Missing licences are bought with it.
 */
export function previewAssign(
  subscription: Subscription,
  request: AssignRequest,
  context: RuleContext,
): Result<OrderPreview> {
  const { rules, terms, now, knownPeople: known = new Map() } = context;
  const { product, state } = subscription;
  if (state.kind !== 'active') return refuse({ kind: 'not-active', product, since: endOf(subscription) });
  const ids = [...new Set(request.people)];
  if (ids.length === 0) return refuse({ kind: 'nobody' });
  if (ids.length > rules.maxPeople) return refuse({ kind: 'too-many-people', count: ids.length, max: rules.maxPeople });
  const people = ids.map((person) => assignmentResult(person, subscription, known));
  const licencesNeeded = people.filter(({ result }) => result === 'done').length;
  const free = freeLicencesOf(subscription);
  // Existing assignments beyond the licences take new licences first.
  const missing =
    licencesNeeded === 0 ? 0 : licencesNeeded + subscription.assignments.length - licencesOf(subscription);
  if (missing > 0 && request.buy === undefined)
    return refuse({ kind: 'too-few-licences', product, missing, free, wanted: licencesNeeded });

  const purchase = missing > 0 ? previewExtraLicences(missing, subscription, context) : undefined;
  if (purchase && !purchase.ok) return purchase;
  const base = purchase?.value.next ?? subscription;
  const newAssignments = people.flatMap(({ person, result }) => (result === 'done' ? [{ person, at: now }] : []));
  const next = { ...base, assignments: [...base.assignments, ...newAssignments], version: subscription.version + 1 };
  const preview = purchase?.value ?? previewOfAct('assign', subscription, next, { terms, rules });
  return ok({ ...preview, act: 'assign', people, next });
}

function previewExtraLicences(missing: number, subscription: Subscription, context: RuleContext): Result<OrderPreview> {
  const total = licencesOf(subscription) + missing;
  return previewChange(subscription, { act: 'change', subscription: subscription.id, total }, context);
}

function assignmentResult(person: string, { assignments }: Subscription, knownPeople: KnownPeople): PersonResult {
  const assignment = assignments.find((one) => one.person === person);
  if (assignment) return { person, result: 'had', since: assignment.at };
  switch (knownPeople.get(person) ?? 'unknown') {
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

/** Previews unassigning people (RULES S5). */
export function previewUnassign(
  subscription: Subscription,
  ids: readonly string[],
  { terms, rules }: Pick<RuleContext, 'terms' | 'rules'>,
): Result<OrderPreview> {
  const { product, state } = subscription;
  if (state.kind !== 'active' && state.kind !== 'expired') {
    return refuse({ kind: 'not-active', product, since: endOf(subscription) });
  }
  const personIds = [...new Set(ids)];
  if (personIds.length === 0) return refuse({ kind: 'nobody' });
  const holders = new Set(subscription.assignments.map(({ person }) => person));
  const people = personIds.map((person): PersonResult => ({ person, result: holders.has(person) ? 'done' : 'had' }));
  const next = { ...withoutPeople(subscription, personIds), version: subscription.version + 1 };
  return ok({ ...previewOfAct('unassign', subscription, next, { terms, rules }), people });
}

/**
 * Returns the subscription without these people's assignments; the excess is resolved once assignments fit the licences
 * (RULES #14).
 */
export function withoutPeople(subscription: Subscription, ids: readonly string[]): Subscription {
  const removed = new Set(ids);
  const assignments = subscription.assignments.filter(({ person }) => !removed.has(person));
  const isWithinLicences = assignments.length <= licencesOf(subscription);
  return { ...(isWithinLicences ? omit(subscription, 'overSince') : subscription), assignments };
}

/** Returns assignments by last use, longest ago or never first: the order in which to suggest unassigning. */
export const leastRecentlyUsed = ({ assignments }: Subscription): readonly Assignment[] =>
  [...assignments].sort((a, b) => (a.lastUsed ?? 0) - (b.lastUsed ?? 0) || a.at - b.at);
