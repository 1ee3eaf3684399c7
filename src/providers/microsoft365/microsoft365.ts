import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { fetchKnownPeople } from '../../application/people/people-search.ts';
import type { Clock } from '../../application/ports/clock.ts';
import type { Commerce, OrderCommand, PaymentCommand } from '../../application/ports/commerce.ts';
import type { Directory } from '../../application/ports/directory.ts';
import { ConflictError, SignInRequiredError } from '../../application/ports/errors.ts';
import { KeyedQueue } from '../../application/runtime/keyed-queue.ts';
import { type Account, methodFor, type Order, type PendingOrder } from '../../domain/account/account.ts';
import type { Notification } from '../../domain/account/notification.ts';
import { withNotifications } from '../../domain/account/order-notifications.ts';
import type { PaymentAct, PaymentRequest } from '../../domain/account/payment-method.ts';
import { previewPaymentChange } from '../../domain/account/preview-payment-change.ts';
import { nextReminderAt, nextReminders } from '../../domain/account/reminders.ts';
import type { RecentEntries } from '../../domain/audit/audit-trail.ts';
import { applyOrder, applyRecoveredOrder } from '../../domain/billing/apply-order.ts';
import type { Invoice } from '../../domain/billing/invoice.ts';
import type { Terms } from '../../domain/catalogue/product.ts';
import type { PersonId } from '../../domain/common/person.ts';
import { type ProviderAction, supportedActions } from '../../domain/common/provider-action.ts';
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
  AccountRepository,
  type AccountRepositoryDeps,
  accountKey,
  MAX_ATTEMPTS,
  undefinedOnConflict,
  type VersionedAccount,
  withoutPendingOrder,
} from '../shared/account-repository.ts';
import { orderNumber, subscriptionId } from '../shared/identifiers.ts';
import { createOrder, hasNoEffect } from '../shared/prepare-order.ts';
import { undoneOrderNumber } from '../shared/undone-order.ts';
import {
  applyAssignments,
  findPurchasedSubscription,
  findSubscription,
  type OrderTask,
  personResults,
  reconcile,
  sendToBilling,
} from './execute-order.ts';
import {
  fetchServiceState,
  isOwnPurchase,
  mergeServiceState,
  type ServiceClients,
  type ServiceState,
} from './fetch-state.ts';
import type { LicenceResult } from './services/licensing-client.ts';
import type { Progress } from './services/operation.ts';
import { ServiceError } from './services/service-fault.ts';
import { ServiceInvoices } from './services/service-invoices.ts';
import { fetchPurchasesByOwner, saveProducts } from './sync-purchases.ts';

/** An intent this old was left behind by a process that died: what came of it is read back. */
const ABANDONED_AFTER = 60_000;
/** Milliseconds that whoever asked waits for a service to be done; after that they are told when it is. */
const COMPLETION_TIMEOUT = 60_000;
/** Milliseconds for which what was just seen is shown again. Nothing is changed on the word of it. */
const FRESH_FOR = 5_000;
const ACT_RETENTION = 30 * DAY;
/** Milliseconds until an organisation's purchases are asked for again. */
const SURVEY_INTERVAL = 5 * 60_000;

export interface Microsoft365Deps extends AccountRepositoryDeps {
  readonly directory: Pick<Directory, 'person'>;
  readonly clients: (owner: PersonId) => ServiceClients;
  readonly clock: Clock;
  readonly pause: (ms: number) => Promise<unknown>;
  readonly onFault: (error: unknown) => void;
  /** Actions that this deployment does not offer, besides those the services do not support. */
  readonly disabledActions?: ReadonlySet<ProviderAction>;
  /** Nobody is there to sign in: whoever is not signed in is shown as they were last seen. */
  readonly unattended?: boolean;
}

interface SyncedAccount {
  readonly stored: VersionedAccount;
  readonly state: ServiceState;
}

/**
 * Microsoft 365 as the system of record: what the services say is what there is. Our own account beside it keeps what they do
 * not: orders, reasons, whom each subscription gave a licence, and what is about to be asked of them.
 */
