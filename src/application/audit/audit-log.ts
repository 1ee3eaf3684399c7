import type { AccountEvent, UserAction } from '../../domain/audit/account-event.ts';
import { type AuditTrail, appendEvents, personTrailName, type SignEntry } from '../../domain/audit/audit-trail.ts';
import type { PersonId } from '../../domain/common/person.ts';
import { type Clock, Conflict, type Documents } from '../ports/ports.ts';
import { filedTrail, type Recent, recentIn } from './audit-trail-store.ts';

const ATTEMPTS = 20;

/** What somebody does that is no change of their account, in a trail of their own. */
export class AuditLog {
  readonly #documents: Documents;
  readonly #seal: SignEntry;
  readonly #clock: Clock;

  constructor(documents: Documents, seal: SignEntry, clock: Clock) {
    this.#documents = documents;
    this.#seal = seal;
    this.#clock = clock;
  }

  /** Writes down what somebody is about to do: nothing is done of which there is no trace. */
  async record(
    person: PersonId,
    deed: Omit<AccountEvent, 'at' | 'by' | 'what'> & { readonly what: UserAction },
  ): Promise<void> {
    const name = personTrailName(person);
    const happening = { ...deed, at: this.#clock(), by: person.person };
    for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
      const stored = await this.#documents.read<Kept>(name);
      const rest = stored && (await filedTrail(this.#documents, name, stored.value.trail));
      const trail = appendEvents(name, rest, [happening], this.#seal);
      const { tenant, person: id } = person;
      const index = { kind: 'trail', tenant, person: id, count: trail.count };
      try {
        await this.#documents.write<Kept>(name, { trail }, { ifVersion: stored?.version ?? 0, index });
        return;
      } catch (error) {
        if (!(error instanceof Conflict)) throw error;
      }
    }
    throw new Conflict(name);
  }

  async recent(person: PersonId, wanted: number): Promise<Recent> {
    const name = personTrailName(person);
    const stored = await this.#documents.read<Kept>(name);
    return recentIn(this.#documents, name, stored?.value.trail, wanted);
  }
}

/** What a document with a trail in it has in any case. */
interface Kept {
  readonly trail: AuditTrail;
}
