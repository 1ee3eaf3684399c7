import type { Notification } from '../../domain/account/notification.ts';
import type { PersonId } from '../../domain/common/person.ts';
import type { Instant } from '../../domain/common/time.ts';
import type { Clock } from '../ports/clock.ts';
import type { Directory } from '../ports/directory.ts';
import type { Documents, IndexMatch } from '../ports/documents.ts';
import { skipCorrupt } from '../ports/errors.ts';
import type { NotificationSource } from '../ports/notification-source.ts';
import { KeyedQueue } from '../runtime/keyed-queue.ts';
import { ChannelRateLimiter } from './channel-rate-limiter.ts';
import { type Delivery, deliveryKey, isDeliveryKeyOf } from './delivery.ts';
import { DeliveryRepository } from './delivery-repository.ts';
import { DigestBuilder } from './digests.ts';
import type { ConversationAddress, Messenger, SendResult } from './messenger.ts';
import type { NotificationComposer } from './notification-composer.ts';
import type { NotificationContent } from './notification-content.ts';
import type { NotificationPreferences } from './notification-preferences.ts';
import { RecipientRouting } from './recipient-routing.ts';

export interface OutboxDeps {
  readonly documents: Documents;
  /** By the `of` column of `telling` rows. */
  readonly sources: Readonly<Record<string, NotificationSource>>;
  readonly composer: Pick<NotificationComposer, 'compose'>;
  readonly preferences: Pick<NotificationPreferences, 'get'>;
  readonly directory: Pick<Directory, 'person' | 'administrators' | 'reports'>;
  readonly messenger: Messenger;
  readonly clock: Clock;
  /** From 0 up to 1: jitter for retries. */
  readonly random: () => number;
  /** Called for each failure; what failed stays due. */
  readonly onError: (error: unknown) => void;
}

const PAGE_SIZE = 200;
/** Deliveries processed at the same time. */
const CONCURRENCY = 16;
/** A delivery without a response for this long is sent again: the process that sent it has died. */
const LEASE = 25_000;
const FIRST_RETRY = 1_000;
const LONGEST_RETRY = 10 * 60_000;
/** Attempts kept per delivery: enough to reach the longest delay between retries. */
const MAX_ATTEMPTS_KEPT = 12;
/** A delivery that fails for this long is listed for administrators. */
const GIVE_UP_AFTER = 24 * 60 * 60_000;

/**
 * Delivers pending notifications. Survives crashes: every pending delivery has an index row. A message is sent twice only
 * if the channel's response to the first was lost.
 */
export class Outbox {
  readonly #deps: OutboxDeps;
  readonly #deliveries: DeliveryRepository;
  readonly #routing: RecipientRouting;
  readonly #digests: DigestBuilder;
  readonly #rateLimiter: ChannelRateLimiter;
  readonly #queue = new KeyedQueue();
  #rateLimitsRestored: Promise<void> | undefined;

  constructor(deps: OutboxDeps) {
    this.#deps = deps;
    this.#deliveries = new DeliveryRepository(deps.documents);
    this.#routing = new RecipientRouting({ ...deps, deliveries: this.#deliveries });
    this.#digests = new DigestBuilder({ ...deps, deliveries: this.#deliveries, routing: this.#routing });
    this.#rateLimiter = new ChannelRateLimiter(deps.clock);
  }

  /**
   * Delivers everything that can be sent now and returns when to run next. Runs do not overlap: a second call waits.
   * @param signal stops it after the messages being sent: the rest stays due
   */
  run(signal?: AbortSignal): Promise<Instant | undefined> {
    return this.#queue.run('work', () => this.#run(signal));
  }

  /** Queues the deliveries that waited for a person who can be reached from now on. */
  async releaseWaiting({ tenant, person }: PersonId): Promise<void> {
    const { documents, clock, onError } = this.#deps;
    const waiting = await documents.find({ kind: 'letter-waiting', where: { tenant, person }, limit: PAGE_SIZE });
    for (const { key } of waiting) {
      await this.#deliveries.transition(key, 'waiting', { is: 'open', due: clock() }).catch(skipCorrupt(onError));
    }
  }

  /** Queues a failed delivery again; returns whether there was one. */
  async resend(tenant: string, key: string): Promise<boolean> {
    const { clock } = this.#deps;
    if (!isDeliveryKeyOf(tenant, key)) return false;
    return this.#deliveries.transition(key, 'undeliverable', { is: 'open', due: clock() });
  }

