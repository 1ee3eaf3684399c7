import type { PersonId } from '../../domain/common/person.ts';
import { DAY, type Instant } from '../../domain/common/time.ts';
import type { Clock, Commerce, Directory, Documents } from '../ports/ports.ts';
import { live } from '../subscriptions/overview.ts';

const PAGE = 100;

export interface LeaversParts {
  readonly documents: Pick<Documents, 'find'>;
  readonly commerce: Pick<Commerce, 'account'>;
  readonly directory: Pick<Directory, 'person'>;
  /** Writes an account's index rows anew. */
  readonly refresh: (owner: PersonId) => Promise<void>;
  readonly clock: Clock;
  /** Told of a purchaser who could not be looked after; tomorrow is another try. */
  readonly onFault: (error: unknown) => void;
}

/** Sees to it that administrators see who left (RULES #20): nothing happens in an account when its owner goes. */
export class LeaverCheck {
  readonly #parts: LeaversParts;
  #next: Instant = 0;

  constructor(parts: LeaversParts) {
    this.#parts = parts;
  }

  /** Asks the directory for every purchaser, once a day; whoever is left when it is to stop is asked for by the next process. */
  async look(stopping?: AbortSignal): Promise<void> {
    const { documents, clock, onFault } = this.#parts;
    if (clock() < this.#next) return;
    this.#next = clock() + DAY;
    for (let offset = 0; ; offset += PAGE) {
      const accounts = await documents.find({ kind: 'account', orderBy: 'person', limit: PAGE, offset });
      for (const { row } of accounts) {
        if (stopping?.aborted) return;
        await this.#lookAt(row as unknown as PersonId).catch(onFault);
      }
      if (accounts.length < PAGE) return;
    }
  }

  async #lookAt({ tenant, person }: PersonId): Promise<void> {
    const { documents, commerce, directory, refresh } = this.#parts;
    const [purchase] = await documents.find({ kind: 'purchase', where: { tenant, person }, limit: 1 });
    if (!purchase) {
      // Accounts that were kept before purchases had rows of their own get them now.
      const account = await commerce.account({ tenant, person });
      if (live(account).length > 0) await refresh({ tenant, person });
      return;
    }
    const known = await directory.person(tenant, person);
    const left = known?.kind === 'left' ? 1 : 0;
    if (known && purchase.row.left !== left) await refresh({ tenant, person });
  }
}
