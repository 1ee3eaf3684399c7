import { z } from 'zod';
import type { Directory, Organisations } from '../../../application/ports/ports.ts';
import { normaliseText } from '../../../application/subscriptions/match-product.ts';
import type { Person, Role } from '../../../domain/common/person.ts';
import type { ServiceClient } from './service-client.ts';
import { ServiceFault } from './service-fault.ts';

export interface GraphDirectoryParts {
  /** Graph, called for the app itself in one organisation. */
  readonly graph: (tenant: string) => ServiceClient;
  readonly appId: string;
  /** The app's role that administrators are given, as its manifest calls it. */
  readonly administratorRole: string;
  /** Where the directory says nothing: language and time zone of the organisation. */
  readonly locale: string;
  readonly timeZone: string;
}

const user = z.object({
  id: z.string(),
  displayName: z.string().nullish(),
  mail: z.string().nullish(),
  userPrincipalName: z.string(),
  userType: z.string().nullish(),
  preferredLanguage: z.string().nullish(),
  manager: z.object({ id: z.string() }).nullish(),
});
const named = z.object({ displayName: z.string().nullish() });
type User = z.infer<typeof user>;

const assigned = z.object({ principalId: z.string(), principalType: z.string(), appRoleId: z.string() });
const app = z.object({
  id: z.string(),
  appRoles: z.array(z.object({ id: z.string(), value: z.string().nullish(), isEnabled: z.boolean() })),
});

const SELECT = 'id,displayName,mail,userPrincipalName,userType,preferredLanguage';
/** What a search, and a list of people only, want. */
const EVENTUAL = { ConsistencyLevel: 'eventual' };
const PEOPLE = '/microsoft.graph.user';

/** The people of an organisation, as Graph has them. Needs User.Read.All, and Application.Read.All for administrators. */
export class GraphDirectory implements Directory, Organisations {
  readonly #parts: GraphDirectoryParts;

  constructor(parts: GraphDirectoryParts) {
    this.#parts = parts;
  }

  async person(tenant: string, id: string): Promise<Person | undefined> {
    if (!isId(id)) return undefined;
    const query = { $select: SELECT, $expand: 'manager($select=id)' };
    const found = await there(this.#parts.graph(tenant).get(user, `users/${id}`, query));
    if (!found) return this.#left(tenant, id);
    const administrators = await this.#administratorIds(tenant);
    return this.#person(found, administrators.has(id) ? ['administrator'] : []);
  }

  async organisationName(tenant: string): Promise<string> {
    const path = `organization/${encodeURIComponent(tenant)}`;
    const found = await there(this.#parts.graph(tenant).get(named, path, { $select: 'displayName' }));
    return found?.displayName ?? '';
  }

  async search(tenant: string, text: string, limit: number): Promise<readonly Person[]> {
    const address = text.trim().includes('@');
    const words = address ? [text.trim()] : normaliseText(text).split(' ').filter(Boolean);
    if (words.length === 0) return [];
    // What is between the quotes is data: neither a quote nor a backslash may end it.
    const quoted = words.map((word) => word.replace(/["\\]/g, ' '));
    const term = (word: string) =>
      address ? `("mail:${word}" OR "userPrincipalName:${word}")` : `"displayName:${word}"`;
    const query = { $search: quoted.map(term).join(' AND '), $select: SELECT, $top: String(Math.min(999, limit)) };
    const { value } = await this.#parts.graph(tenant).get(z.object({ value: z.array(user) }), 'users', query, EVENTUAL);
    const people = value.map((one) => this.#person(one)).slice(0, limit);
    return people.sort((one, other) => Number(one.kind === 'guest') - Number(other.kind === 'guest'));
  }

  async team(tenant: string, id: string): Promise<readonly Person[]> {
    const manager = (await this.person(tenant, id))?.manager;
    if (manager === undefined) return [];
    return (await this.reports(tenant, manager)).filter((one) => one.id !== id);
  }

  async reports(tenant: string, id: string): Promise<readonly Person[]> {
    if (!isId(id)) return [];
    // Only people: a manager may have contacts of other organisations below them.
    const query = { $select: SELECT, $count: 'true' };
    const all = this.#parts.graph(tenant).all(user, `users/${id}/directReports${PEOPLE}`, query, EVENTUAL);
    const people = ((await there(all)) ?? []).map((one) => ({ ...this.#person(one), manager: id }));
    return people.sort((one, other) => one.name.localeCompare(other.name));
  }

  async administrators(tenant: string): Promise<readonly Person[]> {
    const people = [...(await this.#administratorIds(tenant))].map((id) => this.person(tenant, id));
    return (await Promise.all(people)).filter((one) => one?.kind === 'member') as Person[];
  }

  /** Whoever was given the app's role: people, and everybody in a group. */
  async #administratorIds(tenant: string): Promise<ReadonlySet<string>> {
    const { graph, appId, administratorRole } = this.#parts;
    const service = graph(tenant);
    const path = `servicePrincipals(appId='${appId}')`;
    const { appRoles } = await service.get(app, path, { $select: 'id,appRoles' });
    const role = appRoles.find(({ value, isEnabled }) => isEnabled && value === administratorRole)?.id;
    if (role === undefined) return new Set();
    const given = (await service.all(assigned, `${path}/appRoleAssignedTo`)).filter((one) => one.appRoleId === role);
    const ids = await Promise.all(
      given.map(async ({ principalId, principalType }) => {
        if (principalType !== 'Group') return [principalId];
        const query = { $select: 'id', $count: 'true' };
        const members = service.all(
          z.object({ id: z.string() }),
          `groups/${principalId}/transitiveMembers${PEOPLE}`,
          query,
          EVENTUAL,
        );
        return ((await there(members)) ?? []).map(({ id }) => id);
      }),
    );
    return new Set(ids.flat());
  }

  /** Somebody whose account was deleted is known for thirty days more (RULES #20). */
  async #left(tenant: string, id: string): Promise<Person | undefined> {
    const path = `directory/deletedItems/${id}${PEOPLE}`;
    const found = await there(this.#parts.graph(tenant).get(user, path, { $select: SELECT }));
    return found && { ...this.#person(found), kind: 'left' };
  }

  #person(one: User, roles: readonly Role[] = []): Person {
    const { id, displayName, mail, userPrincipalName, userType, preferredLanguage, manager } = one;
    // An address of somebody of another organisation has this in it, whatever else is said of them.
    const guest = userType?.toLowerCase() === 'guest' || userPrincipalName.includes('#EXT#');
    return {
      id,
      name: displayName || userPrincipalName,
      mail: mail ?? '',
      kind: guest ? 'guest' : 'member',
      roles,
      locale: preferredLanguage || this.#parts.locale,
      timeZone: this.#parts.timeZone,
      ...(manager && { manager: manager.id }),
    };
  }
}

/** Ids come from channels and cards too: only what looks like one is put into an address. */
const isId = (id: string): boolean => z.guid().safeParse(id).success;

/** Nothing in the place of what is not there; every other fault stays one. */
async function there<T>(asked: Promise<T>): Promise<T | undefined> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof ServiceFault && error.kind === 'not-found') return undefined;
    throw error;
  }
}
