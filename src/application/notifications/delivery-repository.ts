import type { Documents, VersionedDocument } from '../ports/documents.ts';
import { ConflictError } from '../ports/errors.ts';
import { type Delivery, type DeliveryState, deliveryKey, deliveryRows } from './delivery.ts';

/** Letters as they are kept: each is changed at the version it was read at. */
export class DeliveryRepository {
  readonly #documents: Documents;

  constructor(documents: Documents) {
    this.#documents = documents;
  }

  read(key: string): Promise<VersionedDocument<Delivery> | undefined> {
    return this.#documents.read<Delivery>(key);
  }

  /** Whether it was written: not when somebody else wrote it meanwhile. */
  async write(key: string, delivery: Delivery, ifVersion: number): Promise<boolean> {
    try {
      await this.#documents.write(key, delivery, { ifVersion, index: deliveryRows(delivery) });
      return true;
    } catch (error) {
      if (error instanceof ConflictError) return false;
      throw error;
    }
  }

  /** Puts a letter from one stage to another, unless it is there no more. */
  async transition(key: string, from: DeliveryState['is'], to: DeliveryState): Promise<boolean> {
    const stored = await this.read(key);
    if (stored?.value.stage.is !== from) return false;
    const { troubleSince: _past, ...delivery } = stored.value;
    return this.write(key, { ...delivery, stage: to }, stored.version);
  }

  /** The letter that one takes the place of, where it does. */
  async predecessorOf({ matter, about }: Delivery): Promise<Delivery | undefined> {
    const id =
      matter.kind === 'order' && matter.undoes !== undefined
        ? `order/${matter.undoes}`
        : matter.kind === 'request-closed'
          ? `request/${matter.request}/asked/${matter.decider}`
          : undefined;
    return id === undefined ? undefined : (await this.read(deliveryKey(about, id)))?.value;
  }
}
