import type { Notification } from '../../domain/account/notification.ts';
import type { PersonId } from '../../domain/common/person.ts';
import type { Instant } from '../../domain/common/time.ts';
import {
  type Address,
  type Clock,
  type Directory,
  type Documents,
  type Found,
  type Messenger,
  type SendResult,
  unlessDamaged,
} from '../ports/ports.ts';
import { KeyedQueue } from '../runtime/keyed-queue.ts';
import { ChannelRateLimiter } from './channel-rate-limiter.ts';
import { type Delivery, isLetterOf, letterKey } from './delivery.ts';
import { DeliveryRepository } from './delivery-repository.ts';
import { Digests } from './digests.ts';
import type { NotificationComposer, NotificationContent } from './notification-composer.ts';
import type { NotificationPreferences } from './notification-preferences.ts';
import { Routing } from './recipient-routing.ts';

/** Whoever has something to tell that was written with what happened, such as an account. */
export interface Source {
  /** @param key of the document that has something to tell, where its owner has several */
  handOver(owner: PersonId, take: (notices: readonly Notification[]) => Promise<void>, key: string): Promise<void>;
}

export interface OutboxParts {
  readonly documents: Documents;
  /** By what a `telling` row says it is of. */
  readonly sources: Readonly<Record<string, Source>>;
  readonly newsroom: Pick<NotificationComposer, 'tidings'>;
  readonly preferences: Pick<NotificationPreferences, 'of'>;
  readonly directory: Pick<Directory, 'person' | 'administrators' | 'reports'>;
  readonly messenger: Messenger;
  readonly clock: Clock;
  /** From 0 up to 1: spreads out what is tried again. */
  readonly random: () => number;
  /** Told of something that failed and stays due. */
  readonly onFault: (error: unknown) => void;
}

const PAGE = 200;
/** Letters that are seen to at the same time. */
const AT_ONCE = 16;
/** A letter given to the channel this long ago is given to it again: whoever gave it is gone. */
const LEASE = 25_000;
const FIRST_RETRY = 1_000;
const LONGEST_RETRY = 10 * 60_000;
/** Tries that are remembered: enough to wait longest between them. */
const MOST_ASKED = 12;
/** A letter that no channel took for so long is for an administrator to look at. */
const GIVE_UP = 24 * 60 * 60_000;

/**
 * Sees to it that what is to be told is told, once: whatever happens in between, a letter is found again by its row.
 * Only when the channel's answer was lost is something said twice.
 */
export class Outbox {
  readonly #parts: OutboxParts;
  readonly #letters: DeliveryRepository;
  readonly #routing: Routing;
  readonly #digests: Digests;
  readonly #throttle: ChannelRateLimiter;
  readonly #turns = new KeyedQueue();
  #remembered: Promise<void> | undefined;

  constructor(parts: OutboxParts) {
    this.#parts = parts;
    this.#letters = new DeliveryRepository(parts.documents);
    this.#routing = new Routing({ ...parts, letters: this.#letters });
    this.#digests = new Digests({ ...parts, letters: this.#letters, routing: this.#routing });
    this.#throttle = new ChannelRateLimiter(parts.clock);
  }

  /**
   * Does all that can be done now, and says when there is more to do. One at a time: who asks meanwhile waits.
   * @param stopping ends it after what is being said: the rest stays where it is found again
   */
  work(stopping?: AbortSignal): Promise<Instant | undefined> {
    return this.#turns.run('work', () => this.#work(stopping));
  }

  /** Somebody can be found now: what waited for them is on its way. */
  async met({ tenant, person }: PersonId): Promise<void> {
    const { documents, clock, onFault } = this.#parts;
    const waiting = await documents.find({ kind: 'letter-waiting', where: { tenant, person }, limit: PAGE });
    for (const { key } of waiting) {
      await this.#letters.move(key, 'waiting', { is: 'open', due: clock() }).catch(unlessDamaged(onFault));
    }
  }

  /** Sends what could not be delivered once more. Whether there was such a letter. */
  async sendAgain(tenant: string, key: string): Promise<boolean> {
    const { clock } = this.#parts;
    if (!isLetterOf(tenant, key)) return false;
    return this.#letters.move(key, 'undeliverable', { is: 'open', due: clock() });
  }

