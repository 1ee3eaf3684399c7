import type { Clock } from '../../application/ports/clock.ts';
import type { Commerce, OrderCommand } from '../../application/ports/commerce.ts';
import type { Directory } from '../../application/ports/directory.ts';
import { SignInRequiredError } from '../../application/ports/errors.ts';
import { retryOnConflict } from '../../application/runtime/retry-on-conflict.ts';
import type { Account, Order, PendingOrder } from '../../domain/account/account.ts';
import { applyOrder } from '../../domain/billing/apply-order.ts';
import type { PersonId } from '../../domain/common/person.ts';
import type { Refusal } from '../../domain/common/refusal.ts';
import { ok, type Result, refuse } from '../../domain/common/result.ts';
import type { OrderPreview } from '../../domain/subscription/order-preview.ts';
import { accountKey, type VersionedAccount, withoutPendingOrder } from '../shared/account-repository.ts';
import { createOrder, fetchAssignees, pendingRefusal, prepareOrder } from '../shared/prepare-order.ts';
import type { AccountSync, AccountSyncDeps } from './account-sync.ts';
import { completeOrder, type LicenceResults, observedResults } from './complete-order.ts';
import { fetchServiceState, isOwnPurchase, type ServiceState } from './fetch-state.ts';
import type { OrderTask } from './order-task.ts';
import { reconcile } from './reconcile.ts';
import { sendToBilling } from './send-to-billing.ts';
import { pollUntilDone } from './services/operation.ts';
import { ServiceError } from './services/service-error.ts';
import { failureRefusal, toRefusal } from './to-refusal.ts';

/** Milliseconds that the user waits for Billing to complete an order; after that the outcome is sent as a notification. */
const COMPLETION_TIMEOUT = 60_000;

export interface OrderExecutionDeps extends AccountSyncDeps {
  readonly directory: Pick<Directory, 'person'>;
  readonly clock: Clock;
  readonly pause: (ms: number) => Promise<unknown>;
  readonly onError: (error: unknown) => void;
}

/** An order that is stored as pending, and the state of the services it was checked against. */
interface StartedOrder {
  readonly stored: VersionedAccount;
  readonly pendingOrder: PendingOrder;
  readonly state: ServiceState;
}

/** Carries out orders at Microsoft's services. An order is stored as pending first, so that a crash can be reconciled. */
export class OrderExecution {
  readonly #deps: OrderExecutionDeps;
  readonly #sync: AccountSync;
  readonly #supported: Commerce['supported'];

  constructor(deps: OrderExecutionDeps, sync: AccountSync, supported: Commerce['supported']) {
    this.#deps = deps;
    this.#sync = sync;
    this.#supported = supported;
  }

  async execute(owner: PersonId, command: OrderCommand): Promise<Result<Order>> {
    const started = await retryOnConflict(accountKey(owner), () => this.#start(owner, command));
    return 'pendingOrder' in started ? this.#carryOut(started) : started;
  }

  /** Checks the command and stores the order as pending; a refusal, or the order of a repeated command, ends it here. */
  async #start(owner: PersonId, command: OrderCommand): Promise<StartedOrder | Result<Order>> {
    const { clock, rules, terms, directory } = this.#deps;
    const knownPeople = await fetchAssignees(directory, owner, command.request);
    const { stored, state } = await this.#sync.load(owner);
    const { account, version } = stored;
    const prepared = prepareOrder(account, command, {
      terms: terms(),
      rules,
      now: clock(),
      knownPeople,
      supported: this.#supported,
      chargesCard: false,
    });
    if (!prepared.ok) return prepared;
    if (prepared.value.isRepeated) return ok(prepared.value.order);
    const { preview, details } = prepared.value;
    const refusal = await this.#refusalFor(owner, preview, state);
    if (refusal) return refuse(refusal);
    const order: Order = { ...createOrder(preview, command, details), estimated: true };
    const pendingOrder: PendingOrder = { order, next: [preview.next], chargeKey: `${command.key}/${version}` };
    const pending = await this.#sync.repository.save({ ...account, intent: pendingOrder }, stored);
    return { stored: pending, pendingOrder, state };
  }

