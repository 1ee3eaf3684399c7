import type { Rules } from '../common/rules.ts';
import { DAY, type Instant } from '../common/time.ts';
import type { Subscription } from '../subscription/subscription.ts';
import { type Account, methodFor } from './account.ts';
import type { Notification } from './notification.ts';

/** Everything a purchaser is to be reminded of as things stand, whenever that is (RULES #4, #6, #14, #16). */
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
 * The first reminders due after what was told so far: all of one moment.
 * @param by none that come later
 */
export function nextReminders(account: Account, by: Instant, rules: Rules): readonly Notification[] {
  const since = account.remindedTo ?? 0;
  const due = allReminders(account, rules).filter(({ at }) => at > since && at <= by);
  const first = Math.min(...due.map(({ at }) => at));
  return due.filter(({ at }) => at === first);
}

/** When somebody is next to be reminded of something. */
export const nextReminderAt = (account: Account, rules: Rules): Instant | undefined =>
  nextReminders(account, Number.POSITIVE_INFINITY, rules)[0]?.at;

/** So many days before a moment, each no news any more once the next is due. */
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
  // Of what comes round every month nobody wants to hear a month before.
  const isInSecondHalf = ({ at }: Notification) => at >= (term.start + term.end) / 2;
  return [
    ...(plan === 'trial' ? remindersOf('trial-ends', term.end).filter(isInSecondHalf) : []),
    ...(plan !== 'trial' && renews && !pastDue ? remindersOf('renews', term.end).filter(isInSecondHalf) : []),
    ...(overSince === undefined ? [] : remindersOf('over', overSince + overDays * DAY)),
  ];
}

/** The day before something that was charged can no longer be undone. */
function undoReminders({ orders }: Account): readonly Notification[] {
  return orders.flatMap(({ number, undoUntil, today }): readonly Notification[] => {
    if (undoUntil === undefined || today.gross <= 0) return [];
    const matter = { kind: 'window-closes', order: number, by: undoUntil } as const;
    return [{ id: `window/${number}`, to: 'purchaser', at: undoUntil - DAY, until: undoUntil, matter }];
  });
}

/** Cards that something active is paid with (RULES #16). */
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
