import type { Activity } from 'botbuilder';
import type { Directory, Documents } from '../../src/application/ports/ports.ts';
import type { Actor } from '../../src/domain/common/actor.ts';
import type { Person } from '../../src/domain/common/person.ts';
import { isTeams } from '../channel/surface.ts';
import { escapeKey } from './escape-key.ts';

export interface Identified {
  readonly actor: Actor;
  /** What the organisation knows of their language. */
  readonly locale?: string;
}

/** The directory, and the organisation that testers are of. */
type Organised = Pick<Directory, 'person'> & { readonly tenant: string };

/** Says who is speaking, from the activity alone. */
export class Identity {
  readonly #organisation: Organised;
  readonly #documents: Documents;
  /** Whether people may say who they are: only where nobody signs in, on loopback. */
  readonly #trying: boolean;

  constructor(organisation: Organised, documents: Documents, trying: boolean) {
    this.#organisation = organisation;
    this.#documents = documents;
    this.#trying = trying;
  }

  /** Nothing when the channel does not tell and nobody was chosen. */
  async of(activity: Activity): Promise<Identified | undefined> {
    if (isTeams(activity)) return this.#inTeams(activity);
    if (!this.#trying) return undefined;
    const { tenant } = this.#organisation;
    const chosen = await this.#documents.read<{ person: string }>(keyOf(activity));
    const person = await this.#organisation.person(tenant, chosen?.value.person ?? activity.from?.id ?? '');
    return person && known(tenant, person);
  }

  /** Whether whoever sends this activity may choose whom to be. */
  mayChoose(activity: Activity): boolean {
    return this.#trying && !isTeams(activity);
  }

  async choose(activity: Activity, person: string): Promise<void> {
    await this.#documents.write(keyOf(activity), { person });
  }

  async #inTeams(activity: Activity): Promise<Identified | undefined> {
    const { aadObjectId, name } = activity.from ?? {};
    const tenant: unknown = activity.conversation?.tenantId ?? activity.channelData?.tenant?.id;
    if (typeof tenant !== 'string' || !ID.test(tenant) || !ID.test(aadObjectId ?? '') || !aadObjectId) return undefined;
    const person = await this.#organisation.person(tenant, aadObjectId);
    if (person) return known(tenant, person);
    return {
      actor: {
        tenant,
        person: aadObjectId,
        name: name?.slice(0, LONGEST_NAME) || aadObjectId,
        kind: 'member',
        roles: [],
      },
    };
  }
}

const known = (tenant: string, { id, name, kind, roles, locale }: Person): Identified => ({
  actor: { tenant, person: id, name, kind, roles },
  locale,
});

const keyOf = ({ channelId, from }: Activity): string => ['identity', channelId, from?.id].map(escapeKey).join('/');

/** Ids as Entra makes them, and others of their kind: never two parts of a key. */
const ID = /^[\w.:@-]{1,100}$/;

/** Letters of a name that somebody whom no directory knows brings along. */
const LONGEST_NAME = 100;
