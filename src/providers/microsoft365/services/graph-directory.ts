import { z } from 'zod';
import type { Directory, Organisations } from '../../../application/ports/directory.ts';
import { normaliseText } from '../../../application/subscriptions/match-product.ts';
import type { Person, Role } from '../../../domain/common/person.ts';
import type { ServiceClient } from './service-client.ts';
import { undefinedIfNotFound } from './service-error.ts';

export interface GraphDirectoryDeps {
  /** Graph, called as the app in one organisation. */
  readonly graph: (tenant: string) => ServiceClient;
  readonly appId: string;
  /** The app role of administrators, as the app's manifest names it. */
  readonly administratorRole: string;
  /** The organisation's language and time zone, for people without their own. */
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
/** Searches and lists that are filtered by type require this header. */
const EVENTUAL_HEADERS = { ConsistencyLevel: 'eventual' };
const USERS_ONLY = '/microsoft.graph.user';

/** The people of an organisation, read from Graph. Requires User.Read.All, and Application.Read.All for administrators. */
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
    // The quoted text is user input: quotes and backslashes are removed so that it cannot end the term.
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
    // Users only: the reports of a manager may include contacts of other organisations.
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

  /** The ids of everybody with the administrator role, assigned directly or through a group. */
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

  /** A deleted user, whom Graph still lists for 30 days (RULES #20). */
  async #deletedUser(tenant: string, id: string): Promise<Person | undefined> {
    const path = `directory/deletedItems/${id}${USERS_ONLY}`;
    const user = await undefinedIfNotFound(this.#deps.graph(tenant).get(userSchema, path, { $select: USER_FIELDS }));
    return user && { ...this.#toPerson(user), kind: 'left' };
  }

  #toPerson(user: User, roles: readonly Role[] = []): Person {
    const { id, displayName, mail, userPrincipalName, userType, preferredLanguage, manager } = user;
    // The principal name of a user of another organisation contains this, whatever their type is.
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

/** Whether a text is an object id: ids come from channels and cards too, and only a GUID is put into a URL. */
const isId = (id: string): boolean => z.guid().safeParse(id).success;
