import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { RecentEntries } from '../../application/audit/audit-trail-store.ts';
import { fetchKnownPeople } from '../../application/people/people-search.ts';
import {
  type Clock,
  type Commerce,
  ConflictError,
  type Directory,
  type OrderCommand,
  type PaymentCommand,
  SignInRequiredError,
} from '../../application/ports/ports.ts';
import { KeyedQueue } from '../../application/runtime/keyed-queue.ts';
import { type Account, methodFor, type Order, type PendingOrder } from '../../domain/account/account.ts';
import { type Notification, withNotifications } from '../../domain/account/notification.ts';
import { type PaymentAct, type PaymentRequest, previewPaymentChange } from '../../domain/account/payment-methods.ts';
import { nextReminderAt, nextReminders } from '../../domain/account/reminders.ts';
import { applyOrder, applyRecoveredOrder } from '../../domain/billing/apply-order.ts';
import type { Invoice } from '../../domain/billing/invoice.ts';
import type { Terms } from '../../domain/catalogue/product.ts';
import type { PersonId } from '../../domain/common/person.ts';
import type { Refusal } from '../../domain/common/refusal.ts';
import { type Result as Answer, ok, refuse } from '../../domain/common/result.ts';
import { DAY, type Instant, type Period } from '../../domain/common/time.ts';
import {
  changedFields,
  type OrderPreview,
  snapshotOf,
  withoutUnsupportedUndo,
} from '../../domain/subscription/order-preview.ts';
import { previewOrder } from '../../domain/subscription/preview-order.ts';
import type { Subscription } from '../../domain/subscription/subscription.ts';
import {
  type AccountFileParts,
  AccountRepository,
  ATTEMPTS,
  keyOf,
  onConflict,
  type VersionedAccount,
  withoutIntent,
} from '../shared/account-repository.ts';
import { orderNumber, subscriptionId } from '../shared/identifiers.ts';
import { idle, orderOf } from '../shared/prepare-order.ts';
import { undoneBy } from '../shared/undone-order.ts';
import { asked, madeBy, readBack, resultsOf, subscriptionIn, type Task, withResults } from './execute-order.ts';
import { accountSeen, isOwn, type ServiceClients, type ServiceState, truthOf } from './fetch-state.ts';
import type { Given } from './services/licensing-client.ts';
import type { Progress } from './services/operation.ts';
import { ServiceFault } from './services/service-fault.ts';
import { ServiceInvoices } from './services/service-invoices.ts';
import { productsNoted, surveyed } from './sync-purchases.ts';

/** An intent this old was left behind by a process that died: what came of it is read back. */
const ABANDONED = 60_000;
/** Milliseconds that whoever asked waits for a service to be done; after that they are told when it is. */
const PATIENCE = 60_000;
/** Milliseconds for which what was just seen is shown again. Nothing is changed on the word of it. */
const SHOWN_AGAIN = 5_000;
const ACTS_KEPT = 30 * DAY;
/** Milliseconds until an organisation's purchases are asked for again. */
const SURVEYED_AGAIN = 5 * 60_000;

export interface Microsoft365Parts extends AccountFileParts {
  readonly directory: Pick<Directory, 'person'>;
  readonly callers: (owner: PersonId) => ServiceClients;
  readonly clock: Clock;
  readonly pause: (ms: number) => Promise<unknown>;
  readonly onFault: (error: unknown) => void;
  /** What is not to be done here, beside what the services have no call for. */
  readonly elsewhere?: Commerce['unsupported'];
  /** Nobody is there to sign in: whoever is not signed in is shown as they were last seen. */
  readonly unattended?: boolean;
}

interface Look {
  readonly held: VersionedAccount;
  readonly truth: ServiceState;
}

/**
 * Microsoft 365 as the system of record: what the services say is what there is. Our own account beside it keeps what they do
 * not: orders, reasons, whom each subscription gave a licence, and what is about to be asked of them.
 */
export class Microsoft365 implements Commerce {
  readonly unsupported: Commerce['unsupported'];
  readonly #parts: Microsoft365Parts;
  readonly #file: AccountRepository;
  readonly #turns = new KeyedQueue();
  readonly #shown = new Map<string, Instant>();
  readonly #surveyed = new Map<string, Instant>();

