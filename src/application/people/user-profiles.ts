import type { PersonId } from '../../domain/common/person.ts';
import type { Documents } from '../ports/documents.ts';
import { ConflictError } from '../ports/errors.ts';

/** What the bot remembers of somebody it has met. */
export interface UserProfile {
  /** The language they chose, which goes before the channel's. */
  readonly language?: 'en' | 'nl';
  readonly welcomed?: boolean;
  /** Where they can be spoken to first; only the channel's edge knows what it means. */
  readonly address?: unknown;
}

/** Remembers people: their language, whether they were welcomed, where they are to be found. */
export class UserProfiles {
  readonly #documents: Documents;

  constructor(documents: Documents) {
    this.#documents = documents;
  }

  async get(person: PersonId): Promise<UserProfile> {
    return (await this.#documents.read<UserProfile>(keyOf(person)))?.value ?? {};
  }

  async setLanguage(person: PersonId, language: 'en' | 'nl'): Promise<void> {
    await this.#update(person, (profile) => ({ ...profile, language }));
  }

  /** Whether this is the first time: true once, however often it is asked. */
  async markWelcomed(person: PersonId): Promise<boolean> {
    return this.#update(person, (profile) => (profile.welcomed ? profile : { ...profile, welcomed: true }));
  }

  async saveConversationReference(person: PersonId, reference: unknown): Promise<void> {
    await this.#update(person, (met) =>
      JSON.stringify(met.address) === JSON.stringify(reference) ? met : { ...met, address: reference },
    );
  }

  /** Whether anything was changed. */
  async #update(person: PersonId, change: (profile: UserProfile) => UserProfile): Promise<boolean> {
    for (;;) {
      const stored = await this.#documents.read<UserProfile>(keyOf(person));
      const current = stored?.value ?? {};
      const updated = change(current);
      if (updated === current) return false;
      try {
        await this.#documents.write(keyOf(person), updated, { ifVersion: stored?.version ?? 0 });
        return true;
      } catch (error) {
        if (!(error instanceof ConflictError)) throw error;
      }
    }
  }
}

const keyOf = ({ tenant, person }: PersonId): string => `met/${tenant}/${person}`;
