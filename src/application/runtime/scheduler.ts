import type { Clock } from '../ports/clock.ts';
import type { Commerce } from '../ports/commerce.ts';
import type { Documents, IndexRow } from '../ports/documents.ts';

const PAGE = 100;

/** Looks at a document something is due in, which carries it out. */
type DueHandler = (row: IndexRow) => Promise<unknown>;

/** Sees to it that what time brings happens: renewals, scheduled numbers, conversions, ends, and reminders of requests. */
export class Scheduler {
  readonly #documents: Documents;
  /** By the kind of row. */
  readonly #handlers: Readonly<Record<string, DueHandler>>;
  readonly #clock: Clock;
  readonly #onError: (error: unknown) => void;

  /** @param onError told of a document whose due work failed; it stays due */
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

  /** When the next thing falls due anywhere. */
  async nextDue(): Promise<number | undefined> {
    const firstDue = async (kind: string) =>
      (await this.#documents.find({ kind, orderBy: 'due', limit: 1 }))[0]?.row.due;
    const due = (await Promise.all(Object.keys(this.#handlers).map(firstDue))).flatMap((at) => at ?? []);
    return due.length > 0 ? Math.min(...due) : undefined;
  }

  /** Carries out all that is due by now, each by itself; what fails stays due, and so does what is left when it is to stop. */
  async runDue(signal?: AbortSignal): Promise<void> {
    for (const [kind, handler] of Object.entries(this.#handlers)) await this.#runDue(kind, handler, signal);
  }

  async #runDue(kind: string, handler: DueHandler, signal: AbortSignal | undefined): Promise<void> {
    const handledKeys = new Set<string>();
    for (;;) {
      const query = { kind, dueBy: this.#clock(), limit: PAGE + handledKeys.size };
      const due = (await this.#documents.claim(query)).filter(({ key }) => !handledKeys.has(key));
      if (due.length === 0) return;
      for (const { key, row } of due) {
        if (signal?.aborted) return;
        handledKeys.add(key);
        // One that fails does not keep the others waiting.
        await handler(row).catch(this.#onError);
      }
    }
  }
}

/** Looking at an account carries out what is due in it. */
export const accountDueHandler = (commerce: Pick<Commerce, 'account'>): Readonly<Record<string, DueHandler>> => ({
  account: ({ tenant, person }) => commerce.account({ tenant: String(tenant), person: String(person) }),
});
