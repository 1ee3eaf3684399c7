import type { PersonId } from '../../domain/common/person.ts';
import type { Instant } from '../../domain/common/time.ts';
import { type Clock, type Documents, type Found, unlessDamaged } from '../ports/ports.ts';
import { type Delivery, type DeliveryState, letterKey } from './delivery.ts';
import type { DeliveryRepository } from './delivery-repository.ts';
import { digestAfter } from './quiet-hours.ts';
import type { Routing } from './recipient-routing.ts';

/** What is put into digests at once; what is more waits for the next look. */
const MOST_GATHERED = 1_000;

interface DigestsParts {
  readonly documents: Pick<Documents, 'find'>;
  readonly letters: DeliveryRepository;
  readonly routing: Pick<Routing, 'over'>;
  readonly clock: Clock;
  readonly onFault: (error: unknown) => void;
}

/** Puts letters that wait for somebody's digest into one: it is a letter itself, and says which are in it. */
export class Digests {
  readonly #parts: DigestsParts;

  constructor(parts: DigestsParts) {
    this.#parts = parts;
  }

  /** Makes digests of what waits for them. */
  async make(): Promise<void> {
    const { documents, clock, onFault } = this.#parts;
    const now = clock();
    const due = await documents.find({ kind: 'gathered', dueBy: now, orderBy: 'due', limit: MOST_GATHERED });
    const byReader = new Map<string, Found[]>();
    for (const found of due) {
      const { tenant, person, every, due: at } = found.row;
      const reader = JSON.stringify({ tenant, person, every, at });
      byReader.set(reader, [...(byReader.get(reader) ?? []), found]);
    }
    for (const [reader, found] of byReader) {
      const { tenant, person, every, at } = JSON.parse(reader);
      await this.#gather(
        { tenant, person },
        every,
        at,
        found.map(({ key }) => key),
      ).catch(onFault);
    }
  }

  async #gather(reader: PersonId, every: 'daily' | 'weekly', at: Instant, keys: readonly string[]): Promise<void> {
    const { letters, routing, clock, onFault } = this.#parts;
    const now = clock();
    const read = async (key: string) => ({ key, stored: await letters.read(key).catch(unlessDamaged(onFault)) });
    const held = await Promise.all(keys.map(read));
    const still: string[] = [];
    for (const { key, stored } of held) {
      if (!stored) continue;
      const { manager, administrators } = await routing.over(stored.value.about);
      const theirs = manager ? manager.id === reader.person : administrators.some(({ id }) => id === reader.person);
      // Somebody else is their manager by now: whoever that is hears it.
      if (theirs) still.push(key);
      else await letters.move(key, 'gathered', { is: 'open', due: now });
    }
    if (still.length === 0) return;
    const digestKey = letterKey(reader, `digest/${at}`);
    const matter = { kind: 'digest', every, of: still } as const;
    const digest: Delivery = {
      about: reader,
      to: 'purchaser',
      at: now,
      matter,
      asked: [],
      stage: { is: 'open', due: now },
    };
    await letters.write(digestKey, digest, 0);
    const written = (await letters.read(digestKey))?.value.matter;
    const included = written?.kind === 'digest' ? written.of : [];
    for (const key of still) await this.#delivered(key, reader.person, included.includes(key));
  }

  /** A letter is in somebody's digest, or came too late for this one. */
  async #delivered(key: string, person: string, included: boolean): Promise<void> {
    const { letters, clock } = this.#parts;
    const stored = await letters.read(key);
    if (stored?.value.stage.is !== 'gathered') return;
    const { value: letter, version } = stored;
    const { stage } = stored.value;
    const others = stage.for.filter((one) => one !== person);
    const now = clock();
    const next: DeliveryState = !included
      ? { ...stage, due: digestAfter(now, stage.every, 'utc') }
      : others.length > 0
        ? { ...stage, for: others }
        : { is: 'told', at: now, for: person };
    await letters.write(key, { ...letter, stage: next }, version);
  }
}
