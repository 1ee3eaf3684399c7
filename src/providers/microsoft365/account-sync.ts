import { LRUCache } from 'lru-cache';
import type { Clock } from '../../application/ports/clock.ts';
import { SignInRequiredError } from '../../application/ports/errors.ts';
import { KeyedQueue } from '../../application/runtime/keyed-queue.ts';
import { retryOnConflict } from '../../application/runtime/retry-on-conflict.ts';
import type { Account, PendingOrder } from '../../domain/account/account.ts';
import { withNotifications } from '../../domain/account/order-notifications.ts';
import { nextReminders } from '../../domain/account/reminders.ts';
import type { PersonId } from '../../domain/common/person.ts';
import type { Rules } from '../../domain/common/rules.ts';
import type { Instant } from '../../domain/common/time.ts';
import {
  type AccountRepository,
  type AccountRepositoryDeps,
  accountKey,
  type VersionedAccount,
} from '../shared/account-repository.ts';
import { fetchServiceState, mergeServiceState, type ServiceClients, type ServiceState } from './fetch-state.ts';
import { settlePendingOrder } from './reconcile.ts';
import { fetchPurchasesByOwner, saveProducts } from './sync-purchases.ts';

/** Milliseconds for which a synchronised account is shown again as it is stored. No change relies on that. */
const FRESH_FOR = 5_000;
/** Milliseconds between two synchronisations of an organisation's purchases. */
const PURCHASES_INTERVAL = 5 * 60_000;
/** Owners, and organisations, of whom the last synchronisation is remembered. */
const MAX_REMEMBERED = 10_000;

/** An account after synchronisation, with the state of the services it was synchronised with. */
export interface SyncedAccount {
  readonly stored: VersionedAccount;
  readonly state: ServiceState;
}

export interface AccountSyncDeps extends AccountRepositoryDeps {
  readonly clients: (owner: PersonId) => ServiceClients;
  readonly clock: Clock;
  /** Whether no user is there who could sign in: the stored account is shown where signing in would be required. */
  readonly unattended?: boolean;
}

/** Keeps the stored accounts in line with what Microsoft's services have. */
export class AccountSync {
  readonly repository: AccountRepository;
  readonly #deps: AccountSyncDeps;
  readonly #queue = new KeyedQueue();
  readonly #lastSynced = new LRUCache<string, Instant>({ max: MAX_REMEMBERED });
  readonly #lastPurchases = new LRUCache<string, Instant>({ max: MAX_REMEMBERED });

  constructor(deps: AccountSyncDeps, repository: AccountRepository) {
    this.#deps = deps;
    this.repository = repository;
  }

  /** Runs a change of an account after all earlier changes of it; the account is not shown as stored afterwards. */
  change<T>(owner: PersonId, task: () => Promise<T>): Promise<T> {
    return this.#queue.run(accountKey(owner), () => {
      this.#lastSynced.delete(accountKey(owner));
      return task();
    });
  }

  /** The account as the services have it, at most 5 seconds old. */
  async current(owner: PersonId): Promise<Account> {
    const now = this.#deps.clock();
    const lastSynced = this.#lastSynced.get(accountKey(owner)) ?? 0;
    if (now >= lastSynced && now < lastSynced + FRESH_FOR) return (await this.repository.read(owner)).account;
    try {
      return (await this.#queue.run(accountKey(owner), () => this.load(owner))).stored.account;
    } catch (error) {
      const canShowStored = this.#deps.unattended && error instanceof SignInRequiredError;
      if (!canShowStored) throw error;
      return (await this.repository.read(owner)).account;
    }
  }

  /** Synchronises the account with the services, settles its pending order and adds the reminders that are due. */
  load(owner: PersonId): Promise<SyncedAccount> {
    const { clients, documents, terms, rules, clock } = this.#deps;
    return retryOnConflict(accountKey(owner), async () => {
      const before = await this.repository.read(owner);
      const state = await fetchServiceState(clients(owner), owner);
      await saveProducts(documents, owner.tenant, state);
      const merged = mergeServiceState(before.account, state, { terms: terms(), rules, clock });
      const settled = await settlePendingOrder(merged, state, this.#deps);
      const now = clock();
      const processed = { ...before, processedUntil: now };
      // A purchaser who is seen for the first time gets no reminders of the time before.
      const updated = before.version === 0 ? settled : withReminders(settled, now, rules);
      const stored = updated === before.account ? processed : await this.repository.trySave(updated, processed);
      if (!stored) return undefined;
      this.#lastSynced.set(accountKey(owner), now);
      return { stored, state };
    });
  }

  /**
   * Stores what the people of an organisation bought themselves, as far as Graph knows it, at most every 5 minutes. What
   * Billing told before is kept.
   */
  async syncPurchases(tenant: string): Promise<void> {
    const { clients, clock, documents } = this.#deps;
    const now = clock();
    const last = this.#lastPurchases.get(tenant) ?? Number.NEGATIVE_INFINITY;
    if (now < last + PURCHASES_INTERVAL) return;
    const { licensing } = clients({ tenant, person: '' });
    for (const [person, subscriptions] of await fetchPurchasesByOwner(documents, licensing, tenant)) {
      const owner = { tenant, person };
      await this.#queue.run(accountKey(owner), () => this.#storePurchases(owner, subscriptions));
    }
    this.#lastPurchases.set(tenant, now);
  }

  /** Changes the account while an order is pending; does nothing when the order was settled already. */
  async updateWhilePending(
    owner: PersonId,
    { chargeKey }: PendingOrder,
    change: (account: Account) => Account,
  ): Promise<void> {
    this.#lastSynced.delete(accountKey(owner));
    await retryOnConflict(accountKey(owner), async () => {
      const stored = await this.repository.read(owner);
      if (stored.account.intent?.chargeKey !== chargeKey) return stored;
      return this.repository.trySave(change(stored.account), { ...stored, processedUntil: this.#deps.clock() });
    });
  }

  async #storePurchases(owner: PersonId, subscriptions: ServiceState['subscriptions']): Promise<void> {
    const { terms, rules, clock } = this.#deps;
    await retryOnConflict(accountKey(owner), async () => {
      const stored = await this.repository.read(owner);
      const { profiles, methods, intent } = stored.account;
      // A pending order is reconciled with all services, not with Graph alone.
      if (intent) return stored;
      const state = { subscriptions, profiles, methods };
      const merged = mergeServiceState(stored.account, state, { terms: terms(), rules, clock });
      if (merged === stored.account) return stored;
      return this.repository.trySave(merged, stored.version === 0 ? { ...stored, processedUntil: clock() } : stored);
    });
  }
}

function withReminders(account: Account, now: Instant, rules: Rules): Account {
  let current = account;
  for (;;) {
    const reminders = nextReminders(current, now, rules);
    if (!reminders[0]) return current;
    current = withNotifications({ ...current, remindedTo: reminders[0].at }, reminders);
  }
}