  /**
   * Refuses what the services would let the app do wrongly: the app may write everybody's licences, so that ownership and the
   * number of free licences are checked here.
   */
  async #refusalFor(owner: PersonId, preview: OrderPreview, state: ServiceState): Promise<Refusal | undefined> {
    if (preview.act === 'buy') return undefined;
    const service = state.subscriptions.get(preview.subscription.id);
    const { ownerTenantId } = service?.graph ?? {};
    const isOwn =
      service && isOwnPurchase(service.graph, owner.person) && (!ownerTenantId || ownerTenantId === owner.tenant);
    if (!isOwn) return { kind: 'unknown-subscription', said: '' };
    if (service.billing?.properties.operationStatus?.toLowerCase() === 'lockedforupdate') return { kind: 'locked' };
    if (preview.act !== 'assign' || preview.now > preview.from) return undefined;
    const needed = preview.people.filter(({ result }) => result === 'done').length;
    const free = await this.#deps.clients(owner).licensing.countFree(service.graph.skuId);
    const { product } = preview.subscription;
    return free < needed
      ? { kind: 'too-few-licences', product, missing: needed - free, free, wanted: needed }
      : undefined;
  }

  async #carryOut({ stored, pendingOrder, state }: StartedOrder): Promise<Result<Order>> {
    const { owner } = stored.account;
    const clients = this.#deps.clients(owner);
    const { clock, pause } = this.#deps;
    let current = pendingOrder;
    const task = (): OrderTask => ({ owner, pendingOrder: current, state, now: clock() });
    try {
      const sent = await sendToBilling(clients, task());
      if (sent?.is === 'running') {
        current = { ...pendingOrder, operation: sent.operation };
        await this.#sync.updateWhilePending(owner, pendingOrder, (account) => ({ ...account, intent: current }));
      }
      const progress =
        sent && (await pollUntilDone(clients.billing, sent, { clock, pause, timeout: COMPLETION_TIMEOUT }));
      if (progress?.is === 'running') return refuse(pendingRefusal(pendingOrder));
      if (progress?.is === 'failed') {
        await this.#sync.updateWhilePending(owner, pendingOrder, withoutPendingOrder);
        return refuse(failureRefusal(progress));
      }
      const results = await this.#writeLicences(owner, pendingOrder.order, state, sent !== undefined);
      return (await this.#complete(task(), stored.account, results)) ?? refuse(pendingRefusal(pendingOrder));
    } catch (error) {
      return this.#recover(error, task());
    }
  }

  /** Assigns or removes the licences of an order. An error does not undo what Billing sold for it. */
  async #writeLicences(
    owner: PersonId,
    order: Order,
    state: ServiceState,
    isBillingDone: boolean,
  ): Promise<LicenceResults> {
    const people = (order.people ?? []).filter(({ result }) => result === 'done').map(({ person }) => person);
    const sku = state.subscriptions.get(order.subscription)?.graph.skuId;
    if ((order.act !== 'assign' && order.act !== 'unassign') || people.length === 0 || sku === undefined) {
      return new Map();
    }
    const { licensing } = this.#deps.clients(owner);
    try {
      return await (order.act === 'assign' ? licensing.assign(people, sku) : licensing.unassign(people, sku));
    } catch (error) {
      if (!isBillingDone || !(error instanceof ServiceError) || error.kind === 'unanswered') throw error;
      this.#deps.onError(error);
      const { request } = error;
      const refusal = { result: 'refused', code: undefined, serviceMessage: undefined, request } as const;
      return new Map(people.map((person) => [person, refusal]));
    }
  }

  /** Stores the order as carried out; `undefined` while a purchase has no subscription id yet. */
  async #complete(task: OrderTask, account: Account, results: LicenceResults): Promise<Result<Order> | undefined> {
    const { owner, pendingOrder } = task;
    const completed = await completeOrder(this.#deps.clients(owner), task, account, results);
    if (!completed) return undefined;
    const { order, next } = completed;
    await this.#sync.updateWhilePending(owner, pendingOrder, (current) => applyOrder(current, order, next));
    return ok(order);
  }

  /** After an error: a service that refused changed nothing; whether one that did not answer did is read back. */
  async #recover(error: unknown, task: OrderTask): Promise<Result<Order>> {
    const { owner, pendingOrder } = task;
    const { onError, clients } = this.#deps;
    const wasNotSent = error instanceof SignInRequiredError && !pendingOrder.operation;
    const refusal = error instanceof ServiceError ? toRefusal(error) : undefined;
    if (wasNotSent || (refusal && !pendingOrder.operation)) {
      await this.#sync.updateWhilePending(owner, pendingOrder, withoutPendingOrder);
      if (refusal) return refuse(refusal);
      throw error;
    }
    onError(error);
    try {
      const state = await fetchServiceState(clients(owner), owner);
      const current = { ...task, state };
      if ((await reconcile(clients(owner), current)) === 'done') {
        const { account } = await this.#sync.repository.read(owner);
        const result = await this.#complete(current, account, observedResults(pendingOrder, state));
        if (result) return result;
      }
    } catch (recoveryError) {
      onError(recoveryError);
    }
    // The service may still carry it out: the order stays pending and is reconciled a minute later.
    return refuse(pendingRefusal(pendingOrder));
  }
}