  constructor(parts: Microsoft365Parts) {
    this.#parts = parts;
    this.unsupported = new Set([...ELSEWHERE, ...(parts.elsewhere ?? [])]);
    this.#file = new AccountRepository(parts, ({ intent, ...account }) =>
      intent ? (intent.operation?.askAt ?? intent.order.at + ABANDONED) : nextReminderAt(account, parts.rules),
    );
  }

  async terms(): Promise<Terms> {
    return this.#parts.terms();
  }

  /** Asks Graph, at most every few minutes, what there is; of what Billing told before nothing is forgotten. */
  async syncPurchases(tenant: string): Promise<void> {
    const { callers, clock, documents } = this.#parts;
    const now = clock();
    const last = this.#surveyed.get(tenant) ?? Number.NEGATIVE_INFINITY;
    if (now < last + SURVEYED_AGAIN) return;
    const owners = await surveyed(documents, callers({ tenant, person: '' }).licensing, tenant);
    for (const [person, seen] of owners) {
      const owner = { tenant, person };
      await this.#turns.run(keyOf(owner), () => this.#noted(owner, seen));
    }
    this.#surveyed.set(tenant, now);
  }

  async account(owner: PersonId): Promise<Account> {
    const now = this.#parts.clock();
    const shown = this.#shown.get(keyOf(owner)) ?? 0;
    if (now >= shown && now < shown + SHOWN_AGAIN) return (await this.#file.read(owner)).account;
    try {
      return (await this.#turns.run(keyOf(owner), () => this.#look(owner))).held.account;
    } catch (error) {
      const there = this.#parts.unattended && error instanceof SignInRequiredError;
      if (!there) throw error;
      return (await this.#file.read(owner)).account;
    }
  }

  async order(owner: PersonId, number: string): Promise<Order | undefined> {
    return this.#file.order((await this.#file.read(owner)).account, number);
  }

  async history(owner: PersonId, wanted: number): Promise<RecentEntries> {
    return this.#file.history((await this.#file.read(owner)).account, wanted);
  }

  async invoices(owner: PersonId, period: Period): Promise<readonly Invoice[]> {
    return this.#invoices(owner).of(period);
  }

  async lastInvoice(owner: PersonId): Promise<Invoice | undefined> {
    return this.#invoices(owner).newest();
  }

  async invoice(owner: PersonId, number: string): Promise<Invoice | undefined> {
    return this.#invoices(owner).one(number);
  }

  async providerPdf(owner: PersonId, number: string): Promise<string | undefined> {
    return this.#invoices(owner).paper(number);
  }

  handOver(owner: PersonId, take: (notices: readonly Notification[]) => Promise<void>): Promise<void> {
    return this.#file.handOver(owner, take);
  }

  carryOut(owner: PersonId, command: OrderCommand): Promise<Answer<Order>> {
    return this.#turns.run(keyOf(owner), async () => {
      this.#shown.delete(keyOf(owner));
      for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
        const task = await this.#intended(owner, command).catch(onConflict);
        if (task) return 'intent' in task ? this.#carriedOut(task) : task;
      }
      throw new ConflictError(keyOf(owner));
    });
  }

  /** Takes a card off a profile, or away: asked for again, either is still the same. */
  changePaymentMethods(owner: PersonId, { key, request, shown }: PaymentCommand): Promise<Answer<PaymentAct>> {
    return this.#turns.run(keyOf(owner), async () => {
      this.#shown.delete(keyOf(owner));
      const { rules, clock, terms } = this.#parts;
      const { held, truth } = await this.#look(owner);
      const { acts = [], intent } = held.account;
      const done = acts.find((act) => act.key === key);
      const digest = createHash('sha256').update(JSON.stringify(request)).digest('base64url');
      if (done) return done.asked === digest ? ok(done) : refuse({ kind: 'other-content' });
      if (intent) return refuse(underWay(intent));
      const what = `card-${request.act}` as const;
      if (this.unsupported.has(what)) return refuse({ kind: 'elsewhere', what });
      const now = clock();
      const planned = previewPaymentChange(held.account, request, { now, rules, country: terms().country });
      if (!planned.ok) return planned;
      const { snapshot: facts } = planned.value;
      if (shown && !isDeepStrictEqual(shown, facts)) return refuse({ kind: 'changed' });
      const refusal = await this.#wallet(owner, request, truth);
      if (refusal) return refuse(refusal);
      const act: PaymentAct = { key, at: now, act: request.act, asked: digest, facts };
      await this.#recorded(owner, act);
      return ok(act);
    });
  }

  async #wallet(owner: PersonId, request: PaymentRequest, truth: ServiceState): Promise<Refusal | undefined> {
    const { billing } = this.#parts.callers(owner);
    try {
      if (request.act === 'delete') await billing.deleteMethod(request.method);
      if (request.act !== 'detach') return undefined;
      const account = truth.accountOf.get(request.profile);
      const [link] = account ? await billing.linksOf(account, request.profile) : [];
      if (!account || !link) return undefined;
      const begun = await billing.detach(account, request.profile, link.name, this.#parts.clock());
      const progress = await this.#over(owner, begun);
      if (progress.is !== 'failed') return undefined;
      return { kind: 'service', said: progress.said ?? '', request: progress.request ?? '' };
    } catch (fault) {
      const refusal = fault instanceof ServiceFault ? refusalOf(fault) : undefined;
      if (!refusal) throw fault;
      return refusal;
    }
  }

  async #recorded(owner: PersonId, act: PaymentAct): Promise<void> {
    for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
      const { held } = await this.#look(owner);
      const kept = (held.account.acts ?? []).filter(({ at }) => at > act.at - ACTS_KEPT);
      if (await this.#file.save({ ...held.account, acts: [...kept, act] }, held).catch(onConflict)) return;
    }
    throw new ConflictError(keyOf(owner));
  }

  #invoices(owner: PersonId): ServiceInvoices {
    const { callers, clock, pause } = this.#parts;
    return new ServiceInvoices({ billing: callers(owner).billing, clock, pause });
  }

  /** The account as the services have it now, with what was left open settled, and what is to be told noted. */
  async #look(owner: PersonId): Promise<Look> {
    const { callers, documents, terms, rules, clock } = this.#parts;
    for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
      const before = await this.#file.read(owner);
      const truth = await truthOf(callers(owner), owner);
      await productsNoted(documents, owner.tenant, truth);
      const seen = accountSeen(before.account, truth, { terms: terms(), rules, clock });
      const settled = await this.#settled(seen, truth);
      const now = clock();
      // Whoever is seen for the first time is reminded of nothing that went before.
      const reached = { ...before, reached: now };
      const after = before.version === 0 ? settled : this.#reminded(settled, now);
      const saved = after === before.account ? reached : await this.#file.save(after, reached).catch(onConflict);
      if (!saved) continue;
      this.#shown.set(keyOf(owner), now);
      return { held: saved, truth };
    }
    throw new ConflictError(keyOf(owner));
  }

  /** Writes down what Graph has of somebody's purchases, where it is not as it was. */
  async #noted(owner: PersonId, seen: ServiceState['seen']): Promise<void> {
    const { terms, rules, clock } = this.#parts;
    for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
      const before = await this.#file.read(owner);
      const { profiles, methods, intent } = before.account;
      // What is under way is looked at with its own truth.
      if (intent) return;
      const truth = { seen, profiles, methods };
      const after = accountSeen(before.account, truth, { terms: terms(), rules, clock });
      if (after === before.account) return;
      const reached = before.version === 0 ? { ...before, reached: clock() } : before;
      if (await this.#file.save(after, reached).catch(onConflict)) return;
    }
    throw new ConflictError(keyOf(owner));
  }

  #reminded(account: Account, now: Instant): Account {
    let current = account;
    for (;;) {
      const reminders = nextReminders(current, now, this.#parts.rules);
      if (!reminders[0]) return current;
      current = withNotifications({ ...current, remindedTo: reminders[0].at }, reminders);
    }
  }

  /** What a process that died, or a service that takes its time, left open: the truth is read back before anything is said. */
  async #settled(account: Account, truth: ServiceState): Promise<Account> {
    const { intent, owner } = account;
    if (!intent) return account;
    const now = this.#parts.clock();
    const task: Task = { owner, intent, truth, now };
    const became = await this.#became(task);
    if (became === 'open') return account;
    if (became === 'not-done') return withoutIntent(account);
    const settled = await this.#made(task, account, asHeld(intent, truth));
    return settled ? applyRecoveredOrder(account, settled, now) : account;
  }

  async #became(task: Task): Promise<'done' | 'not-done' | 'open'> {
    const callers = this.#parts.callers(task.owner);
    const { operation, order } = task.intent;
    if (operation) {
      const progress = await callers.billing.progress(operation, task.now);
      if (progress.is !== 'done') return progress.is === 'running' ? 'open' : 'not-done';
    } else if (task.now < order.at + ABANDONED) return 'open';
    return readBack(callers, task);
  }

  /** Writes down what is about to be asked of the services; a refusal where it cannot be. */
  async #intended(owner: PersonId, command: OrderCommand): Promise<Begun | Answer<Order>> {
    const { key, request, shown } = command;
    const { clock, rules, terms, directory } = this.#parts;
    const known =
      request.act === 'assign' ? await fetchKnownPeople(directory, owner.tenant, request.people) : new Map();
    const { held, truth } = await this.#look(owner);
    const { account } = held;
    const done = account.orders.find((order) => order.key === key);
    if (done) return isDeepStrictEqual(done.request, request) ? ok(done) : refuse({ kind: 'other-content' });
    if (account.intent) return refuse(underWay(account.intent));
    const now = clock();
    const numbers = { order: orderNumber(key, now), id: subscriptionId(key) };
    const planned = previewOrder(account, request, { terms: terms(), rules, now, knownPeople: known, ...numbers });
    if (!planned.ok) return planned;
    const plan = withoutUnsupportedUndo(planned.value, this.unsupported);
    if (this.unsupported.has(plan.act)) return refuse({ kind: 'elsewhere', what: plan.act });
    if (idle(plan)) return refuse({ kind: 'nobody' });
    if (changedFields(shown, snapshotOf(plan)).length > 0) return refuse({ kind: 'changed', plan });
    const barred = await this.#barred(owner, plan, truth);
    if (barred) return refuse(barred);
    const ordered = orderOf(plan, command, {
      account,
      number: numbers.order,
      at: now,
      invoice: undefined,
      method: methodFor(account, plan.next),
      undoes: undoneBy(request, account, now),
    });
    const order: Order = { ...ordered, estimated: true };
    const intent: PendingOrder = { order, next: [plan.next], chargeKey: `${key}/${held.version}` };
    const open = await this.#file.save({ ...account, intent }, held);
    return { open, intent, truth };
  }

  /** The app may write anybody's licences: before it does, it looks itself whose they are, and whether there are as many. */
  async #barred(owner: PersonId, plan: OrderPreview, truth: ServiceState): Promise<Refusal | undefined> {
    if (plan.act === 'buy') return undefined;
    const seen = truth.seen.get(plan.subscription.id);
    const { ownerTenantId } = seen?.owned ?? {};
    const own = seen && isOwn(seen.owned, owner.person) && (!ownerTenantId || ownerTenantId === owner.tenant);
    if (!own) return { kind: 'unknown-subscription', said: '' };
    if (seen.bought?.properties.operationStatus?.toLowerCase() === 'lockedforupdate') return { kind: 'locked' };
    const wanted = plan.people.filter(({ result }) => result === 'done').length;
    if (plan.act !== 'assign' || plan.now > plan.from) return undefined;
    const free = await this.#parts.callers(owner).licensing.free(seen.owned.skuId);
    const { product } = plan.subscription;
    return free < wanted ? { kind: 'too-few-licences', product, missing: wanted - free, free, wanted } : undefined;
  }

  async #carriedOut({ open, intent, truth }: Begun): Promise<Answer<Order>> {
    const { owner } = open.account;
    const { order } = intent;
    let current = intent;
    const task = (): Task => ({ owner, intent: current, truth, now: this.#parts.clock() });
    try {
      const asking = await asked(this.#parts.callers(owner), task());
      if (asking?.is === 'running') {
        current = { ...intent, operation: asking.operation };
        await this.#amended(owner, intent, (account) => ({ ...account, intent: current }));
      }
      const progress = asking && (await this.#over(owner, asking));
      if (progress?.is === 'running') return refuse(underWay(intent));
      if (progress?.is === 'failed') {
        await this.#amended(owner, intent, withoutIntent);
        return refuse({ kind: 'service', said: progress.said ?? '', request: progress.request ?? '' });
      }
      const given = await this.#licences(owner, order, truth, asking !== undefined);
      const made = await this.#made(task(), open.account, given);
      if (!made) return refuse(underWay(intent));
      await this.#amended(owner, intent, (account) => applyOrder(account, made.order, made.next));
      return ok(made.order);
    } catch (fault) {
      return this.#afterFault(fault, task());
    }
  }

  /** Waits for a service to be done, for as long as somebody would. */
  async #over(owner: PersonId, asking: Progress): Promise<Progress> {
    const { callers, clock, pause } = this.#parts;
    const until = clock() + PATIENCE;
    let progress = asking;
    while (progress.is === 'running' && progress.operation.askAt < until) {
      await pause(Math.max(0, progress.operation.askAt - clock()));
      progress = await callers(owner).billing.progress(progress.operation, clock());
    }
    return progress;
  }

  /** Gives or takes what an order gives or takes. What was bought for it stays bought, whatever becomes of this. */
  async #licences(owner: PersonId, order: Order, truth: ServiceState, bought: boolean): Promise<Results> {
    const people = (order.people ?? []).filter(({ result }) => result === 'done').map(({ person }) => person);
    const sku = truth.seen.get(order.subscription)?.owned.skuId;
    if ((order.act !== 'assign' && order.act !== 'unassign') || people.length === 0 || sku === undefined)
      return new Map();
    const { licensing } = this.#parts.callers(owner);
    try {
      return await (order.act === 'assign' ? licensing.give(people, sku) : licensing.take(people, sku));
    } catch (fault) {
      if (!bought || !(fault instanceof ServiceFault) || fault.kind === 'unanswered') throw fault;
      this.#parts.onFault(fault);
      const refused = { result: 'refused', code: undefined, said: undefined, request: fault.request } as const;
      return new Map(people.map((person) => [person, refused]));
    }
  }

  /** The order and its subscription as they came out; nothing while what was bought has no name yet. */
  async #made(task: Task, before: Account, given: Results): Promise<Pick<PendingOrder, 'order' | 'next'> | undefined> {
    const { order, next } = task.intent;
    if (order.act === 'buy') {
      const id = await madeBy(this.#parts.callers(task.owner), task);
      return id === undefined
        ? undefined
        : { order: { ...order, subscription: id }, next: next.map((one) => ({ ...one, id })) };
    }
    const people = order.people && resultsOf(order.people, given);
    const after: Order = { ...order, ...(people && { people }) };
    return {
      order: after,
      next: next.map((one): Subscription => withResults(one, subscriptionIn(before, one.id), after)),
    };
  }

  /** A service that refused changed nothing; whether one that did not answer did, is read back. */
  async #afterFault(fault: unknown, task: Task): Promise<Answer<Order>> {
    const { owner, intent } = task;
    const { onFault, callers } = this.#parts;
    const nothing = fault instanceof SignInRequiredError && !intent.operation;
    const refusal = fault instanceof ServiceFault ? refusalOf(fault) : undefined;
    if (nothing || (refusal && !intent.operation)) {
      await this.#amended(owner, intent, withoutIntent);
      if (refusal) return refuse(refusal);
      throw fault;
    }
    onFault(fault);
    try {
      const truth = await truthOf(callers(owner), owner);
      const now = { ...task, truth };
      if ((await readBack(callers(owner), now)) === 'done') {
        const made = await this.#made(now, (await this.#file.read(owner)).account, asHeld(intent, truth));
        if (made) {
          await this.#amended(owner, intent, (account) => applyOrder(account, made.order, made.next));
          return ok(made.order);
        }
      }
    } catch (again) {
      onFault(again);
    }
    // It may still be done: its intent stays, and whoever looks a minute later reads back what came of it.
    return refuse(underWay(intent));
  }

  /** Writes what came of an intent, unless whoever found it abandoned was first. */
  async #amended(owner: PersonId, { chargeKey }: PendingOrder, change: (account: Account) => Account): Promise<void> {
    this.#shown.delete(keyOf(owner));
    for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
      const held = await this.#file.read(owner);
      if (held.account.intent?.chargeKey !== chargeKey) return;
      const reached = { ...held, reached: this.#parts.clock() };
      if (await this.#file.save(change(held.account), reached).catch(onConflict)) return;
    }
    throw new ConflictError(keyOf(owner));
  }
}