export class Microsoft365 implements Commerce {
  readonly supported: Commerce['supported'];
  readonly #deps: Microsoft365Deps;
  readonly #accounts: AccountRepository;
  readonly #queue = new KeyedQueue();
  readonly #lastShown = new Map<string, Instant>();
  readonly #lastSurveyed = new Map<string, Instant>();

  constructor(parts: Microsoft365Deps) {
    this.#deps = parts;
    this.supported = supportedActions(SUPPORT, parts.disabledActions);
    this.#accounts = new AccountRepository(parts, ({ intent, ...account }) =>
      intent ? (intent.operation?.askAt ?? intent.order.at + ABANDONED_AFTER) : nextReminderAt(account, parts.rules),
    );
  }

  async terms(): Promise<Terms> {
    return this.#deps.terms();
  }

  /** Asks Graph, at most every few minutes, what there is; of what Billing told before nothing is forgotten. */
  async syncPurchases(tenant: string): Promise<void> {
    const { clients: callers, clock, documents } = this.#deps;
    const now = clock();
    const last = this.#lastSurveyed.get(tenant) ?? Number.NEGATIVE_INFINITY;
    if (now < last + SURVEY_INTERVAL) return;
    const owners = await fetchPurchasesByOwner(documents, callers({ tenant, person: '' }).licensing, tenant);
    for (const [person, seen] of owners) {
      const owner = { tenant, person };
      await this.#queue.run(accountKey(owner), () => this.#syncFromGraph(owner, seen));
    }
    this.#lastSurveyed.set(tenant, now);
  }

  async account(owner: PersonId): Promise<Account> {
    const now = this.#deps.clock();
    const shown = this.#lastShown.get(accountKey(owner)) ?? 0;
    if (now >= shown && now < shown + FRESH_FOR) return (await this.#accounts.read(owner)).account;
    try {
      return (await this.#queue.run(accountKey(owner), () => this.#sync(owner))).stored.account;
    } catch (error) {
      const there = this.#deps.unattended && error instanceof SignInRequiredError;
      if (!there) throw error;
      return (await this.#accounts.read(owner)).account;
    }
  }

  async order(owner: PersonId, number: string): Promise<Order | undefined> {
    return this.#accounts.order((await this.#accounts.read(owner)).account, number);
  }

  async history(owner: PersonId, wanted: number): Promise<RecentEntries> {
    return this.#accounts.history((await this.#accounts.read(owner)).account, wanted);
  }

  async invoices(owner: PersonId, period: Period): Promise<readonly Invoice[]> {
    return this.#invoices(owner).list(period);
  }

  async lastInvoice(owner: PersonId): Promise<Invoice | undefined> {
    return this.#invoices(owner).newest();
  }

  async invoice(owner: PersonId, number: string): Promise<Invoice | undefined> {
    return this.#invoices(owner).one(number);
  }

  async providerPdf(owner: PersonId, number: string): Promise<string | undefined> {
    return this.#invoices(owner).downloadUrl(number);
  }

  handOver(owner: PersonId, take: (notices: readonly Notification[]) => Promise<void>): Promise<void> {
    return this.#accounts.handOver(owner, take);
  }

  carryOut(owner: PersonId, command: OrderCommand): Promise<Answer<Order>> {
    return this.#queue.run(accountKey(owner), async () => {
      this.#lastShown.delete(accountKey(owner));
      for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
        const task = await this.#prepare(owner, command).catch(undefinedOnConflict);
        if (task) return 'intent' in task ? this.#execute(task) : task;
      }
      throw new ConflictError(accountKey(owner));
    });
  }

  /** Takes a card off a profile, or away: asked for again, either is still the same. */
  changePaymentMethods(owner: PersonId, { key, request, shown }: PaymentCommand): Promise<Answer<PaymentAct>> {
    return this.#queue.run(accountKey(owner), async () => {
      this.#lastShown.delete(accountKey(owner));
      const { rules, clock, terms } = this.#deps;
      const { stored: held, state: truth } = await this.#sync(owner);
      const { acts = [], intent } = held.account;
      const done = acts.find((act) => act.key === key);
      const digest = createHash('sha256').update(JSON.stringify(request)).digest('base64url');
      if (done) return done.asked === digest ? ok(done) : refuse({ kind: 'other-content' });
      if (intent) return refuse(inProgress(intent));
      const what = `card-${request.act}` as const;
      if (!this.supported.has(what)) return refuse({ kind: 'elsewhere', what });
      const now = clock();
      const planned = previewPaymentChange(held.account, request, { now, rules, country: terms().country });
      if (!planned.ok) return planned;
      const { snapshot: facts } = planned.value;
      if (shown && !isDeepStrictEqual(shown, facts)) return refuse({ kind: 'changed' });
      const refusal = await this.#applyPaymentRequest(owner, request, truth);
      if (refusal) return refuse(refusal);
      const act: PaymentAct = { key, at: now, act: request.act, asked: digest, facts };
      await this.#recordPaymentAct(owner, act);
      return ok(act);
    });
  }

  async #applyPaymentRequest(
    owner: PersonId,
    request: PaymentRequest,
    truth: ServiceState,
  ): Promise<Refusal | undefined> {
    const { billing } = this.#deps.clients(owner);
    try {
      if (request.act === 'delete') await billing.deleteMethod(request.method);
      if (request.act !== 'detach') return undefined;
      const account = truth.accountOf.get(request.profile);
      const [link] = account ? await billing.paymentMethodLinks(account, request.profile) : [];
      if (!account || !link) return undefined;
      const begun = await billing.detach(account, request.profile, link.name, this.#deps.clock());
      const progress = await this.#pollUntilDone(owner, begun);
      if (progress.is !== 'failed') return undefined;
      return { kind: 'service', said: progress.serviceMessage ?? '', request: progress.request ?? '' };
    } catch (fault) {
      const refusal = fault instanceof ServiceError ? toRefusal(fault) : undefined;
      if (!refusal) throw fault;
      return refusal;
    }
  }

  async #recordPaymentAct(owner: PersonId, act: PaymentAct): Promise<void> {
    for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
      const { stored: held } = await this.#sync(owner);
      const kept = (held.account.acts ?? []).filter(({ at }) => at > act.at - ACT_RETENTION);
      if (await this.#accounts.save({ ...held.account, acts: [...kept, act] }, held).catch(undefinedOnConflict)) return;
    }
    throw new ConflictError(accountKey(owner));
  }

  #invoices(owner: PersonId): ServiceInvoices {
    const { clients: callers, clock, pause } = this.#deps;
    return new ServiceInvoices({ billing: callers(owner).billing, clock, pause });
  }

  /** The account as the services have it now, with what was left open settled, and what is to be told noted. */
  async #sync(owner: PersonId): Promise<SyncedAccount> {
    const { clients: callers, documents, terms, rules, clock } = this.#deps;
    for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
      const before = await this.#accounts.read(owner);
      const truth = await fetchServiceState(callers(owner), owner);
      await saveProducts(documents, owner.tenant, truth);
      const seen = mergeServiceState(before.account, truth, { terms: terms(), rules, clock });
      const settled = await this.#settlePendingOrder(seen, truth);
      const now = clock();
      // Whoever is seen for the first time is reminded of nothing that went before.
      const reached = { ...before, reached: now };
      const after = before.version === 0 ? settled : this.#withReminders(settled, now);
      const saved =
        after === before.account ? reached : await this.#accounts.save(after, reached).catch(undefinedOnConflict);
      if (!saved) continue;
      this.#lastShown.set(accountKey(owner), now);
      return { stored: saved, state: truth };
    }
    throw new ConflictError(accountKey(owner));
  }

  /** Writes down what Graph has of somebody's purchases, where it is not as it was. */
  async #syncFromGraph(owner: PersonId, seen: ServiceState['seen']): Promise<void> {
    const { terms, rules, clock } = this.#deps;
    for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
      const before = await this.#accounts.read(owner);
      const { profiles, methods, intent } = before.account;
      // What is under way is looked at with its own truth.
      if (intent) return;
      const truth = { seen, profiles, methods };
      const after = mergeServiceState(before.account, truth, { terms: terms(), rules, clock });
      if (after === before.account) return;
      const reached = before.version === 0 ? { ...before, reached: clock() } : before;
      if (await this.#accounts.save(after, reached).catch(undefinedOnConflict)) return;
    }
    throw new ConflictError(accountKey(owner));
  }

  #withReminders(account: Account, now: Instant): Account {
    let current = account;
    for (;;) {
      const reminders = nextReminders(current, now, this.#deps.rules);
      if (!reminders[0]) return current;
      current = withNotifications({ ...current, remindedTo: reminders[0].at }, reminders);
    }
  }

  /** What a process that died, or a service that takes its time, left open: the truth is read back before anything is said. */
  async #settlePendingOrder(account: Account, truth: ServiceState): Promise<Account> {
    const { intent, owner } = account;
    if (!intent) return account;
    const now = this.#deps.clock();
    const task: OrderTask = { owner, pendingOrder: intent, state: truth, now };
    const became = await this.#outcomeOf(task);
    if (became === 'open') return account;
    if (became === 'not-done') return withoutPendingOrder(account);
    const settled = await this.#completedOrder(task, account, licenceResultsIn(intent, truth));
    return settled ? applyRecoveredOrder(account, settled, now) : account;
  }

  async #outcomeOf(task: OrderTask): Promise<'done' | 'not-done' | 'open'> {
    const callers = this.#deps.clients(task.owner);
    const { operation, order } = task.pendingOrder;
    if (operation) {
      const progress = await callers.billing.progress(operation, task.now);
      if (progress.is !== 'done') return progress.is === 'running' ? 'open' : 'not-done';
    } else if (task.now < order.at + ABANDONED_AFTER) return 'open';
    return reconcile(callers, task);
  }

  /** Writes down what is about to be asked of the services; a refusal where it cannot be. */
  async #prepare(owner: PersonId, command: OrderCommand): Promise<PreparedExecution | Answer<Order>> {
    const { key, request, shown } = command;
    const { clock, rules, terms, directory } = this.#deps;
    const known =
      request.act === 'assign' ? await fetchKnownPeople(directory, owner.tenant, request.people) : new Map();
    const { stored: held, state: truth } = await this.#sync(owner);
    const { account } = held;
    const done = account.orders.find((order) => order.key === key);
    if (done) return isDeepStrictEqual(done.request, request) ? ok(done) : refuse({ kind: 'other-content' });
    if (account.intent) return refuse(inProgress(account.intent));
    const now = clock();
    const numbers = { order: orderNumber(key, now), id: subscriptionId(key) };
    const planned = previewOrder(account, request, { terms: terms(), rules, now, knownPeople: known, ...numbers });
    if (!planned.ok) return planned;
    const plan = withoutUnsupportedUndo(planned.value, this.supported);
    if (!this.supported.has(plan.act)) return refuse({ kind: 'elsewhere', what: plan.act });
    if (hasNoEffect(plan)) return refuse({ kind: 'nobody' });
    if (changedFields(shown, snapshotOf(plan)).length > 0) return refuse({ kind: 'changed', plan });
    const barred = await this.#refusalFor(owner, plan, truth);
    if (barred) return refuse(barred);
    const ordered = createOrder(plan, command, {
      account,
      number: numbers.order,
      at: now,
      invoice: undefined,
      method: methodFor(account, plan.next),
      undoes: undoneOrderNumber(request, account, now),
    });
    const order: Order = { ...ordered, estimated: true };
    const intent: PendingOrder = { order, next: [plan.next], chargeKey: `${key}/${held.version}` };
    const open = await this.#accounts.save({ ...account, intent }, held);
    return { open, intent, truth };
  }

  /** The app may write anybody's licences: before it does, it looks itself whose they are, and whether there are as many. */
  async #refusalFor(owner: PersonId, plan: OrderPreview, truth: ServiceState): Promise<Refusal | undefined> {
    if (plan.act === 'buy') return undefined;
    const seen = truth.seen.get(plan.subscription.id);
    const { ownerTenantId } = seen?.graph ?? {};
    const own = seen && isOwnPurchase(seen.graph, owner.person) && (!ownerTenantId || ownerTenantId === owner.tenant);
    if (!own) return { kind: 'unknown-subscription', said: '' };
    if (seen.billing?.properties.operationStatus?.toLowerCase() === 'lockedforupdate') return { kind: 'locked' };
    const wanted = plan.people.filter(({ result }) => result === 'done').length;
    if (plan.act !== 'assign' || plan.now > plan.from) return undefined;
    const free = await this.#deps.clients(owner).licensing.countFree(seen.graph.skuId);
    const { product } = plan.subscription;
    return free < wanted ? { kind: 'too-few-licences', product, missing: wanted - free, free, wanted } : undefined;
  }

  async #execute({ open, intent, truth }: PreparedExecution): Promise<Answer<Order>> {
    const { owner } = open.account;
    const { order } = intent;
    let current = intent;
    const task = (): OrderTask => ({ owner, pendingOrder: current, state: truth, now: this.#deps.clock() });
    try {
      const asking = await sendToBilling(this.#deps.clients(owner), task());
      if (asking?.is === 'running') {
        current = { ...intent, operation: asking.operation };
        await this.#updateWhilePending(owner, intent, (account) => ({ ...account, intent: current }));
      }
      const progress = asking && (await this.#pollUntilDone(owner, asking));
      if (progress?.is === 'running') return refuse(inProgress(intent));
      if (progress?.is === 'failed') {
        await this.#updateWhilePending(owner, intent, withoutPendingOrder);
        return refuse({ kind: 'service', said: progress.serviceMessage ?? '', request: progress.request ?? '' });
      }
      const given = await this.#writeLicences(owner, order, truth, asking !== undefined);
      const made = await this.#completedOrder(task(), open.account, given);
      if (!made) return refuse(inProgress(intent));
      await this.#updateWhilePending(owner, intent, (account) => applyOrder(account, made.order, made.next));
      return ok(made.order);
    } catch (fault) {
      return this.#recover(fault, task());
    }
  }

  /** Waits for a service to be done, for as long as somebody would. */
  async #pollUntilDone(owner: PersonId, asking: Progress): Promise<Progress> {
    const { clients: callers, clock, pause } = this.#deps;
    const until = clock() + COMPLETION_TIMEOUT;
    let progress = asking;
    while (progress.is === 'running' && progress.operation.askAt < until) {
      await pause(Math.max(0, progress.operation.askAt - clock()));
      progress = await callers(owner).billing.progress(progress.operation, clock());
    }
    return progress;
  }

  /** Gives or takes what an order gives or takes. What was bought for it stays bought, whatever becomes of this. */
  async #writeLicences(owner: PersonId, order: Order, truth: ServiceState, bought: boolean): Promise<LicenceResults> {
    const people = (order.people ?? []).filter(({ result }) => result === 'done').map(({ person }) => person);
    const sku = truth.seen.get(order.subscription)?.graph.skuId;
    if ((order.act !== 'assign' && order.act !== 'unassign') || people.length === 0 || sku === undefined)
      return new Map();
    const { licensing } = this.#deps.clients(owner);
    try {
      return await (order.act === 'assign' ? licensing.assign(people, sku) : licensing.unassign(people, sku));
    } catch (fault) {
      if (!bought || !(fault instanceof ServiceError) || fault.kind === 'unanswered') throw fault;
      this.#deps.onFault(fault);
      const refused = {
        result: 'refused',
        code: undefined,
        serviceMessage: undefined,
        request: fault.request,
      } as const;
      return new Map(people.map((person) => [person, refused]));
    }
  }

  /** The order and its subscription as they came out; nothing while what was bought has no name yet. */
  async #completedOrder(
    task: OrderTask,
    before: Account,
    given: LicenceResults,
  ): Promise<Pick<PendingOrder, 'order' | 'next'> | undefined> {
    const { order, next } = task.pendingOrder;
    if (order.act === 'buy') {
      const id = await findPurchasedSubscription(this.#deps.clients(task.owner), task);
      return id === undefined
        ? undefined
        : { order: { ...order, subscription: id }, next: next.map((one) => ({ ...one, id })) };
    }
    const people = order.people && personResults(order.people, given);
    const after: Order = { ...order, ...(people && { people }) };
    return {
      order: after,
      next: next.map((one): Subscription => applyAssignments(one, findSubscription(before, one.id), after)),
    };
  }

  /** A service that refused changed nothing; whether one that did not answer did, is read back. */
  async #recover(fault: unknown, task: OrderTask): Promise<Answer<Order>> {
    const { owner, pendingOrder: intent } = task;
    const { onFault, clients: callers } = this.#deps;
    const nothing = fault instanceof SignInRequiredError && !intent.operation;
    const refusal = fault instanceof ServiceError ? toRefusal(fault) : undefined;
    if (nothing || (refusal && !intent.operation)) {
      await this.#updateWhilePending(owner, intent, withoutPendingOrder);
      if (refusal) return refuse(refusal);
      throw fault;
    }
    onFault(fault);
    try {
      const truth = await fetchServiceState(callers(owner), owner);
      const now = { ...task, truth };
      if ((await reconcile(callers(owner), now)) === 'done') {
        const made = await this.#completedOrder(
          now,
          (await this.#accounts.read(owner)).account,
          licenceResultsIn(intent, truth),
        );
        if (made) {
          await this.#updateWhilePending(owner, intent, (account) => applyOrder(account, made.order, made.next));
          return ok(made.order);
        }
      }
    } catch (again) {
      onFault(again);
    }
    // It may still be done: its intent stays, and whoever looks a minute later reads back what came of it.
    return refuse(inProgress(intent));
  }

  /** Writes what came of an intent, unless whoever found it abandoned was first. */
  async #updateWhilePending(
    owner: PersonId,
    { chargeKey }: PendingOrder,
    change: (account: Account) => Account,
  ): Promise<void> {
    this.#lastShown.delete(accountKey(owner));
    for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
      const held = await this.#accounts.read(owner);
      if (held.account.intent?.chargeKey !== chargeKey) return;
      const reached = { ...held, reached: this.#deps.clock() };
      if (await this.#accounts.save(change(held.account), reached).catch(undefinedOnConflict)) return;
    }
    throw new ConflictError(accountKey(owner));
  }
}

