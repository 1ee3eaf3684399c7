import {
  advanceRequest,
  isPastRetention,
  type LicenceRequest,
  nextRequestDueAt,
  openPeople,
} from '../../domain/account/licence-request.ts';
import type { Notification } from '../../domain/account/notification.ts';
import type { PersonId } from '../../domain/common/person.ts';
import type { Rules } from '../../domain/common/rules.ts';
import type { Clock } from '../ports/clock.ts';
import type { Documents, IndexRow } from '../ports/documents.ts';
import { skipCorrupt } from '../ports/errors.ts';
import type { NotificationSource } from '../ports/notification-source.ts';
import { isWritten, retryOnConflict } from '../runtime/retry-on-conflict.ts';

/** Requests read per person, at most. */
const MAX_REQUESTS = 1_000;
/** Added to the rank of open requests, so that they sort before closed ones. */
const OPEN_RANK_OFFSET = 1e14;

/** Stores licence requests, one document each, with optimistic concurrency. */
export class LicenceRequestRepository implements NotificationSource {
  readonly #documents: Documents;
  readonly #clock: Clock;
  readonly #rules: Rules;
  readonly #onError: (error: unknown) => void;

  /** @param onError called for a corrupt request: lists leave it out */
  constructor(documents: Documents, clock: Clock, rules: Rules, onError: (error: unknown) => void) {
    this.#documents = documents;
    this.#clock = clock;
    this.#rules = rules;
    this.#onError = onError;
  }

  async read(tenant: string, id: string): Promise<LicenceRequest | undefined> {
    return (await this.#documents.read<LicenceRequest>(keyOf(tenant, id)))?.value;
  }

  /** Stores a new request, unless its id exists, and returns the stored one. */
  async add(request: LicenceRequest): Promise<LicenceRequest> {
    const { tenant } = request.asker;
    await isWritten(this.#write(request, 0));
    return (await this.read(tenant, request.id)) ?? request;
  }

  /**
   * Applies reminders and expiry, then a change, in one write. Returns nothing if the request does not exist.
   * @param apply returns the same request, or nothing, to change nothing
   */
  async update(
    tenant: string,
    id: string,
    apply: (request: LicenceRequest) => LicenceRequest | undefined,
  ): Promise<{ readonly request: LicenceRequest; readonly hasChanged: boolean } | undefined> {
    const result = await retryOnConflict(keyOf(tenant, id), async () => {
      const document = await this.#documents.read<LicenceRequest>(keyOf(tenant, id));
      if (!document) return null;
      const current = advanceRequest(document.value, this.#clock(), this.#rules);
      const next = apply(current) ?? current;
      if (next !== document.value) await this.#write(next, document.version);
      return { request: next, hasChanged: next !== current };
    });
    return result ?? undefined;
  }

  /** Applies reminders and expiry, and deletes the request after its retention period. */
  async applyTime(tenant: string, id: string): Promise<LicenceRequest | undefined> {
    const updated = await this.update(tenant, id, (request) => request);
    if (!updated) return undefined;
    if (!isPastRetention(updated.request, this.#clock(), this.#rules)) return updated.request;
    await this.#documents.delete(keyOf(tenant, id));
    return undefined;
  }

  async handOver(
    _asker: PersonId,
    receive: (notifications: readonly Notification[]) => Promise<void>,
    key: string,
  ): Promise<void> {
    await retryOnConflict(key, async () => {
      const document = await this.#documents.read<LicenceRequest>(key);
      if (!document?.value.notices?.length) return true;
      const { notices: notifications, ...request } = document.value;
      await receive(notifications);
      await this.#write(request, document.version);
      return true;
    });
  }

  /** Returns a person's own requests, or those they can decide: open ones first, then the newest. */
  async list(
    { tenant, person }: PersonId,
    role: 'asker' | 'decider',
    { offset = 0, limit = MAX_REQUESTS }: { offset?: number; limit?: number } = {},
  ): Promise<readonly LicenceRequest[]> {
    const kind = role === 'asker' ? 'request' : 'request-decider';
    const rows = await this.#documents.find({ kind, where: { tenant, person }, orderBy: '-rank', limit, offset });
    const requests = await Promise.all(
      rows.map(({ row }) => this.read(tenant, String(row.id)).catch(skipCorrupt(this.#onError))),
    );
    return requests.flatMap((one) => one ?? []);
  }

  /** Counts the requests a person submitted since a time, in any state. */
  async countSince({ tenant, person }: PersonId, since: number): Promise<number> {
    const ranks = [{ from: since, to: OPEN_RANK_OFFSET - 1 }, { from: since + OPEN_RANK_OFFSET }];
    const tallies = await Promise.all(
      ranks.map((rank) => this.#documents.tally({ kind: 'request', where: { tenant, person }, between: { rank } })),
    );
    return tallies.flat().reduce((sum, { count }) => sum + count, 0);
  }

  /** Counts all requests and the open ones. */
  async count({ tenant, person }: PersonId, role: 'asker' | 'decider'): Promise<{ all: number; open: number }> {
    const kind = role === 'asker' ? 'request' : 'request-decider';
    const tallies = await this.#documents.tally({ kind, where: { tenant, person } }, { by: 'open' });
    const countOf = (open?: number) =>
      tallies.reduce((sum, { value, count }) => sum + (open === undefined || value === open ? count : 0), 0);
    return { all: countOf(), open: countOf(1) };
  }

  #write(request: LicenceRequest, ifVersion: number): Promise<number> {
    const { id, asker, product, at, deciders, notices: notifications = [] } = request;
    const { tenant } = asker;
    const open = openPeople(request).length > 0 ? 1 : 0;
    const status = { id, open, rank: at + open * OPEN_RANK_OFFSET };
    const due = nextRequestDueAt(request, this.#rules);
    const rows: IndexRow[] = [
      { kind: 'request', ...asker, ...status, product, due },
      ...deciders.map((person) => ({ kind: 'request-decider', tenant, person, ...status })),
      ...(notifications.length > 0 ? [{ kind: 'telling', of: 'request', ...asker }] : []),
    ];
    return this.#documents.write(keyOf(tenant, id), request, { ifVersion, index: rows });
  }
}

const keyOf = (tenant: string, id: string): string => `request/${tenant}/${id}`;
