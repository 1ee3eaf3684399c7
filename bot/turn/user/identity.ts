import type { Activity } from 'botbuilder';
import type { Directory } from '../../../src/application/ports/directory.ts';
import type { Documents } from '../../../src/application/ports/documents.ts';
import type { Actor } from '../../../src/domain/common/actor.ts';
import type { Person } from '../../../src/domain/common/person.ts';
import { isTeams } from '../../channel/activity-parser.ts';
import { channelKey } from '../conversation/conversation-state.ts';

export interface IdentifiedUser {
  readonly actor: Actor;
  /** The user's locale in the directory. */
  readonly locale?: string;
}

/** The directory, and the tenant of the test personas. */
type TestDirectory = Pick<Directory, 'person'> & { readonly tenant: string };

/** Identifies the user from the activity alone. */
export class Identity {
  readonly #directory: TestDirectory;
  readonly #documents: Documents;
  readonly #allowsImpersonation: boolean;

  /** @param allowsImpersonation whether testers may choose a persona: only without sign-in, on the loopback address */
  constructor(directory: TestDirectory, documents: Documents, allowsImpersonation: boolean) {
    this.#directory = directory;
    this.#documents = documents;
    this.#allowsImpersonation = allowsImpersonation;
  }

  /** The user, or `undefined` if the channel does not tell and the tester chose no persona. */
  async of(activity: Activity): Promise<IdentifiedUser | undefined> {
    if (isTeams(activity)) return this.#teamsUser(activity);
    if (!this.#allowsImpersonation) return undefined;
    const { tenant } = this.#directory;
    const persona = await this.#documents.read<{ person: string }>(keyOf(activity));
    const person = await this.#directory.person(tenant, persona?.value.person ?? activity.from?.id ?? '');
    return person && userOf(tenant, person);
  }

  /** Whether the sender of this activity may choose a persona. */
  mayChoose(activity: Activity): boolean {
    return this.#allowsImpersonation && !isTeams(activity);
  }

  async choose(activity: Activity, person: string): Promise<void> {
    await this.#documents.write(keyOf(activity), { person });
  }

  async #teamsUser(activity: Activity): Promise<IdentifiedUser | undefined> {
    const { aadObjectId, name } = activity.from ?? {};
    const tenant: unknown = activity.conversation?.tenantId ?? activity.channelData?.tenant?.id;
    if (typeof tenant !== 'string' || !ID.test(tenant) || !ID.test(aadObjectId ?? '') || !aadObjectId) return undefined;
    const person = await this.#directory.person(tenant, aadObjectId);
    if (person) return userOf(tenant, person);
    const displayName = name?.slice(0, MAX_NAME_LENGTH) || aadObjectId;
    return { actor: { tenant, person: aadObjectId, name: displayName, kind: 'member', roles: [] } };
  }
}

const userOf = (tenant: string, { id, name, kind, roles, locale }: Person): IdentifiedUser => ({
  actor: { tenant, person: id, name, kind, roles },
  locale,
});

const keyOf = ({ channelId, from }: Activity): string => channelKey('identity', channelId, from?.id);

/** Ids in Entra's form and similar ones, none of which can span two parts of a document key. */
const ID = /^[\w.:@-]{1,100}$/;

/** Characters kept of the name that the channel gives for a user who is not in the directory. */
const MAX_NAME_LENGTH = 100;
