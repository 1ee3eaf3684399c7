import type { AccountEvent, UserAction } from '../../domain/audit/account-event.ts';
import type { AuditTrail, RecentEntries, SignEntry } from '../../domain/audit/audit-trail.ts';
import { appendEvents, personTrailName } from '../../domain/audit/signed-trail.ts';
import type { PersonId } from '../../domain/common/person.ts';
import type { Clock } from '../ports/clock.ts';
import type { Documents } from '../ports/documents.ts';
import { ConflictError } from '../ports/errors.ts';
import { fileSegments, readRecent } from './audit-trail-store.ts';

const ATTEMPTS = 20;

/** Records user actions that do not change an account, in an audit trail per user. */
export class AuditLog {
  readonly #documents: Documents;
  readonly #sign: SignEntry;
  readonly #clock: Clock;

  constructor(documents: Documents, sign: SignEntry, clock: Clock) {
    this.#documents = documents;
    this.#sign = sign;
    this.#clock = clock;
  }

  /** Records an action before it is executed, so that none goes unrecorded. */
  async record(
    person: PersonId,
    action: Omit<AccountEvent, 'at' | 'by' | 'what'> & { readonly what: UserAction },
  ): Promise<void> {
    const name = personTrailName(person);
    const event = { ...action, at: this.#clock(), by: person.person };
    for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
      const stored = await this.#documents.read<TrailDocument>(name);
      const unfiled = stored && (await fileSegments(this.#documents, name, stored.value.trail));
      const trail = appendEvents(name, unfiled, [event], this.#sign);
      const { tenant, person: id } = person;
      const index = { kind: 'trail', tenant, person: id, count: trail.count };
      try {
        await this.#documents.write<TrailDocument>(name, { trail }, { ifVersion: stored?.version ?? 0, index });
        return;
      } catch (error) {
        if (!(error instanceof ConflictError)) throw error;
      }
    }
    throw new ConflictError(name);
  }

  async recent(person: PersonId, minimum: number): Promise<RecentEntries> {
    const name = personTrailName(person);
    const stored = await this.#documents.read<TrailDocument>(name);
    return readRecent(this.#documents, name, stored?.value.trail, minimum);
  }
}

/** The part that all documents with an audit trail share. */
interface TrailDocument {
  readonly trail: AuditTrail;
}
