import type { PersonId } from '../common/person.ts';
import type { Rules } from '../common/rules.ts';
import { anniversary, DAY, type Instant } from '../common/time.ts';
import type { PreviewSnapshot } from '../subscription/order-preview.ts';
import type { OrderRequest } from '../subscription/order-request.ts';
import type { Notification, NotificationTopic } from './notification.ts';

/** The decision for one person in a request: each person is decided separately (RULES #19). */
export type PersonDecision =
  | { readonly is: 'open' }
  /** Approved by a decider whose order is still pending. */
  | { readonly is: 'claimed'; readonly by: string; readonly at: Instant; readonly key: string; readonly note: string }
  | { readonly is: 'approved'; readonly by: string; readonly at: Instant; readonly note: string }
  | { readonly is: 'rejected'; readonly by: string; readonly at: Instant; readonly note: string };

export interface RequestedPerson {
  readonly person: string;
  readonly answer: PersonDecision;
}

/** A request for licences, for the requester or for colleagues (RULES #18, #19). */
export interface LicenceRequest {
  readonly id: string;
  readonly asker: PersonId;
  readonly product: string;
  readonly people: readonly RequestedPerson[];
  readonly why: string;
  readonly at: Instant;
  /** Object ids of the people who can decide. */
  readonly deciders: readonly string[];
  /** The number of reminders sent. */
  readonly reminded: number;
  /** The number of decisions made, whole or partial. */
  readonly decisions: number;
  /** `stopped`: approved but not executed, because the order no longer matched its review. */
  readonly closed?: { readonly how: 'answered' | 'withdrawn' | 'expired' | 'stopped'; readonly at: Instant };
  /** The purchase to make on the manager's approval; absent when licences of another purchaser are requested. */
  readonly purchase?: AgreedPurchase;
  /** Notifications not yet handed to the outbox. */
  readonly notices?: readonly Notification[];
}

/** A purchase waiting for approval, as its review showed it. */
export interface AgreedPurchase {
  readonly order: OrderRequest;
  readonly shown: PreviewSnapshot;
  /** Minor units a month before tax. */
  readonly monthly: number;
  readonly from: number;
  readonly now: number;
}

type NewRequest = Pick<LicenceRequest, 'id' | 'asker' | 'product' | 'why' | 'at' | 'deciders' | 'purchase'> & {
  readonly people: readonly string[];
};

/** One decision, person by person; people in neither list stay open. */
export interface Decision {
  readonly by: string;
  readonly at: Instant;
  /** The key of the order that assigns the licences. */
  readonly key: string;
  readonly approve: readonly string[];
  readonly reject: readonly string[];
  readonly note: string;
}

/** A pending order older than this many milliseconds was abandoned by a process that crashed. */
const ABANDONED_AFTER = 2 * 60_000;

/** Creates a request and notifies everyone who can decide. */
export function createRequest(newRequest: NewRequest, rules: Rules): LicenceRequest {
  const people = newRequest.people.map((person): RequestedPerson => ({ person, answer: { is: 'open' } }));
  const request: LicenceRequest = { ...newRequest, people, reminded: 0, decisions: 0 };
  return addNotifications(request, notifyDeciders(request, `asked`, newRequest.at, expiryOf(request, rules)));
}

/** Returns the people still open, or none once the request is closed. */
export const openPeople = ({ people, closed }: LicenceRequest): readonly string[] =>
  closed ? [] : people.filter(({ answer }) => answer.is === 'open').map(({ person }) => person);

/**
 * Claims the approved people for the order that follows and rejects the rejected ones. Returns nothing if one of them
 * is no longer open.
 */
export function claimRequest(request: LicenceRequest, decision: Decision): LicenceRequest | undefined {
  const { by, at, key, approve, reject, note } = decision;
  const open = openPeople(request);
  if (!approve.every((person) => open.includes(person))) return undefined;
  const people = request.people.map((one): RequestedPerson => {
    if (approve.includes(one.person)) return { ...one, answer: { is: 'claimed', by, at, key, note } };
    const isRejected = reject.includes(one.person) && open.includes(one.person);
    return isRejected ? { ...one, answer: { is: 'rejected', by, at, note } } : one;
  });
  if (people.every((one, index) => one === request.people[index])) return undefined;
  const next = { ...request, people };
  return approve.length > 0 ? next : recordDecision(next, by, at);
}

/** Settles a claim: people who got a licence are approved, the others are open again. */
export function settleClaim(
  request: LicenceRequest,
  key: string,
  licensed: readonly string[],
  at: Instant,
): LicenceRequest {
  const claims = request.people.flatMap(({ answer }) => (answer.is === 'claimed' && answer.key === key ? answer : []));
  const [claim] = claims;
  if (!claim) return request;
  const people = request.people.map((one): RequestedPerson => {
    const { answer, person } = one;
    if (answer.is !== 'claimed' || answer.key !== key) return one;
    const { by, note } = answer;
    return { person, answer: licensed.includes(person) ? { is: 'approved', by, at: answer.at, note } : { is: 'open' } };
  });
  const next = { ...request, people };
  // The people rejected by the same decision have not been notified yet.
  const isPartlyDecided = people.some(
    ({ answer }) => 'by' in answer && answer.by === claim.by && answer.at === claim.at,
  );
  return isPartlyDecided ? recordDecision(next, claim.by, at) : next;
}

