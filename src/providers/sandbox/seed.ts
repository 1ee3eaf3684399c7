import { createHash } from 'node:crypto';
import type { Documents } from '../../application/ports/ports.ts';
import { type Account, withSubscription } from '../../domain/account/account.ts';
import type { SignEntry } from '../../domain/audit/audit-trail.ts';
import { createInvoice, nextDueAt, nextInvoiceId, withInvoice } from '../../domain/billing/apply-order.ts';
import type { PersonId } from '../../domain/common/person.ts';
import type { Rules } from '../../domain/common/rules.ts';
import { anniversary, DAY, type Instant } from '../../domain/common/time.ts';
import { snapshotOf } from '../../domain/subscription/order-preview.ts';
import type { ChangeRequest } from '../../domain/subscription/order-request.ts';
import { previewOrder } from '../../domain/subscription/preview-order.ts';
import { startSubscription } from '../../domain/subscription/preview-purchase.ts';
import type { Assignment, Subscription } from '../../domain/subscription/subscription.ts';
import { seriesOf } from '../shared/identifiers.ts';
import { SandboxGateway } from './gateway.ts';
import { Ledger } from './ledger.ts';
import type { Organisation, PastAccount } from './organisation.ts';
import { bought, cardsAdded, givenOut, renewalOff, type Tell } from './seed-history.ts';

interface Setting {
  readonly organisation: Organisation;
  readonly rules: Rules;
  /** The day all the days before count from. */
  readonly today: Instant;
  readonly seal: SignEntry;
}

type PastSubscription = PastAccount['subscriptions'][number];

/**
 * Lives the accounts' past through in the very ledger that goes on with them, so that each state, charge and invoice
 * came about as it would have. The same for the same day.
 * @param documents where the past is to be
 * @param scratch where its gateway may write what nobody needs afterwards
 */
export async function livePast(documents: Documents, scratch: Documents, setting: Setting): Promise<void> {
  const { organisation, rules, today, seal } = setting;
  let now = today;
  const clock = () => now;
  const gateway = new SandboxGateway(scratch, clock);
  const ledger = new Ledger({
    documents,
    gateway,
    directory: organisation,
    clock,
    rules,
    terms: () => organisation.terms,
    seal,
  });
  for (const past of organisation.past) {
    const owner: PersonId = { tenant: organisation.tenant, person: past.person };
    const events = past.subscriptions.flatMap((one, index) => eventsOf(owner, one, index, { ...setting, ledger }));
    const first = Math.min(...events.map(({ at }) => at));
    now = first;
    await ledger.amend(owner, (account) => ({ ...account, ...wallet(past, today) }), cardsAdded(first));
    for (const event of events.sort((a, b) => a.at - b.at)) {
      await reach(event.at);
      await event.happen();
    }
    await reach(today);
    // What the past would have told was told then.
    await ledger.amend(owner, (account) => ({ ...account, notices: [] }));

    // Stopping at all that is due on the way: the gateway says yes or no by the time it is asked.
    async function reach(at: Instant): Promise<void> {
      for (;;) {
        const due = nextDueAt(await ledger.account(owner), rules);
        now = due === undefined ? at : Math.min(due, at);
        if (now === at) return;
      }
    }
  }
}

function wallet({ methods, profiles }: PastAccount, today: Instant): Pick<Account, 'methods' | 'profiles'> {
  return {
    profiles,
    methods: methods.map(({ id, brand, lastFour, expires, holder, gateway, declinesSinceDaysAgo }) => ({
      id,
      brand,
      lastFour,
      holder,
      expires: anniversary(today, expires.monthsFromNow),
      token:
        gateway === 'ok'
          ? 'approves'
          : declinesSinceDaysAgo === undefined
            ? 'declines'
            : `declines-from:${today - declinesSinceDaysAgo * DAY}`,
    })),
  };
}

