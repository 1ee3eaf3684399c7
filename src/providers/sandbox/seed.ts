import { createHash } from 'node:crypto';
import type { Documents } from '../../application/ports/documents.ts';
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
import { invoiceSeries } from '../shared/identifiers.ts';
import { SandboxGateway } from './gateway.ts';
import { Ledger } from './ledger.ts';
import type { Organisation, SeedAccount } from './organisation.ts';
import {
  assignmentEvents,
  cardsAddedEvents,
  type EventsFor,
  purchaseEvents,
  renewalOffEvents,
} from './seed-audit-events.ts';

interface SeedOptions {
  readonly organisation: Organisation;
  readonly rules: Rules;
  /** The day that the history counts back from. */
  readonly today: Instant;
  readonly sign: SignEntry;
}

type SeedSubscription = SeedAccount['subscriptions'][number];

/**
 * Creates the accounts' history by running it through the ledger itself, so that each state, charge and invoice is as the
 * rules make it. The same day gives the same history.
 * @param documents receives the history
 * @param scratch receives the gateway's documents, which are not needed afterwards
 */
export async function seedHistory(documents: Documents, scratch: Documents, options: SeedOptions): Promise<void> {
  const { organisation, rules, today, sign } = options;
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
    sign,
  });
  for (const seedAccount of organisation.seedAccounts) {
    const owner: PersonId = { tenant: organisation.tenant, person: seedAccount.person };
    const events = seedAccount.subscriptions.flatMap((subscription, index) =>
      seedEvents(owner, subscription, index, { ...options, ledger }),
    );
    const firstEventAt = Math.min(...events.map(({ at }) => at));
    now = firstEventAt;
    await ledger.amend(
      owner,
      (account) => ({ ...account, ...seedPaymentMethods(seedAccount, today) }),
      cardsAddedEvents(firstEventAt),
    );
    for (const event of events.sort((a, b) => a.at - b.at)) {
      await advanceTo(event.at);
      await event.apply();
    }
    await advanceTo(today);
    // Notifications of the history are not sent.
    await ledger.amend(owner, (account) => ({ ...account, notices: [] }));

    // Stops at each due time: the gateway's result depends on the time of the charge.
    async function advanceTo(at: Instant): Promise<void> {
      for (;;) {
        const due = nextDueAt(await ledger.account(owner), rules);
        now = due === undefined ? at : Math.min(due, at);
        if (now === at) return;
      }
    }
  }
}

function seedPaymentMethods({ methods, profiles }: SeedAccount, today: Instant): Pick<Account, 'methods' | 'profiles'> {
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

function seedEvents(
  owner: PersonId,
  seedSubscription: SeedSubscription,
  index: number,
  options: SeedOptions & { ledger: Ledger },
) {
  const { ledger, organisation, rules, today } = options;
  const id = `S-${sha256(`${owner.person}/${index}`).toString('hex').slice(0, 10).toUpperCase()}`;
  const ago = (days: number): Instant => Math.round(today - days * DAY);
  const amend = (change: (subscription: Subscription) => Subscription, eventsFor: EventsFor) =>
    ledger.amend(
      owner,
      (account) => {
        const subscription = account.subscriptions.find((candidate) => candidate.id === id);
        return subscription ? withSubscription(account, change(subscription)) : account;
      },
      eventsFor,
    );
  const event = (daysAgo: number, apply: () => Promise<void>) => ({ at: ago(daysAgo), apply });
  const placeOrderAt = (request: ChangeRequest, at: Instant) =>
    placeOrder(ledger, owner, request, { organisation, rules, at });

  const colleagues = organisation.people.filter(({ kind }) => kind === 'member');
  const offset = sha256(id).readUInt16BE(0);
  let assignedCount = 0;
  return [
    event(seedSubscription.daysAgo, () =>
      buy(ledger, owner, id, seedSubscription, { ...options, at: ago(seedSubscription.daysAgo) }),
    ),
    ...seedSubscription.changes.map(({ daysAgo, total, atRenewal }) =>
      event(daysAgo, () =>
        placeOrderAt({ act: 'change', subscription: id, total, ...(atRenewal && { when: 'renewal' }) }, ago(daysAgo)),
      ),
    ),
    ...seedSubscription.assigned.map(({ count, daysAgo }) =>
      event(daysAgo, () => {
        const people = Array.from(
          { length: count },
          (_, index) => colleagues[(offset + assignedCount + index) % colleagues.length],
        );
        assignedCount += count;
        const assignments = people.map((person) =>
          seedAssignment(person?.id ?? '', ago(daysAgo), today, seedSubscription),
        );
        const events = assignmentEvents(
          id,
          ago(daysAgo),
          assignments.map(({ person }) => person),
        );
        return amend(
          (subscription) => ({ ...subscription, assignments: [...subscription.assignments, ...assignments] }),
          events,
        );
      }),
    ),
    ...[seedSubscription.scheduled ?? []]
      .flat()
      .map(({ daysAgo, total }) =>
        event(daysAgo, () => placeOrderAt({ act: 'change', subscription: id, total, when: 'renewal' }, ago(daysAgo))),
      ),
    ...[seedSubscription.recurringOffDaysAgo ?? []]
      .flat()
      .map((daysAgo) =>
        event(daysAgo, () =>
          amend((subscription) => ({ ...subscription, renews: false }), renewalOffEvents(id, ago(daysAgo))),
        ),
      ),
  ];
}

/** Most people use their licence now and then, some never do. The same person always gets the same dates. */
function seedAssignment(person: string, at: Instant, today: Instant, { unusedDays }: SeedSubscription): Assignment {
  const random = sha256(`${person}/${at % DAY}`).readUInt16BE(0);
  const lastUsed = Math.max(at, today - (unusedDays ?? 0) * DAY - (random % 90) * DAY);
  const isUsed = random % 7 !== 0 && lastUsed > at;
  return { person, at, ...(isUsed && { lastUsed }) };
}

async function buy(
  ledger: Ledger,
  owner: PersonId,
  id: string,
  { product, plan, card, quantity, creditCheckDays }: SeedSubscription,
  { organisation, rules, at }: SeedOptions & { at: Instant },
): Promise<void> {
  const withPurchase = (account: Account): Account => {
    const invoiceId = nextInvoiceId(account, invoiceSeries(owner));
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
    const personLines = lines.map((line) => ({ ...line, person: owner.person }));
    const invoice = createInvoice(invoiceId, at, personLines, { account, profile: profile?.id });
    return withInvoice(withSubscription(account, subscription), invoice);
  };
  await ledger.amend(owner, withPurchase, purchaseEvents(id, at));
}

async function placeOrder(
  ledger: Ledger,
  owner: PersonId,
  request: ChangeRequest,
  { organisation, rules, at }: { organisation: Organisation; rules: Rules; at: Instant },
): Promise<void> {
  const account = await ledger.account(owner);
  const preview = previewOrder(account, request, { terms: organisation.terms, rules, now: at });
  const key = sha256(`${request.subscription}/${at}`).toString('hex');
  const result = preview.ok
    ? await ledger.carryOut(owner, { key, request, shown: snapshotOf(preview.value) })
    : undefined;
  if (!result?.ok) throw new Error(`The past of ${owner.person} breaks a rule: ${JSON.stringify(request)}`);
}

const sha256 = (text: string): Buffer => createHash('sha256').update(text).digest();
