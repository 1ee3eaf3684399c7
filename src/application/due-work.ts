import type { PersonId } from '../domain/person.ts';
import type { Clock, Commerce, Documents } from './ports.ts';

const PAGE = 100;

/** Sees to it that what time brings happens: renewals, scheduled numbers, conversions, ends. */
export class DueWork {
  readonly #documents: Documents;
  readonly #commerce: Pick<Commerce, 'account'>;
  readonly #clock: Clock;
  readonly #onFault: (error: unknown) => void;

  /** @param onFault told of an account whose due work failed; it stays due */
  constructor(
    documents: Documents,
    commerce: Pick<Commerce, 'account'>,
    clock: Clock,
    onFault: (error: unknown) => void = () => undefined,
  ) {
    this.#documents = documents;
    this.#commerce = commerce;
    this.#clock = clock;
    this.#onFault = onFault;
  }

  /** When the next thing falls due in any account. */
  async nextDue(): Promise<number | undefined> {
    const [first] = await this.#documents.find({ kind: 'account', orderBy: 'due', limit: 1 });
    return first?.row.due;
  }

  /** Carries out all that is due by now, each account by itself; what fails stays due. */
  async carryOut(): Promise<void> {
    const looked = new Set<string>();
    for (;;) {
      const query = { kind: 'account', dueBy: this.#clock(), orderBy: 'due', limit: PAGE + looked.size };
      const due = (await this.#documents.find(query)).filter(({ key }) => !looked.has(key));
      if (due.length === 0) return;
      for (const { key, row } of due) {
        looked.add(key);
        // Looking at an account carries out what is due in it. One that fails does not keep the others waiting.
        await this.#commerce.account({ tenant: row.tenant, person: row.person } as PersonId).catch(this.#onFault);
      }
    }
  }
}