type Results = ReadonlyMap<string, Given>;

interface Begun {
  readonly open: VersionedAccount;
  readonly intent: PendingOrder;
  readonly truth: ServiceState;
}

/** What became of each person, as the directory has it: where a process died nobody heard the service's answer. */
function asHeld({ order }: PendingOrder, { seen }: ServiceState): Results {
  const holders = seen.get(order.subscription)?.holders;
  const unheard = { result: 'refused', code: undefined, said: undefined, request: undefined } as const;
  const give = order.act === 'assign';
  return new Map(
    (order.people ?? []).map(({ person }) => [person, holders?.has(person) === give ? { result: 'done' } : unheard]),
  );
}

const underWay = ({ order }: PendingOrder): Refusal => ({
  kind: 'under-way',
  order: order.number,
  product: order.product,
});

/** Why a service did nothing; nothing where it may have. */
function refusalOf({ kind, said = '', request = '' }: ServiceFault): Refusal | undefined {
  switch (kind) {
    case 'refused':
    case 'forbidden':
    case 'not-found':
      return { kind: 'service', said, request };
    case 'conflict':
      return { kind: 'locked' };
    case 'busy':
      return { kind: 'service-busy' };
    case 'unanswered':
    case 'unreadable':
      return undefined;
  }
}

/** What Microsoft's services have no call for. */
const ELSEWHERE: Commerce['unsupported'] = new Set([
  'split',
  'schedule',
  'keep',
  'trial',
  'reinstate',
  'reactivate',
  'card-add',
  'card-edit',
  'card-attach',
]);
