import type { Person } from '../../../src/domain/common/person.ts';
import { paged } from './paged.ts';
import { type Route, refused } from './stand-in.ts';

export const APP = '5b1c3d0a-0000-4000-8000-00000000000a';
export const ROLE = 'PurchaseDesk.Administrator';

const SERVICE_PRINCIPAL = `servicePrincipals\\(appId='${APP}'\\)`;
const USER = '(?<id>[0-9a-f-]{36})';
const EVENTUAL = { ConsistencyLevel: 'eventual' };
const ROLE_ID = '7a1e0000-0000-4000-8000-000000000001';
const OTHER_ROLE_ID = '7a1e0000-0000-4000-8000-000000000002';
const GROUP_ID = '7a1e0000-0000-4000-8000-000000000003';

export interface GraphData {
  readonly people: readonly Person[];
  /** Whether administrators have their role through a group. */
  readonly throughGroup?: boolean;
  /** Who has a licence of a product. */
  readonly holders?: (sku: string) => readonly string[];
  /** Which licences somebody has. */
  readonly licencesOf?: (person: string) => readonly string[];
  /** Whether it is said in which country somebody is. */
  readonly located?: (person: string) => boolean;
}

/** Graph's directory, for the people of a test. */
export function directoryRoutes(data: GraphData): readonly Route[] {
  const { people, throughGroup = false, holders = () => [] } = data;
  const selected = (one: Person, query: URLSearchParams) => chosen(fieldsOf(one, data), query);
  const here = (id = '') => people.find((one) => one.id === id && one.kind !== 'left');
  const gone = (id = '') => people.find((one) => one.id === id && one.kind === 'left');
  const none = refused(404, 'Request_ResourceNotFound');
  const administrators = people.filter(({ roles }) => roles.includes('administrator'));
  return [
    {
      method: 'GET',
      path: new RegExp(`^users/${USER}$`),
      query: ['$select', '$expand'],
      answer: ({ at, query }) => {
        const found = here(at.id);
        if (!found) return none;
        const manager = found.manager &&
          query.get('$expand') === 'manager($select=id)' && { manager: { id: found.manager } };
        return { json: { ...selected(found, query), ...manager } };
      },
    },
    {
      method: 'GET',
      path: new RegExp(`^directory/deletedItems/${USER}/microsoft.graph.user$`),
      query: ['$select'],
      answer: ({ at, query }) => {
        const found = gone(at.id);
        return found ? { json: selected(found, query) } : none;
      },
    },
    {
      method: 'GET',
      path: new RegExp(`^users/${USER}/manager$`),
      query: ['$select'],
      answer: ({ at, query }) => {
        const found = here(here(at.id)?.manager);
        return found ? { json: selected(found, query) } : none;
      },
    },
    {
      method: 'GET',
      path: /^organization\/[0-9a-f-]{36}$/,
      query: ['$select'],
      answer: () => ({ json: { displayName: 'Fabrikaat' } }),
    },
    {
      method: 'GET',
      path: /^users$/,
      query: ['$search', '$select', '$top', '$filter', '$count', '$skiptoken'],
      needs: EVENTUAL,
      answer: (asked) => {
        const { query } = asked;
        const sku = /^assignedLicenses\/any\(u:u\/skuId eq ([0-9a-f-]{36})\)$/.exec(query.get('$filter') ?? '')?.[1];
        if (sku !== undefined) {
          const found = people.filter(({ id, kind }) => kind !== 'left' && holders(sku).includes(id));
          return paged(asked, found, (one) => selected(one, query), '@odata.nextLink');
        }
        const terms = (query.get('$search') ?? '').split(' AND ');
        const parsed = terms.map((term) => [...term.matchAll(/"(\w+):([^"\\]*)"/g)]);
        if (parsed.some((of) => of.length === 0)) return refused(400, 'Request_UnsupportedQuery');
        const has = (one: Person) =>
          parsed.every((of) =>
            of.some(([, name = '', value = '']) =>
              wordsOf(one, name).some((word) => word.startsWith(folded(value.trim()))),
            ),
          );
        const found = people.filter((one) => one.kind !== 'left' && has(one)).slice(0, Number(query.get('$top')));
        return { json: { value: found.map((one) => selected(one, query)) } };
      },
    },
    {
      method: 'GET',
      path: new RegExp(`^users/${USER}/directReports/microsoft.graph.user$`),
      query: ['$select', '$count', '$skiptoken'],
      needs: EVENTUAL,
      answer: (asked) =>
        here(asked.at.id)
          ? paged(
              asked,
              people.filter(({ manager, kind }) => manager === asked.at.id && kind !== 'left'),
              (one) => selected(one, asked.query),
              '@odata.nextLink',
            )
          : none,
    },
    {
      method: 'GET',
      path: new RegExp(`^${SERVICE_PRINCIPAL}$`),
      query: ['$select'],
      answer: () => ({
        json: {
          id: '7a1e0000-0000-4000-8000-000000000009',
          appRoles: [
            { id: OTHER_ROLE_ID, value: 'Something.Else', isEnabled: true },
            { id: ROLE_ID, value: ROLE, isEnabled: true },
          ],
        },
      }),
    },
    {
      method: 'GET',
      path: new RegExp(`^${SERVICE_PRINCIPAL}/appRoleAssignedTo$`),
      query: ['$skiptoken'],
      answer: (asked) => {
        const [somebody] = people.filter(({ roles }) => roles.length === 0);
        const given = throughGroup
          ? [{ principalId: GROUP_ID, principalType: 'Group', appRoleId: ROLE_ID }]
          : administrators.map(({ id }) => ({ principalId: id, principalType: 'User', appRoleId: ROLE_ID }));
        const other = { principalId: somebody?.id, principalType: 'User', appRoleId: OTHER_ROLE_ID };
        return paged(asked, [other, ...given], (one) => one, '@odata.nextLink');
      },
    },
    {
      method: 'GET',
      path: new RegExp(`^groups/${GROUP_ID}/transitiveMembers/microsoft.graph.user$`),
      query: ['$select', '$count', '$skiptoken'],
      needs: EVENTUAL,
      answer: (asked) => paged(asked, administrators, ({ id }) => ({ id }), '@odata.nextLink'),
    },
  ];
}

const folded = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();

const wordsOf = (one: Person, name: string): readonly string[] =>
  name === 'displayName' ? folded(one.name).split(/[^\p{L}\p{N}]+/u) : [folded(one.mail)];

function fieldsOf(one: Person, { licencesOf = () => [], located = () => true }: GraphData): Record<string, unknown> {
  const guest = one.kind === 'guest';
  return {
    id: one.id,
    displayName: one.name,
    mail: one.mail === '' ? null : one.mail,
    userPrincipalName: guest ? `${one.mail.replace('@', '_')}#EXT#@fabrikaat.example.com` : one.mail,
    userType: guest ? 'Guest' : 'Member',
    preferredLanguage: one.locale,
    usageLocation: located(one.id) ? 'NL' : null,
    assignedLicenses: licencesOf(one.id).map((skuId) => ({ skuId, disabledPlans: [] })),
  };
}

/** Only what was asked for: Graph gives nothing else. */
function chosen(all: Record<string, unknown>, query: URLSearchParams): Record<string, unknown> {
  return Object.fromEntries((query.get('$select') ?? '').split(',').map((name) => [name, all[name] ?? null]));
}
