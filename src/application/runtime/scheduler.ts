import type { Clock, Commerce, Documents, IndexRow } from '../ports/ports.ts';

const PAGE = 100;

/** Looks at a document something is due in, which carries it out. */
type Look = (row: IndexRow) => Promise<unknown>;

/** Sees to it that what time brings happens: renewals, scheduled numbers, conversions, ends, and reminders of requests. */
export class Scheduler {
  readonly #documents: Documents;
  /** By the kind of row. */
  readonly #looks: Readonly<Record<string, Look>>;
  readonly #clock: Clock;
  readonly #onFault: (error: unknown) => void;

  /** @param onFault told of a document whose due work failed; it stays due */
  constructor(
    documents: Documents,
    looks: Readonly<Record<string, Look>>,
    clock: Clock,
    onFault: (error: unknown) => void = () => undefined,
  ) {
    this.#documents = documents;
    this.#looks = looks;
    this.#clock = clock;
    this.#onFault = onFault;
  }

  /** When the next thing falls due anywhere. */
  async nextDue(): Promise<number | undefined> {
    const first = async (kind: string) => (await this.#documents.find({ kind, orderBy: 'due', limit: 1 }))[0]?.row.due;
    const due = (await Promise.all(Object.keys(this.#looks).map(first))).flatMap((at) => at ?? []);
    return due.length > 0 ? Math.min(...due) : undefined;
  }

  /** Carries out all that is due by now, each by itself; what fails stays due, and so does what is left when it is to stop. */
  async carryOut(stopping?: AbortSignal): Promise<void> {
    for (const [kind, look] of Object.entries(this.#looks)) await this.#carryOut(kind, look, stopping);
  }

  async #carryOut(kind: string, look: Look, stopping: AbortSignal | undefined): Promise<void> {
    const looked = new Set<string>();
    for (;;) {
      const query = { kind, dueBy: this.#clock(), limit: PAGE + looked.size };
      const due = (await this.#documents.claim(query)).filter(({ key }) => !looked.has(key));
      if (due.length === 0) return;
      for (const { key, row } of due) {
        if (stopping?.aborted) return;
        looked.add(key);
        // One that fails does not keep the others waiting.
        await look(row).catch(this.#onFault);
      }
    }
  }
}

/** Looking at an account carries out what is due in it. */
export const accountsDue = (commerce: Pick<Commerce, 'account'>): Readonly<Record<string, Look>> => ({
  account: ({ tenant, person }) => commerce.account({ tenant: String(tenant), person: String(person) }),
});
