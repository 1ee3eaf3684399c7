import type { PersonId } from '../../domain/common/person.ts';
import type { Documents } from '../ports/documents.ts';
import { updateDocument } from '../runtime/update-document.ts';

/** What the bot stores about a user. */
export interface UserProfile {
  /** The language the user chose; it overrides the channel's. */
  readonly language?: 'en' | 'nl';
  readonly welcomed?: boolean;
  /** The conversation reference for proactive messages; only the channel adapter knows its shape. */
  readonly address?: unknown;
}

const NEW_PROFILE: UserProfile = {};

/** Stores user profiles: language, whether welcomed, conversation reference. */
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

  /** Marks the user as welcomed; returns true the first time only. */
  async markWelcomed(person: PersonId): Promise<boolean> {
    return this.#update(person, (profile) => (profile.welcomed ? profile : { ...profile, welcomed: true }));
  }

  async saveConversationReference(person: PersonId, reference: unknown): Promise<void> {
    await this.#update(person, (profile) =>
      JSON.stringify(profile.address) === JSON.stringify(reference) ? profile : { ...profile, address: reference },
    );
  }

  /** Returns whether the profile changed. */
  async #update(person: PersonId, change: (profile: UserProfile) => UserProfile): Promise<boolean> {
    const update = (profile: UserProfile = NEW_PROFILE) => {
      const updated = change(profile);
      return updated === NEW_PROFILE ? undefined : updated;
    };
    return (await updateDocument(this.#documents, keyOf(person), update)).hasChanged;
  }
}

const keyOf = ({ tenant, person }: PersonId): string => `met/${tenant}/${person}`;