function eventsOf(owner: PersonId, past: PastSubscription, index: number, setting: Setting & { ledger: Ledger }) {
  const { ledger, organisation, rules, today } = setting;
  const id = `S-${digest(`${owner.person}/${index}`).toString('hex').slice(0, 10).toUpperCase()}`;
  const ago = (days: number): Instant => Math.round(today - days * DAY);
  const amend = (change: (subscription: Subscription) => Subscription, tell: Tell) =>
    ledger.amend(
      owner,
      (account) => {
        const subscription = account.subscriptions.find((one) => one.id === id);
        return subscription ? withSubscription(account, change(subscription)) : account;
      },
      tell,
    );
  const event = (daysAgo: number, happen: () => Promise<void>) => ({ at: ago(daysAgo), happen });
  const ordered = (request: ChangeRequest, at: Instant) => order(ledger, owner, request, { organisation, rules, at });

  const colleagues = organisation.people.filter(({ kind }) => kind === 'member');
  const offset = digest(id).readUInt16BE(0);
  let handed = 0;
  return [
    event(past.daysAgo, () => buy(ledger, owner, id, past, { ...setting, at: ago(past.daysAgo) })),
    ...past.changes.map(({ daysAgo, total, atRenewal }) =>
      event(daysAgo, () =>
        ordered({ act: 'change', subscription: id, total, ...(atRenewal && { when: 'renewal' }) }, ago(daysAgo)),
      ),
    ),
    ...past.assigned.map(({ count, daysAgo }) =>
      event(daysAgo, () => {
        const people = Array.from(
          { length: count },
          (_, one) => colleagues[(offset + handed + one) % colleagues.length],
        );
        handed += count;
        const assignments = people.map((person) => assignedAt(person?.id ?? '', ago(daysAgo), today, past));
        const given = givenOut(
          id,
          ago(daysAgo),
          assignments.map(({ person }) => person),
        );
        return amend((one) => ({ ...one, assignments: [...one.assignments, ...assignments] }), given);
      }),
    ),
    ...[past.scheduled ?? []]
      .flat()
      .map(({ daysAgo, total }) =>
        event(daysAgo, () => ordered({ act: 'change', subscription: id, total, when: 'renewal' }, ago(daysAgo))),
      ),
    ...[past.recurringOffDaysAgo ?? []]
      .flat()
      .map((daysAgo) =>
        event(daysAgo, () => amend((one) => ({ ...one, renews: false }), renewalOff(id, ago(daysAgo)))),
      ),
  ];
}

/** Most people use what they have now and then; some never do. The same for the same person. */
function assignedAt(person: string, at: Instant, today: Instant, { unusedDays }: PastSubscription): Assignment {
  const draw = digest(`${person}/${at % DAY}`).readUInt16BE(0);
  const since = Math.max(at, today - (unusedDays ?? 0) * DAY - (draw % 90) * DAY);
  const used = draw % 7 !== 0 && since > at;
  return { person, at, ...(used && { lastUsed: since }) };
}

async function buy(
  ledger: Ledger,
  owner: PersonId,
  id: string,
  { product, plan, card, quantity, creditCheckDays }: PastSubscription,
  { organisation, rules, at }: Setting & { at: Instant },
): Promise<void> {
  const withPurchase = (account: Account): Account => {
    const invoiceId = nextInvoiceId(account, seriesOf(owner));
    const [profile] = card ? account.profiles : [];
    const { subscription, lines } = startSubscription(
      {
        id,
        product,
        plan,
        card,
        quantity,
        ...(profile && { profile: profile.id }),
        ...(creditCheckDays !== undefined && { creditCheckUntil: at + creditCheckDays * DAY }),
      },
      { terms: organisation.terms, rules, at, invoice: invoiceId },
    );
    const people = lines.map((line) => ({ ...line, person: owner.person }));
    const invoice = createInvoice(invoiceId, at, people, { account, profile: profile?.id });
    return withInvoice(withSubscription(account, subscription), invoice);
  };
  await ledger.amend(owner, withPurchase, bought(id, at));
}

async function order(
  ledger: Ledger,
  owner: PersonId,
  request: ChangeRequest,
  { organisation, rules, at }: { organisation: Organisation; rules: Rules; at: Instant },
): Promise<void> {
  const account = await ledger.account(owner);
  const planned = previewOrder(account, request, { terms: organisation.terms, rules, now: at });
  const key = digest(`${request.subscription}/${at}`).toString('hex');
  const done = planned.ok
    ? await ledger.carryOut(owner, { key, request, shown: snapshotOf(planned.value) })
    : undefined;
  if (!done?.ok) throw new Error(`The past of ${owner.person} breaks a rule: ${JSON.stringify(request)}`);
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