  async #work(stopping: AbortSignal | undefined): Promise<Instant | undefined> {
    this.#remembered ??= this.#remember().catch((error: unknown) => {
      this.#remembered = undefined;
      throw error;
    });
    await this.#remembered;
    await this.#collect(stopping);
    if (stopping?.aborted) return undefined;
    const since = this.#parts.clock();
    await this.#digests.make();
    const throttled = await this.#deliver(stopping);
    await this.#sweep();
    const next = [throttled, await this.#nextDue('letter', since), await this.#nextDue('gathered', since)];
    const times = next.flatMap((at) => at ?? []);
    return times.length > 0 ? Math.min(...times) : undefined;
  }

  /** What was due before and still is failed: it is tried again in time, and no reason for another round at once. */
  async #nextDue(kind: 'letter' | 'gathered', since: Instant): Promise<Instant | undefined> {
    const next = { kind, between: { due: { from: since } }, orderBy: 'due', limit: 1 };
    const [found] = await this.#parts.documents.find(next);
    return found?.row.due;
  }

  /** What was said by a process before this one counts as well. */
  async #remember(): Promise<void> {
    const { documents, clock, onFault } = this.#parts;
    const from = clock() - ChannelRateLimiter.longest;
    const lately: (Delivery['asked'][number] & { tenant: string })[] = [];
    for (let offset = 0; ; offset += PAGE) {
      const query = { kind: 'letter-asked', between: { at: { from } }, orderBy: 'at', limit: PAGE, offset };
      const found = await documents.find(query);
      for (const { key, row } of found) {
        // One that is damaged does not keep all others from being told.
        const letter = (await this.#letters.read(key).catch(unlessDamaged(onFault)))?.value;
        for (const asked of letter?.asked ?? []) lately.push({ ...asked, tenant: String(row.tenant) });
      }
      if (found.length < PAGE) break;
    }
    for (const { tenant, ...asked } of lately.sort((a, b) => a.at - b.at)) this.#throttle.count(asked, tenant);
  }

  /** Makes a letter of each notice; one that is there already stays as it is. */
  async #collect(stopping: AbortSignal | undefined): Promise<void> {
    const { documents, sources, onFault } = this.#parts;
    const failed = new Set<string>();
    for (;;) {
      const found = await documents.find({ kind: 'telling', limit: PAGE + failed.size });
      const telling = found.filter(({ key }) => !failed.has(key));
      if (telling.length === 0) return;
      for (const { key, row } of telling) {
        if (stopping?.aborted) return;
        const owner = { tenant: String(row.tenant), person: String(row.person) };
        const source = sources[String(row.of)];
        try {
          const post = async (notices: readonly Notification[]) => {
            for (const notice of notices) await this.#post(owner, notice);
          };
          await source?.handOver(owner, post, key);
          if (!source) failed.add(key);
        } catch (error) {
          failed.add(key);
          onFault(error);
        }
      }
    }
  }

  async #post(about: PersonId, { id, ...notice }: Notification): Promise<void> {
    const letter: Delivery = { about, ...notice, asked: [], stage: { is: 'open', due: notice.at } };
    await this.#letters.write(letterKey(about, id), letter, 0);
  }

  /** Sends what is due as far as the channel's limits go. When there is more to do, if there is. */
  async #deliver(stopping: AbortSignal | undefined): Promise<Instant | undefined> {
    const { documents, clock } = this.#parts;
    const due = { kind: 'letter', dueBy: clock() };
    const later: Instant[] = [];
    for (const { value: tenant = '' } of await documents.tally(due, { by: 'tenant' })) {
      if (stopping?.aborted) return undefined;
      // Where an organisation's limit is reached, its letters need not even be looked at.
      const full = this.#throttle.organisation(String(tenant));
      if (full > clock()) {
        later.push(full);
        continue;
      }
      const page = await documents.claim({ ...due, where: { tenant }, limit: PAGE });
      const { held, failed } = await this.#page(page, stopping);
      if (page.length === PAGE && failed < PAGE) later.push(clock());
      later.push(...held);
    }
    return later.length > 0 ? Math.min(...later) : undefined;
  }

  /** Sees to some letters at a time; when those are to be looked at again that the limits hold back, and how many failed. */
  async #page(letters: readonly Found[], stopping: AbortSignal | undefined) {
    const queue = [...letters];
    const held: Instant[] = [];
    let failed = 0;
    const worker = async () => {
      for (let next = queue.shift(); next; next = queue.shift()) {
        const { key } = next;
        // One after the other about one person: what is taken back is told after what it takes back.
        const whose = key.split('/').slice(0, 3).join('/');
        const letter = this.#turns.run(whose, async () => (stopping?.aborted ? undefined : this.#letter(key)));
        const room = await letter.catch((error: unknown) => {
          failed += 1;
          this.#parts.onFault(error);
        });
        if (room !== undefined) held.push(room);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
    return { held, failed };
  }

  /** Takes a letter as far as it goes. When it is to be looked at again, where the channel's limits hold it back. */
  async #letter(key: string): Promise<Instant | undefined> {
    const { messenger, clock } = this.#parts;
    const stored = await this.#letters.read(key);
    if (!stored) return undefined;
    const { value: letter, version } = stored;
    const { stage } = letter;
    if ((stage.is !== 'open' && stage.is !== 'sending') || stage.due > clock()) return undefined;
    const route = await this.#routing.route(letter);
    if ('stage' in route) {
      await this.#letters.write(key, { ...letter, stage: route.stage }, version);
      return undefined;
    }
    const { now: to, tidings } = route;
    const address = await messenger.addressOf(to);
    if (!address) {
      await this.#letters.write(key, { ...letter, stage: { is: 'waiting', for: to.person } }, version);
      return undefined;
    }
    const room = this.#throttle.next(address.thread, to.tenant);
    if (room > clock()) return room;
    const now = clock();
    this.#throttle.count({ at: now, thread: address.thread }, to.tenant);
    const asked = [...letter.asked.slice(1 - MOST_ASKED), { at: now, thread: address.thread }];
    const sending: Delivery = { ...letter, asked, stage: { is: 'sending', due: now + LEASE } };
    if (!(await this.#letters.write(key, sending, version))) return undefined;
    const delivery = await this.#say(letter, address, tidings);
    await this.#letters.write(key, this.#after(sending, to, delivery), version + 1);
    return undefined;
  }

  /** Says it: in place of what it takes back, where that can be changed. */
  async #say(letter: Delivery, address: Address, tidings: NotificationContent): Promise<SendResult> {
    const { messenger, newsroom } = this.#parts;
    const { matter, about, to } = letter;
    const former = await this.#letters.former(letter);
    const told = former?.stage;
    if (former && former.matter.kind !== 'digest' && told?.is === 'told' && told.message !== undefined) {
      const role = typeof to === 'string' ? to : 'other';
      const changed = matter.kind === 'order' ? await newsroom.tidings(about, former.matter, role) : tidings;
      const updated = changed && (await messenger.update(address, told.message, changed));
      // A message that was deleted, or is in an earlier conversation, cannot be changed: then it is said anew.
      if (updated && updated.result !== 'gone' && updated.result !== 'blocked') return updated;
    }
    return messenger.send(address, tidings);
  }

  #after(letter: Delivery, to: PersonId, delivery: SendResult): Delivery {
    const { clock, random } = this.#parts;
    const now = clock();
    switch (delivery.result) {
      case 'sent': {
        const { message } = delivery;
        return { ...letter, stage: { is: 'told', at: now, for: to.person, ...(message !== undefined && { message }) } };
      }
      case 'blocked':
        return { ...letter, stage: { is: 'undeliverable', for: to.person, why: 'blocked', since: now } };
      case 'gone':
        return { ...letter, stage: { is: 'waiting', for: to.person } };
      case 'later': {
        const { troubleSince = now } = letter;
        if (now - troubleSince >= GIVE_UP) {
          return { ...letter, stage: { is: 'undeliverable', for: to.person, why: 'silent', since: now } };
        }
        const doubled = Math.min(LONGEST_RETRY, FIRST_RETRY * 2 ** (letter.asked.length - 1));
        const wait = Math.max(delivery.after ?? 0, doubled * (0.5 + random()));
        return { ...letter, troubleSince, stage: { is: 'open', due: now + Math.ceil(wait) } };
      }
    }
  }

  /** What was said long ago is forgotten. */
  async #sweep(): Promise<void> {
    const { documents, clock } = this.#parts;
    const old = await documents.find({ kind: 'letter-done', dueBy: clock(), limit: PAGE });
    for (const { key } of old) await documents.delete(key);
  }
}
