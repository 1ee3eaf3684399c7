import type { PersonId } from '../../domain/common/person.ts';
import { DAY, type Instant } from '../../domain/common/time.ts';
import type { Clock } from '../ports/clock.ts';
import type { Commerce } from '../ports/commerce.ts';
import type { Directory } from '../ports/directory.ts';
import type { Documents } from '../ports/documents.ts';
import { liveSubscriptions } from '../subscriptions/overview.ts';

const PAGE_SIZE = 100;

export interface LeaverCheckDeps {
  readonly documents: Pick<Documents, 'find'>;
  readonly commerce: Pick<Commerce, 'account'>;
  readonly directory: Pick<Directory, 'person'>;
  /** Rewrites an account's index rows. */
  readonly refresh: (owner: PersonId) => Promise<void>;
  readonly clock: Clock;
  /** Called for each purchaser whose check failed; it is repeated the next day. */
  readonly onError: (error: unknown) => void;
}

/** Marks purchases of people who left, for administrators (RULES #20): leaving does not change the account itself. */
export class LeaverCheck {
  readonly #deps: LeaverCheckDeps;
  #nextRunAt: Instant = 0;

  constructor(deps: LeaverCheckDeps) {
    this.#deps = deps;
  }

  /** Looks up every purchaser in the directory, once a day. If `signal` aborts, the next process checks the rest. */
  async run(signal?: AbortSignal): Promise<void> {
    const { documents, clock, onError } = this.#deps;
    if (clock() < this.#nextRunAt) return;
    this.#nextRunAt = clock() + DAY;
    for (let offset = 0; ; offset += PAGE_SIZE) {
      const accounts = await documents.find({ kind: 'account', orderBy: 'person', limit: PAGE_SIZE, offset });
      for (const { row } of accounts) {
        if (signal?.aborted) return;
        await this.#check(row as unknown as PersonId).catch(onError);
      }
      if (accounts.length < PAGE_SIZE) return;
    }
  }

  async #check({ tenant, person }: PersonId): Promise<void> {
    const { documents, commerce, directory, refresh } = this.#deps;
    const [purchase] = await documents.find({ kind: 'purchase', where: { tenant, person }, limit: 1 });
    if (!purchase) {
      // Accounts written before purchases had index rows get them now.
      const account = await commerce.account({ tenant, person });
      if (liveSubscriptions(account).length > 0) await refresh({ tenant, person });
      return;
    }
    const purchaser = await directory.person(tenant, person);
    const hasLeft = purchaser?.kind === 'left' ? 1 : 0;
    if (purchaser && purchase.row.left !== hasLeft) await refresh({ tenant, person });
  }
}
