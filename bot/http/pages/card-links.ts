import { createHash, randomBytes } from 'node:crypto';
import type { CardFormPurpose } from '../../../src/application/payments/card-form.ts';
import type { Clock } from '../../../src/application/ports/clock.ts';
import type { Documents } from '../../../src/application/ports/documents.ts';
import { isWritten } from '../../../src/application/runtime/retry-on-conflict.ts';
import type { Actor } from '../../../src/domain/common/actor.ts';
import { DAY } from '../../../src/domain/common/time.ts';

const MINUTE = 60_000;
/** Minutes that a link to the card form is valid. */
export const LINK_MINUTES = 10;
/** Declined cards per link, against testing card numbers. */
const MAX_DECLINED = 5;
/** Declined cards per user and day, over all links. */
const MAX_DECLINED_PER_DAY = 20;
/** Expired links that are removed for each new one. */
const CLEANUP_LIMIT = 20;

/** What a link is for. */
export interface CardLinkData {
  readonly actor: Actor;
  readonly purpose: CardFormPurpose;
  readonly locale: string;
  /** The intent to continue with in the chat, not parsed. */
  readonly next?: Readonly<Record<string, unknown>>;
}

interface StoredCardLink extends CardLinkData {
  readonly until: number;
  readonly state: 'open' | 'busy' | 'used' | 'too-many';
  readonly declined: number;
}

export interface CardLink extends CardLinkData {
  readonly id: string;
  /** Idempotency key of the change. */
  readonly key: string;
  readonly state: StoredCardLink['state'] | 'expired' | 'enough';
  readonly declined: number;
  readonly version: number;
}

/** One-time links to the card form: 256 random bits, stored as a hash, for one user and ten minutes. */
export class CardLinks {
  readonly #documents: Documents;
  readonly #clock: Clock;

  constructor(documents: Documents, clock: Clock) {
    this.#documents = documents;
    this.#clock = clock;
  }

  async create(data: CardLinkData): Promise<string> {
    await this.#removeExpired();
    const id = randomBytes(32).toString('base64url');
    const stored: StoredCardLink = {
      ...data,
      until: this.#clock() + LINK_MINUTES * MINUTE,
      state: 'open',
      declined: 0,
    };
    await this.#write(id, stored, 0);
    return id;
  }

  async find(id: string): Promise<CardLink | undefined> {
    const stored = await this.#documents.read<StoredCardLink>(documentKey(id));
    if (!stored) return undefined;
    const { until, ...rest } = stored.value;
    const link: CardLink = { ...rest, id, key: documentKey(id), version: stored.version };
    if (rest.state !== 'open') return link;
    if (this.#clock() >= until) return { ...link, state: 'expired' };
    return (await this.#countDeclined(rest.actor)) >= MAX_DECLINED_PER_DAY ? { ...link, state: 'enough' } : link;
  }

  async #countDeclined({ tenant, person }: Actor): Promise<number> {
    const between = { due: { from: this.#clock() - DAY } };
    const recent = { kind: 'card-link', where: { tenant, person }, between };
    return (await this.#documents.tally(recent, { sum: ['declined'] })).reduce(
      (sum, { sums: [declined = 0] }) => sum + declined,
      0,
    );
  }

  /** Claims an open link for an attempt; false when another attempt is in progress. */
  claim(link: CardLink): Promise<boolean> {
    return this.#update(link, { state: 'busy' });
  }

  /** Ends the attempt of a claimed link: it is used, or open for another attempt until too many cards were declined. */
  async settle(link: CardLink, result: 'used' | 'open' | 'declined'): Promise<void> {
    const claimedLink = { ...link, version: link.version + 1 };
    const declined = link.declined + (result === 'declined' ? 1 : 0);
    const nextState = declined >= MAX_DECLINED ? 'too-many' : 'open';
    await this.#update(claimedLink, { declined, state: result === 'used' ? 'used' : nextState });
  }

  async #update({ id, version }: CardLink, changes: Partial<StoredCardLink>): Promise<boolean> {
    const stored = await this.#documents.read<StoredCardLink>(documentKey(id));
    if (stored?.version !== version) return false;
    return isWritten(this.#write(id, { ...stored.value, ...changes }, version));
  }

  async #write(id: string, link: StoredCardLink, ifVersion: number): Promise<void> {
    const { actor, declined, until: due } = link;
    const row = { kind: 'card-link', due, tenant: actor.tenant, person: actor.person, declined };
    await this.#documents.write(documentKey(id), link, { ifVersion, index: row });
  }

  /** Removes links that expired more than a day ago. */
  async #removeExpired(): Promise<void> {
    const expired = await this.#documents.find({ kind: 'card-link', dueBy: this.#clock() - DAY, limit: CLEANUP_LIMIT });
    await Promise.all(expired.map(({ key }) => this.#documents.delete(key)));
  }
}

const documentKey = (id: string): string => `card-link/${createHash('sha256').update(id).digest('hex')}`;