/** Closes the request because the approved purchase was not executed; the requester is notified. */
export function stopRequest(
  request: LicenceRequest,
  key: string,
  licensed: readonly string[],
  at: Instant,
): LicenceRequest {
  const next = settleClaim(request, key, licensed, at);
  return next === request ? request : { ...next, closed: { how: 'stopped', at } };
}

/** Withdraws the request while people in it are open. Decisions already made and orders already started stand. */
export function withdrawRequest(request: LicenceRequest, at: Instant): LicenceRequest {
  if (openPeople(request).length === 0) return request;
  const next: LicenceRequest = { ...request, closed: { how: 'withdrawn', at } };
  return addNotifications(next, notifyDeciders(next, 'closed', at));
}

/** Returns the claims, one a key, whose process crashed. */
export const abandonedClaims = (
  { people }: LicenceRequest,
  now: Instant,
): readonly Extract<PersonDecision, { is: 'claimed' }>[] => {
  const claims = people.flatMap(({ answer }) => (answer.is === 'claimed' ? answer : []));
  return claims.filter(
    ({ at, key }, index) => at + ABANDONED_AFTER <= now && claims.findIndex((o) => o.key === key) === index,
  );
};

/** Applies what is due by now: the latest reminder missed, or the request's expiry. */
export function advanceRequest(request: LicenceRequest, now: Instant, rules: Rules): LicenceRequest {
  if (request.closed) return request;
  const expires = expiryOf(request, rules);
  if (now >= expires) {
    const next: LicenceRequest = { ...request, closed: { how: 'expired', at: expires } };
    return addNotifications(next, [notifyAsker(next, 'expired', now), ...notifyDeciders(next, 'closed', now)]);
  }
  const remindersDue = rules.requestRemindDays.filter((days) => request.at + days * DAY <= now).length;
  if (remindersDue <= request.reminded) return request;
  const next = { ...request, reminded: remindersDue };
  return addNotifications(next, notifyDeciders(next, `reminder-${remindersDue}`, now, expires));
}

/** Returns when the request is next due: a reminder, its expiry, an abandoned claim or its deletion. */
export function nextRequestDueAt(request: LicenceRequest, rules: Rules): Instant {
  const claims = request.people.flatMap(({ answer }) => (answer.is === 'claimed' ? answer.at + ABANDONED_AFTER : []));
  const { closed, at, reminded } = request;
  const days = rules.requestRemindDays[reminded];
  const scheduledAt = closed
    ? retentionEnd(closed.at, rules)
    : days === undefined
      ? expiryOf(request, rules)
      : at + days * DAY;
  return Math.min(...claims, scheduledAt);
}

/** Tells whether a closed request is past its retention and can be deleted. */
export const isPastRetention = ({ closed, notices = [] }: LicenceRequest, now: Instant, rules: Rules): boolean =>
  closed !== undefined && notices.length === 0 && now >= retentionEnd(closed.at, rules);

export const expiryOf = ({ at }: Pick<LicenceRequest, 'at'>, { requestDays }: Rules): Instant => at + requestDays * DAY;

const retentionEnd = (closed: Instant, { requestMonths }: Rules): Instant => anniversary(closed, requestMonths);

/** Records a decision and notifies the requester and the other deciders. */
function recordDecision(request: LicenceRequest, by: string, at: Instant): LicenceRequest {
  const { people, closed } = request;
  const isPending = people.some(({ answer }) => answer.is === 'open' || answer.is === 'claimed');
  const decisions = request.decisions + 1;
  const next: LicenceRequest = {
    ...request,
    decisions,
    ...(!isPending && !closed && { closed: { how: 'answered', at } }),
  };
  const otherDeciders = notifyDeciders(next, `decided-${decisions}`, at).filter(
    ({ matter }) => !('decider' in matter && matter.decider === by),
  );
  return addNotifications(next, [notifyAsker(next, `answer-${decisions}`, at), ...otherDeciders]);
}

const notifyAsker = ({ id }: LicenceRequest, what: string, at: Instant): Notification => ({
  id: `request/${id}/${what}`,
  to: 'purchaser',
  at,
  matter: { kind: 'request-answered', request: id },
});

const notifyDeciders = (
  { id, deciders }: LicenceRequest,
  what: string,
  at: Instant,
  until?: Instant,
): readonly Notification[] =>
  deciders.map((decider) => {
    const base = { request: id, decider };
    const matter: NotificationTopic =
      until === undefined
        ? { kind: 'request-closed', ...base }
        : { kind: 'request-asked', ...base, again: what !== 'asked' };
    return {
      id: `request/${id}/${what}/${decider}`,
      to: { person: decider },
      at,
      ...(until !== undefined && { until }),
      matter,
    };
  });

const addNotifications = (request: LicenceRequest, notices: readonly Notification[]): LicenceRequest => ({
  ...request,
  notices: [...(request.notices ?? []), ...notices],
});
