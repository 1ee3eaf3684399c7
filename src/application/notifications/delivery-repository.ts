import type { Documents, VersionedDocument } from '../ports/documents.ts';
import { isWritten } from '../runtime/retry-on-conflict.ts';
import { type Delivery, type DeliveryState, deliveryKey, deliveryRows } from './delivery.ts';

/** Reads and writes deliveries, each with optimistic concurrency. */
export class DeliveryRepository {
  readonly #documents: Documents;

  constructor(documents: Documents) {
    this.#documents = documents;
  }

  read(key: string): Promise<VersionedDocument<Delivery> | undefined> {
    return this.#documents.read<Delivery>(key);
  }

  /** Returns whether it was written: not if another writer changed the delivery since it was read. */
  write(key: string, delivery: Delivery, ifVersion: number): Promise<boolean> {
    return isWritten(this.#documents.write(key, delivery, { ifVersion, index: deliveryRows(delivery) }));
  }

  /** Moves a delivery from one state to another; returns false if it is no longer in the first. */
  async transition(key: string, from: DeliveryState['is'], to: DeliveryState): Promise<boolean> {
    const document = await this.read(key);
    if (document?.value.stage.is !== from) return false;
    const { troubleSince: _past, ...delivery } = document.value;
    return this.write(key, { ...delivery, stage: to }, document.version);
  }

  /** Returns the earlier delivery whose message this one replaces, if any. */
  async predecessorOf({ matter: topic, about }: Delivery): Promise<Delivery | undefined> {
    const id =
      topic.kind === 'order' && topic.undoes !== undefined
        ? `order/${topic.undoes}`
        : topic.kind === 'request-closed'
          ? `request/${topic.request}/asked/${topic.decider}`
          : undefined;
    return id === undefined ? undefined : (await this.read(deliveryKey(about, id)))?.value;
  }
}
