import { createHash, randomBytes } from 'node:crypto';
import type { CardFormPurpose } from '../../../src/application/payments/payment-service.ts';
import { type Clock, ConflictError, type Documents } from '../../../src/application/ports/ports.ts';
import type { Actor } from '../../../src/domain/common/actor.ts';
import { DAY } from '../../../src/domain/common/time.ts';

const MINUTE = 60_000;
/** How long a page for card details can be used. */
export const LINK_MINUTES = 10;
/** Cards that may be declined on one page: it is not for finding out which numbers work. */
const MOST_DECLINED = 5;
/** Nor are many pages: so many declined cards of one person in a day, on all of them. */
const MOST_A_DAY = 20;
/** Old links taken away for each new one. */
const SWEPT = 20;

/** What a link was given out for. */
export interface LinkFacts {
  readonly actor: Actor;
  readonly purpose: CardFormPurpose;
  readonly locale: string;
  /** An intent to go on with in the chat, as it came. */
  readonly next?: Readonly<Record<string, unknown>>;
}

interface Kept extends LinkFacts {
  readonly until: number;
  readonly state: 'open' | 'busy' | 'used' | 'too-many';
  readonly declined: number;
}

export interface Link extends LinkFacts {
  readonly id: string;
  /** What is done through it is done once for this key. */
  readonly key: string;
  readonly state: Kept['state'] | 'expired' | 'enough';
  readonly declined: number;
  readonly version: number;
}

/** One-time links to the page for card details: 256 random bits, kept as their hash, for one person, ten minutes. */
export class CardLinks {
  readonly #documents: Documents;
  readonly #clock: Clock;

  constructor(documents: Documents, clock: Clock) {
    this.#documents = documents;
    this.#clock = clock;
  }

  async mint(facts: LinkFacts): Promise<string> {
    await this.#sweep();
    const id = randomBytes(32).toString('base64url');
    const kept: Kept = { ...facts, until: this.#clock() + LINK_MINUTES * MINUTE, state: 'open', declined: 0 };
    await this.#write(id, kept, 0);
    return id;
  }

  async find(id: string): Promise<Link | undefined> {
    const stored = await this.#documents.read<Kept>(keyOf(id));
    if (!stored) return undefined;
    const { until, ...kept } = stored.value;
    const link: Link = { ...kept, id, key: keyOf(id), version: stored.version };
    if (kept.state !== 'open') return link;
    if (this.#clock() >= until) return { ...link, state: 'expired' };
    return (await this.#declinedBy(kept.actor)) >= MOST_A_DAY ? { ...link, state: 'enough' } : link;
  }

  async #declinedBy({ tenant, person }: Actor): Promise<number> {
    const between = { due: { from: this.#clock() - DAY } };
    const lately = { kind: 'card-link', where: { tenant, person }, between };
    return (await this.#documents.tally(lately, { sum: ['declined'] })).reduce(
      (sum, { sums: [one = 0] }) => sum + one,
      0,
    );
  }

  /** Takes an open link for the one attempt at a time that it allows; whether it could be had. */
  claim(link: Link): Promise<boolean> {
    return this.#change(link, { state: 'busy' });
  }

  /** A claimed link once its attempt is over: used, or open for another, but not for ever more declined cards. */
  async settle(link: Link, result: 'used' | 'open' | 'declined'): Promise<void> {
    const claimed = { ...link, version: link.version + 1 };
    const declined = link.declined + (result === 'declined' ? 1 : 0);
    const again = declined >= MOST_DECLINED ? 'too-many' : 'open';
    await this.#change(claimed, { declined, state: result === 'used' ? 'used' : again });
  }

  async #change({ id, version }: Link, changed: Partial<Kept>): Promise<boolean> {
    const stored = await this.#documents.read<Kept>(keyOf(id));
    if (stored?.version !== version) return false;
    try {
      await this.#write(id, { ...stored.value, ...changed }, version);
      return true;
    } catch (error) {
      if (error instanceof ConflictError) return false;
      throw error;
    }
  }

  async #write(id: string, kept: Kept, ifVersion: number): Promise<void> {
    const { actor, declined, until: due } = kept;
    const row = { kind: 'card-link', due, tenant: actor.tenant, person: actor.person, declined };
    await this.#documents.write(keyOf(id), kept, { ifVersion, index: row });
  }

  /** A day after its end a link need not even say that it has expired. */
  async #sweep(): Promise<void> {
    const old = await this.#documents.find({ kind: 'card-link', dueBy: this.#clock() - DAY, limit: SWEPT });
    await Promise.all(old.map(({ key }) => this.#documents.delete(key)));
  }
}

const keyOf = (id: string): string => `card-link/${createHash('sha256').update(id).digest('hex')}`;
