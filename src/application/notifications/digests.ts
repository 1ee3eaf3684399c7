import type { PersonId } from '../../domain/common/person.ts';
import type { Instant } from '../../domain/common/time.ts';
import type { Clock } from '../ports/clock.ts';
import type { Documents, IndexMatch } from '../ports/documents.ts';
import { skipCorrupt } from '../ports/errors.ts';
import { type Delivery, type DeliveryState, deliveryKey } from './delivery.ts';
import type { DeliveryRepository } from './delivery-repository.ts';
import { nextDigestAt } from './quiet-hours.ts';
import type { RecipientRouting } from './recipient-routing.ts';

/** Deliveries put into digests per run; the rest waits for the next run. */
const MAX_BATCH = 1_000;

interface DigestBuilderDeps {
  readonly documents: Pick<Documents, 'find'>;
  readonly deliveries: DeliveryRepository;
  readonly routing: Pick<RecipientRouting, 'findManager'>;
  readonly clock: Clock;
  readonly onError: (error: unknown) => void;
}

/** Combines deliveries that wait for a digest. The digest is a delivery of its own that lists the keys of its items. */
export class DigestBuilder {
  readonly #deps: DigestBuilderDeps;

  constructor(deps: DigestBuilderDeps) {
    this.#deps = deps;
  }

  /** Builds all digests that are due. */
  async buildDue(): Promise<void> {
    const { documents, clock, onError } = this.#deps;
    const now = clock();
    const due = await documents.find({ kind: 'gathered', dueBy: now, orderBy: 'due', limit: MAX_BATCH });
    const byReader = new Map<string, IndexMatch[]>();
    for (const match of due) {
      const { tenant, person, every, due: at } = match.row;
      const reader = JSON.stringify({ tenant, person, every, at });
      byReader.set(reader, [...(byReader.get(reader) ?? []), match]);
    }
    for (const [reader, matches] of byReader) {
      const { tenant, person, every, at } = JSON.parse(reader);
      await this.#buildDigest(
        { tenant, person },
        every,
        at,
        matches.map(({ key }) => key),
      ).catch(onError);
    }
  }

  async #buildDigest(reader: PersonId, every: 'daily' | 'weekly', at: Instant, keys: readonly string[]): Promise<void> {
    const { deliveries, routing, clock, onError } = this.#deps;
    const now = clock();
    const read = async (key: string) => ({ key, stored: await deliveries.read(key).catch(skipCorrupt(onError)) });
    const pending = await Promise.all(keys.map(read));
    const includedKeys: string[] = [];
    for (const { key, stored: document } of pending) {
      if (!document) continue;
      const { manager, administrators } = await routing.findManager(document.value.about);
      const isRecipient = manager
        ? manager.id === reader.person
        : administrators.some(({ id }) => id === reader.person);
      // The purchaser's manager changed: route the delivery again.
      if (isRecipient) includedKeys.push(key);
      else await deliveries.transition(key, 'gathered', { is: 'open', due: now });
    }
    if (includedKeys.length === 0) return;
    const digestKey = deliveryKey(reader, `digest/${at}`);
    const topic = { kind: 'digest', every, of: includedKeys } as const;
    const digest: Delivery = {
      about: reader,
      to: 'purchaser',
      at: now,
      matter: topic,
      asked: [],
      stage: { is: 'open', due: now },
    };
    await deliveries.write(digestKey, digest, 0);
    const writtenTopic = (await deliveries.read(digestKey))?.value.matter;
    const included = writtenTopic?.kind === 'digest' ? writtenTopic.of : [];
    for (const key of includedKeys) await this.#updateMember(key, reader.person, included.includes(key));
  }

  /** Marks a delivery as delivered to this reader, or postpones it to the next digest if this one does not include it. */
  async #updateMember(key: string, person: string, included: boolean): Promise<void> {
    const { deliveries, clock } = this.#deps;
    const document = await deliveries.read(key);
    if (document?.value.stage.is !== 'gathered') return;
    const { value: delivery, version } = document;
    const { stage: state } = document.value;
    const others = state.for.filter((one) => one !== person);
    const now = clock();
    const nextState: DeliveryState = !included
      ? { ...state, due: nextDigestAt(now, state.every, 'utc') }
      : others.length > 0
        ? { ...state, for: others }
        : { is: 'told', at: now, for: person };
    await deliveries.write(key, { ...delivery, stage: nextState }, version);
  }
}