  async #run(signal: AbortSignal | undefined): Promise<Instant | undefined> {
    this.#rateLimitsRestored ??= this.#restoreRateLimits().catch((error: unknown) => {
      this.#rateLimitsRestored = undefined;
      throw error;
    });
    await this.#rateLimitsRestored;
    await this.#collectNotifications(signal);
    if (signal?.aborted) return undefined;
    const since = this.#deps.clock();
    await this.#digests.buildDue();
    const nextSlot = await this.#deliverDue(signal);
    await this.#deleteOld();
    const dueTimes = [nextSlot, await this.#nextDue('letter', since), await this.#nextDue('gathered', since)];
    const times = dueTimes.flatMap((at) => at ?? []);
    return times.length > 0 ? Math.min(...times) : undefined;
  }

  /** Returns the next due time. Deliveries already due before this run have failed; they must not trigger another run at once. */
  async #nextDue(kind: 'letter' | 'gathered', since: Instant): Promise<Instant | undefined> {
    const query = { kind, between: { due: { from: since } }, orderBy: 'due', limit: 1 };
    const [first] = await this.#deps.documents.find(query);
    return first?.row.due;
  }

  /** Counts the recent messages of earlier processes towards the rate limits. */
  async #restoreRateLimits(): Promise<void> {
    const { documents, clock, onError } = this.#deps;
    const from = clock() - ChannelRateLimiter.longestWindow;
    const recentAttempts: (Delivery['asked'][number] & { tenant: string })[] = [];
    for (let offset = 0; ; offset += PAGE_SIZE) {
      const query = { kind: 'letter-asked', between: { at: { from } }, orderBy: 'at', limit: PAGE_SIZE, offset };
      const matches = await documents.find(query);
      for (const { key, row } of matches) {
        // A corrupt delivery must not block the others.
        const delivery = (await this.#deliveries.read(key).catch(skipCorrupt(onError)))?.value;
        for (const attempt of delivery?.asked ?? []) recentAttempts.push({ ...attempt, tenant: String(row.tenant) });
      }
      if (matches.length < PAGE_SIZE) break;
    }
    for (const { tenant, ...attempt } of recentAttempts.sort((a, b) => a.at - b.at))
      this.#rateLimiter.record(attempt, tenant);
  }

  /** Creates a delivery for each notification that does not have one yet. */
  async #collectNotifications(signal: AbortSignal | undefined): Promise<void> {
    const { documents, sources, onError } = this.#deps;
    const failed = new Set<string>();
    for (;;) {
      const matches = await documents.find({ kind: 'telling', limit: PAGE_SIZE + failed.size });
      const entries = matches.filter(({ key }) => !failed.has(key));
      if (entries.length === 0) return;
      for (const { key, row } of entries) {
        if (signal?.aborted) return;
        const owner = { tenant: String(row.tenant), person: String(row.person) };
        const source = sources[String(row.of)];
        try {
          const createDeliveries = async (notifications: readonly Notification[]) => {
            for (const notification of notifications) await this.#createDelivery(owner, notification);
          };
          await source?.handOver(owner, createDeliveries, key);
          if (!source) failed.add(key);
        } catch (error) {
          failed.add(key);
          onError(error);
        }
      }
    }
  }

  async #createDelivery(about: PersonId, { id, ...notification }: Notification): Promise<void> {
    const delivery: Delivery = { about, ...notification, asked: [], stage: { is: 'open', due: notification.at } };
    await this.#deliveries.write(deliveryKey(about, id), delivery, 0);
  }

  /** Sends due deliveries within the channel's rate limits; returns when the rest can be sent. */
  async #deliverDue(signal: AbortSignal | undefined): Promise<Instant | undefined> {
    const { documents, clock } = this.#deps;
    const due = { kind: 'letter', dueBy: clock() };
    const nextTimes: Instant[] = [];
    for (const { value: tenant = '' } of await documents.tally(due, { by: 'tenant' })) {
      if (signal?.aborted) return undefined;
      // If the organisation's limit is reached, its deliveries need not be read.
      const nextSlot = this.#rateLimiter.nextSlotInTenant(String(tenant));
      if (nextSlot > clock()) {
        nextTimes.push(nextSlot);
        continue;
      }
      const page = await documents.claim({ ...due, where: { tenant }, limit: PAGE_SIZE });
      const { delayedUntil, failed } = await this.#deliverPage(page, signal);
      if (page.length === PAGE_SIZE && failed < PAGE_SIZE) nextTimes.push(clock());
      nextTimes.push(...delayedUntil);
    }
    return nextTimes.length > 0 ? Math.min(...nextTimes) : undefined;
  }

  /** Processes a page of deliveries; returns when those held back by rate limits can be sent, and how many failed. */
  async #deliverPage(page: readonly IndexMatch[], signal: AbortSignal | undefined) {
    const queue = [...page];
    const delayedUntil: Instant[] = [];
    let failed = 0;
    const worker = async () => {
      for (let next = queue.shift(); next; next = queue.shift()) {
        const { key } = next;
        // Sequentially per purchaser: the notification of an undo must follow that of its order.
        const queueKey = key.split('/').slice(0, 3).join('/');
        const attempt = this.#queue.run(queueKey, async () => (signal?.aborted ? undefined : this.#process(key)));
        const delayed = await attempt.catch((error: unknown) => {
          failed += 1;
          this.#deps.onError(error);
        });
        if (delayed !== undefined) delayedUntil.push(delayed);
      }
    };
    await Promise.all(Array.from({ length: CONCURRENCY }, worker));
    return { delayedUntil, failed };
  }

  /** Processes one delivery; returns when it can be sent, if a rate limit holds it back. */
  async #process(key: string): Promise<Instant | undefined> {
    const { messenger, clock } = this.#deps;
    const document = await this.#deliveries.read(key);
    if (!document) return undefined;
    const { value: delivery, version } = document;
    const { stage: state } = delivery;
    if ((state.is !== 'open' && state.is !== 'sending') || state.due > clock()) return undefined;
    const route = await this.#routing.route(delivery);
    if ('state' in route) {
      await this.#deliveries.write(key, { ...delivery, stage: route.state }, version);
      return undefined;
    }
    const { to: recipient, content } = route;
    const address = await messenger.addressOf(recipient);
    if (!address) {
      await this.#deliveries.write(key, { ...delivery, stage: { is: 'waiting', for: recipient.person } }, version);
      return undefined;
    }
    const slot = this.#rateLimiter.nextSlot(address.thread, recipient.tenant);
    if (slot > clock()) return slot;
    const now = clock();
    this.#rateLimiter.record({ at: now, thread: address.thread }, recipient.tenant);
    const attempts = [...delivery.asked.slice(1 - MAX_ATTEMPTS_KEPT), { at: now, thread: address.thread }];
    const sending: Delivery = { ...delivery, asked: attempts, stage: { is: 'sending', due: now + LEASE } };
    if (!(await this.#deliveries.write(key, sending, version))) return undefined;
    const result = await this.#send(delivery, address, content);
    await this.#deliveries.write(key, this.#afterSending(sending, recipient, result), version + 1);
    return undefined;
  }

  /** Sends a message, or updates the earlier message that it replaces where the channel can. */
  async #send(delivery: Delivery, address: ConversationAddress, content: NotificationContent): Promise<SendResult> {
    const { messenger, composer } = this.#deps;
    const { matter: topic, about, to } = delivery;
    const predecessor = await this.#deliveries.predecessorOf(delivery);
    const predecessorState = predecessor?.stage;
    if (
      predecessor &&
      predecessor.matter.kind !== 'digest' &&
      predecessorState?.is === 'told' &&
      predecessorState.message !== undefined
    ) {
      const role = typeof to === 'string' ? to : 'other';
      const updatedContent = topic.kind === 'order' ? await composer.compose(about, predecessor.matter, role) : content;
      const result = updatedContent && (await messenger.update(address, predecessorState.message, updatedContent));
      // A message that was deleted, or belongs to an earlier conversation, cannot be updated: send a new one.
      if (result && result.result !== 'gone' && result.result !== 'blocked') return result;
    }
    return messenger.send(address, content);
  }

  #afterSending(delivery: Delivery, recipient: PersonId, result: SendResult): Delivery {
    const { clock, random } = this.#deps;
    const now = clock();
    switch (result.result) {
      case 'sent': {
        const { messageId } = result;
        return {
          ...delivery,
          stage: { is: 'told', at: now, for: recipient.person, ...(messageId !== undefined && { message: messageId }) },
        };
      }
      case 'blocked':
        return { ...delivery, stage: { is: 'undeliverable', for: recipient.person, why: 'blocked', since: now } };
      case 'gone':
        return { ...delivery, stage: { is: 'waiting', for: recipient.person } };
      case 'later': {
        const { troubleSince = now } = delivery;
        if (now - troubleSince >= GIVE_UP_AFTER) {
          return { ...delivery, stage: { is: 'undeliverable', for: recipient.person, why: 'silent', since: now } };
        }
        const backoff = Math.min(LONGEST_RETRY, FIRST_RETRY * 2 ** (delivery.asked.length - 1));
        const wait = Math.max(result.retryAfter ?? 0, backoff * (0.5 + random()));
        return { ...delivery, troubleSince, stage: { is: 'open', due: now + Math.ceil(wait) } };
      }
    }
  }

  /** Deletes deliveries completed long ago. */
  async #deleteOld(): Promise<void> {
    const { documents, clock } = this.#deps;
    const old = await documents.find({ kind: 'letter-done', dueBy: clock(), limit: PAGE_SIZE });
    for (const { key } of old) await documents.delete(key);
  }
}