type LicenceResults = ReadonlyMap<string, LicenceResult>;

interface PreparedExecution {
  readonly open: VersionedAccount;
  readonly intent: PendingOrder;
  readonly truth: ServiceState;
}

/** What became of each person, as the directory has it: where a process died nobody heard the service's answer. */
function licenceResultsIn({ order }: PendingOrder, { seen }: ServiceState): LicenceResults {
  const holders = seen.get(order.subscription)?.holders;
  const unheard = { result: 'refused', code: undefined, serviceMessage: undefined, request: undefined } as const;
  const give = order.act === 'assign';
  return new Map(
    (order.people ?? []).map(({ person }) => [person, holders?.has(person) === give ? { result: 'done' } : unheard]),
  );
}

const inProgress = ({ order }: PendingOrder): Refusal => ({
  kind: 'under-way',
  order: order.number,
  product: order.product,
});

/** Why a service did nothing; nothing where it may have. */
function toRefusal({ kind, serviceMessage: said = '', request = '' }: ServiceError): Refusal | undefined {
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

/** What Microsoft's services have a call for. */
const SUPPORT: Readonly<Record<ProviderAction, boolean>> = {
  add: true,
  remove: true,
  split: false,
  schedule: false,
  keep: false,
  buy: true,
  trial: false,
  cancel: true,
  end: true,
  renew: true,
  reinstate: false,
  reactivate: false,
  assign: true,
  unassign: true,
  'card-add': false,
  'card-edit': false,
  'card-attach': false,
  'card-detach': true,
  'card-delete': true,
};
