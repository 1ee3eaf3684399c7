import type { Clock } from '../ports/clock.ts';
import type { Commerce } from '../ports/commerce.ts';
import type { Documents, IndexRow } from '../ports/documents.ts';

const PAGE_SIZE = 100;

/** Carries out what is due in a document, which its index row identifies. */
type DueHandler = (row: IndexRow) => Promise<unknown>;

/** Runs due work: renewals, scheduled changes, trial conversions, expiries, and reminders of licence requests. */
export class Scheduler {
  readonly #documents: Documents;
  /** By kind of index row. */
  readonly #handlers: Readonly<Record<string, DueHandler>>;
  readonly #clock: Clock;
  readonly #onError: (error: unknown) => void;

  /** @param onError called for each document whose due work failed; the work stays due */
  constructor(
    documents: Documents,
    handlers: Readonly<Record<string, DueHandler>>,
    clock: Clock,
    onError: (error: unknown) => void = () => undefined,
  ) {
    this.#documents = documents;
    this.#handlers = handlers;
    this.#clock = clock;
    this.#onError = onError;
  }

  /** Returns when the next work is due. */
  async nextDue(): Promise<number | undefined> {
    const firstDue = async (kind: string) =>
      (await this.#documents.find({ kind, orderBy: 'due', limit: 1 }))[0]?.row.due;
    const due = (await Promise.all(Object.keys(this.#handlers).map(firstDue))).flatMap((at) => at ?? []);
    return due.length > 0 ? Math.min(...due) : undefined;
  }

  /** Runs all work due now. Work that fails, or is left when `signal` aborts, stays due. */
  async runDue(signal?: AbortSignal): Promise<void> {
    for (const [kind, handler] of Object.entries(this.#handlers)) await this.#runDue(kind, handler, signal);
  }

  async #runDue(kind: string, handler: DueHandler, signal: AbortSignal | undefined): Promise<void> {
    const handledKeys = new Set<string>();
    for (;;) {
      const query = { kind, dueBy: this.#clock(), limit: PAGE_SIZE + handledKeys.size };
      const due = (await this.#documents.claim(query)).filter(({ key }) => !handledKeys.has(key));
      if (due.length === 0) return;
      for (const { key, row } of due) {
        if (signal?.aborted) return;
        handledKeys.add(key);
        // One failure must not block the others.
        await handler(row).catch(this.#onError);
      }
    }
  }
}

/** Handles due accounts: reading an account carries out what is due in it. */
export const accountDueHandler = (commerce: Pick<Commerce, 'account'>): Readonly<Record<string, DueHandler>> => ({
  account: ({ tenant, person }) => commerce.account({ tenant: String(tenant), person: String(person) }),
});
