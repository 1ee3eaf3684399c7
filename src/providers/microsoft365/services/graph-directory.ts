import { z } from 'zod';
import type { Directory, Organisations } from '../../../application/ports/directory.ts';
import { normaliseText } from '../../../application/subscriptions/match-product.ts';
import type { Person, Role } from '../../../domain/common/person.ts';
import type { ServiceClient } from './service-client.ts';
import { undefinedIfNotFound } from './service-error.ts';

export interface GraphDirectoryDeps {
  /** Graph, called for the app itself in one organisation. */
  readonly graph: (tenant: string) => ServiceClient;
  readonly appId: string;
  /** The app's role that administrators are given, as its manifest calls it. */
  readonly administratorRole: string;
  /** Where the directory says nothing: language and time zone of the organisation. */
  readonly locale: string;
  readonly timeZone: string;
}

const userSchema = z.object({
  id: z.string(),
  displayName: z.string().nullish(),
  mail: z.string().nullish(),
  userPrincipalName: z.string(),
  userType: z.string().nullish(),
  preferredLanguage: z.string().nullish(),
  manager: z.object({ id: z.string() }).nullish(),
});
const organisationSchema = z.object({ displayName: z.string().nullish() });
type User = z.infer<typeof userSchema>;

const roleAssignmentSchema = z.object({ principalId: z.string(), principalType: z.string(), appRoleId: z.string() });
const servicePrincipalSchema = z.object({
  id: z.string(),
  appRoles: z.array(z.object({ id: z.string(), value: z.string().nullish(), isEnabled: z.boolean() })),
});

const USER_FIELDS = 'id,displayName,mail,userPrincipalName,userType,preferredLanguage';
/** What a search, and a list of people only, want. */
const EVENTUAL_HEADERS = { ConsistencyLevel: 'eventual' };
const USERS_ONLY = '/microsoft.graph.user';

/** The people of an organisation, as Graph has them. Needs User.Read.All, and Application.Read.All for administrators. */
export class GraphDirectory implements Directory, Organisations {
  readonly #deps: GraphDirectoryDeps;

  constructor(deps: GraphDirectoryDeps) {
    this.#deps = deps;
  }

  async person(tenant: string, id: string): Promise<Person | undefined> {
    if (!isId(id)) return undefined;
    const query = { $select: USER_FIELDS, $expand: 'manager($select=id)' };
    const user = await undefinedIfNotFound(this.#deps.graph(tenant).get(userSchema, `users/${id}`, query));
    if (!user) return this.#deletedUser(tenant, id);
    const administrators = await this.#administratorIds(tenant);
    return this.#toPerson(user, administrators.has(id) ? ['administrator'] : []);
  }

  async organisationName(tenant: string): Promise<string> {
    const path = `organization/${encodeURIComponent(tenant)}`;
    const organisation = await undefinedIfNotFound(
      this.#deps.graph(tenant).get(organisationSchema, path, { $select: 'displayName' }),
    );
    return organisation?.displayName ?? '';
  }

  async search(tenant: string, text: string, limit: number): Promise<readonly Person[]> {
    const isAddress = text.trim().includes('@');
    const words = isAddress ? [text.trim()] : normaliseText(text).split(' ').filter(Boolean);
    if (words.length === 0) return [];
    // What is between the quotes is data: neither a quote nor a backslash may end it.
    const quoted = words.map((word) => word.replace(/["\\]/g, ' '));
    const term = (word: string) =>
      isAddress ? `("mail:${word}" OR "userPrincipalName:${word}")` : `"displayName:${word}"`;
    const query = { $search: quoted.map(term).join(' AND '), $select: USER_FIELDS, $top: String(Math.min(999, limit)) };
    const { value } = await this.#deps
      .graph(tenant)
      .get(z.object({ value: z.array(userSchema) }), 'users', query, EVENTUAL_HEADERS);
    const people = value.map((one) => this.#toPerson(one)).slice(0, limit);
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
    const query = { $select: USER_FIELDS, $count: 'true' };
    const users = this.#deps
      .graph(tenant)
      .all(userSchema, `users/${id}/directReports${USERS_ONLY}`, query, EVENTUAL_HEADERS);
    const people = ((await undefinedIfNotFound(users)) ?? []).map((one) => ({ ...this.#toPerson(one), manager: id }));
    return people.sort((one, other) => one.name.localeCompare(other.name));
  }

  async administrators(tenant: string): Promise<readonly Person[]> {
    const people = [...(await this.#administratorIds(tenant))].map((id) => this.person(tenant, id));
    return (await Promise.all(people)).filter((one) => one?.kind === 'member') as Person[];
  }

  /** Whoever was given the app's role: people, and everybody in a group. */
  async #administratorIds(tenant: string): Promise<ReadonlySet<string>> {
    const { graph, appId, administratorRole } = this.#deps;
    const service = graph(tenant);
    const path = `servicePrincipals(appId='${appId}')`;
    const { appRoles } = await service.get(servicePrincipalSchema, path, { $select: 'id,appRoles' });
    const role = appRoles.find(({ value, isEnabled }) => isEnabled && value === administratorRole)?.id;
    if (role === undefined) return new Set();
    const assignments = (await service.all(roleAssignmentSchema, `${path}/appRoleAssignedTo`)).filter(
      (one) => one.appRoleId === role,
    );
    const ids = await Promise.all(
      assignments.map(async ({ principalId, principalType }) => {
        if (principalType !== 'Group') return [principalId];
        const query = { $select: 'id', $count: 'true' };
        const members = service.all(
          z.object({ id: z.string() }),
          `groups/${principalId}/transitiveMembers${USERS_ONLY}`,
          query,
          EVENTUAL_HEADERS,
        );
        return ((await undefinedIfNotFound(members)) ?? []).map(({ id }) => id);
      }),
    );
    return new Set(ids.flat());
  }

  /** Somebody whose account was deleted is known for thirty days more (RULES #20). */
  async #deletedUser(tenant: string, id: string): Promise<Person | undefined> {
    const path = `directory/deletedItems/${id}${USERS_ONLY}`;
    const user = await undefinedIfNotFound(this.#deps.graph(tenant).get(userSchema, path, { $select: USER_FIELDS }));
    return user && { ...this.#toPerson(user), kind: 'left' };
  }

  #toPerson(user: User, roles: readonly Role[] = []): Person {
    const { id, displayName, mail, userPrincipalName, userType, preferredLanguage, manager } = user;
    // An address of somebody of another organisation has this in it, whatever else is said of them.
    const isGuest = userType?.toLowerCase() === 'guest' || userPrincipalName.includes('#EXT#');
    return {
      id,
      name: displayName || userPrincipalName,
      mail: mail ?? '',
      kind: isGuest ? 'guest' : 'member',
      roles,
      locale: preferredLanguage || this.#deps.locale,
      timeZone: this.#deps.timeZone,
      ...(manager && { manager: manager.id }),
    };
  }
}

/** Ids come from channels and cards too: only what looks like one is put into an address. */
const isId = (id: string): boolean => z.guid().safeParse(id).success;
