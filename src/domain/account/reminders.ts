import type { Rules } from '../common/rules.ts';
import { DAY, type Instant } from '../common/time.ts';
import type { Subscription } from '../subscription/subscription.ts';
import { type Account, methodFor } from './account.ts';
import type { Notification } from './notification.ts';

/** Returns all reminders the account gives rise to, past and future (RULES #4, #6, #14, #16). */
function allReminders(account: Account, rules: Rules): readonly Notification[] {
  return [
    ...account.subscriptions
      .filter(({ state }) => state.kind === 'active')
      .flatMap((one) => subscriptionReminders(one, rules)),
    ...undoReminders(account),
    ...cardReminders(account, rules),
  ];
}

/**
 * Returns the reminders of the earliest instant after those already created.
 * @param by leaves out later ones
 */
export function nextReminders(account: Account, by: Instant, rules: Rules): readonly Notification[] {
  const since = account.remindedTo ?? 0;
  const due = allReminders(account, rules).filter(({ at }) => at > since && at <= by);
  const first = Math.min(...due.map(({ at }) => at));
  return due.filter(({ at }) => at === first);
}

/** Returns when the next reminder is due. */
export const nextReminderAt = (account: Account, rules: Rules): Instant | undefined =>
  nextReminders(account, Number.POSITIVE_INFINITY, rules)[0]?.at;

/** Returns the reminder times before a deadline; each reminder is valid until the next one is due. */
function reminderTimes(by: Instant, daysBefore: readonly number[]) {
  const sorted = [...daysBefore].sort((a, b) => b - a);
  return sorted.map((days, at) => ({ days, at: by - days * DAY, until: by - (sorted[at + 1] ?? 0) * DAY }));
}

function subscriptionReminders(
  { id, term, plan, renews, overSince, pastDue }: Subscription,
  rules: Rules,
): readonly Notification[] {
  const { remindDays, overDays } = rules;
  const remindersOf = (kind: 'renews' | 'trial-ends' | 'over', by: Instant): readonly Notification[] =>
    reminderTimes(by, remindDays).map(({ days, ...times }) => ({
      id: `${kind}/${id}/${by}/${days}`,
      to: 'purchaser',
      ...times,
      matter: { kind, subscription: id, by, days },
    }));
  // A monthly term gets no reminder a month ahead: only its second half counts.
  const isInSecondHalf = ({ at }: Notification) => at >= (term.start + term.end) / 2;
  return [
    ...(plan === 'trial' ? remindersOf('trial-ends', term.end).filter(isInSecondHalf) : []),
    ...(plan !== 'trial' && renews && !pastDue ? remindersOf('renews', term.end).filter(isInSecondHalf) : []),
    ...(overSince === undefined ? [] : remindersOf('over', overSince + overDays * DAY)),
  ];
}

/** Reminders one day before a charged order can no longer be undone. */
function undoReminders({ orders }: Account): readonly Notification[] {
  return orders.flatMap(({ number, undoUntil, today }): readonly Notification[] => {
    if (undoUntil === undefined || today.gross <= 0) return [];
    const matter = { kind: 'window-closes', order: number, by: undoUntil } as const;
    return [{ id: `window/${number}`, to: 'purchaser', at: undoUntil - DAY, until: undoUntil, matter }];
  });
}

/** Reminders for expiring cards that pay for an active subscription (RULES #16). */
function cardReminders(account: Account, { cardRemindDays }: Rules): readonly Notification[] {
  const payingCards = new Set(
    account.subscriptions.flatMap((one) => (one.state.kind === 'active' ? [methodFor(account, one)?.id] : [])),
  );
  return account.methods
    .filter(({ id }) => payingCards.has(id))
    .flatMap(({ id, expires }) =>
      cardRemindDays.map(
        (days): Notification => ({
          id: `card/${id}/${expires}/${days}`,
          to: 'purchaser',
          at: expires - days * DAY,
          until: expires,
          matter: { kind: 'card-expires', card: id, by: expires, days },
        }),
      ),
    );
}
