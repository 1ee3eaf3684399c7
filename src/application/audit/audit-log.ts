import type { AccountEvent, UserAction } from '../../domain/audit/account-event.ts';
import type { AuditTrail, RecentEntries, SignEntry } from '../../domain/audit/audit-trail.ts';
import { appendEvents, personTrailName } from '../../domain/audit/signed-trail.ts';
import type { PersonId } from '../../domain/common/person.ts';
import type { Clock } from '../ports/clock.ts';
import type { Documents } from '../ports/documents.ts';
import { updateDocument } from '../runtime/update-document.ts';
import { fileSegments, readRecent } from './audit-trail-store.ts';

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
    const append = async (current: TrailDocument | undefined): Promise<TrailDocument> => {
      const unfiled = current && (await fileSegments(this.#documents, name, current.trail));
      return { trail: appendEvents(name, unfiled, [event], this.#sign) };
    };
    const { tenant, person: id } = person;
    await updateDocument(this.#documents, name, append, {
      index: ({ trail: { count } }) => ({ kind: 'trail', tenant, person: id, count }),
    });
  }

  async recent(person: PersonId, minimum: number): Promise<RecentEntries> {
    const name = personTrailName(person);
    const document = await this.#documents.read<TrailDocument>(name);
    return readRecent(this.#documents, name, document?.value.trail, minimum);
  }
}

/** The part that all documents with an audit trail share. */
interface TrailDocument {
  readonly trail: AuditTrail;
}
