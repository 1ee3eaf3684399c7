import type { Person } from '../../../src/domain/common/person.ts';
import { pageReply } from './page-reply.ts';
import { errorReply, type Route } from './stand-in.ts';

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
  /** The people who have a licence of a SKU. */
  readonly holders?: (sku: string) => readonly string[];
  /** The SKUs of a person's licences. */
  readonly licencesOf?: (person: string) => readonly string[];
  /** Whether a person has a usage location. */
  readonly hasUsageLocation?: (person: string) => boolean;
}

/** The routes of Graph's directory, for the people of a test. */
export function directoryRoutes(data: GraphData): readonly Route[] {
  const { people, throughGroup = false, holders = () => [] } = data;
  const selectedFields = (one: Person, query: URLSearchParams) => selectFields(userFields(one, data), query);
  const findActive = (id = '') => people.find((one) => one.id === id && one.kind !== 'left');
  const findDeleted = (id = '') => people.find((one) => one.id === id && one.kind === 'left');
  const notFound = errorReply(404, 'Request_ResourceNotFound');
  const administrators = people.filter(({ roles }) => roles.includes('administrator'));
  return [
    {
      method: 'GET',
      path: new RegExp(`^users/${USER}$`),
      query: ['$select', '$expand'],
      answer: ({ params, query }) => {
        const match = findActive(params.id);
        if (!match) return notFound;
        const manager = match.manager &&
          query.get('$expand') === 'manager($select=id)' && { manager: { id: match.manager } };
        return { json: { ...selectedFields(match, query), ...manager } };
      },
    },
    {
      method: 'GET',
      path: new RegExp(`^directory/deletedItems/${USER}/microsoft.graph.user$`),
      query: ['$select'],
      answer: ({ params, query }) => {
        const match = findDeleted(params.id);
        return match ? { json: selectedFields(match, query) } : notFound;
      },
    },
    {
      method: 'GET',
      path: new RegExp(`^users/${USER}/manager$`),
      query: ['$select'],
      answer: ({ params, query }) => {
        const match = findActive(findActive(params.id)?.manager);
        return match ? { json: selectedFields(match, query) } : notFound;
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
      answer: (request) => {
        const { query } = request;
        const sku = /^assignedLicenses\/any\(u:u\/skuId eq ([0-9a-f-]{36})\)$/.exec(query.get('$filter') ?? '')?.[1];
        if (sku !== undefined) {
          const match = people.filter(({ id, kind }) => kind !== 'left' && holders(sku).includes(id));
          return pageReply(request, match, (one) => selectedFields(one, query), '@odata.nextLink');
        }
        const terms = (query.get('$search') ?? '').split(' AND ');
        const parsed = terms.map((term) => [...term.matchAll(/"(\w+):([^"\\]*)"/g)]);
        if (parsed.some((of) => of.length === 0)) return errorReply(400, 'Request_UnsupportedQuery');
        const has = (one: Person) =>
          parsed.every((of) =>
            of.some(([, name = '', value = '']) =>
              wordsOf(one, name).some((word) => word.startsWith(foldText(value.trim()))),
            ),
          );
        const match = people.filter((one) => one.kind !== 'left' && has(one)).slice(0, Number(query.get('$top')));
        return { json: { value: match.map((one) => selectedFields(one, query)) } };
      },
    },
    {
      method: 'GET',
      path: new RegExp(`^users/${USER}/directReports/microsoft.graph.user$`),
      query: ['$select', '$count', '$skiptoken'],
      needs: EVENTUAL,
      answer: (request) =>
        findActive(request.params.id)
          ? pageReply(
              request,
              people.filter(({ manager, kind }) => manager === request.params.id && kind !== 'left'),
              (one) => selectedFields(one, request.query),
              '@odata.nextLink',
            )
          : notFound,
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
      answer: (request) => {
        const [otherPerson] = people.filter(({ roles }) => roles.length === 0);
        const assignments = throughGroup
          ? [{ principalId: GROUP_ID, principalType: 'Group', appRoleId: ROLE_ID }]
          : administrators.map(({ id }) => ({ principalId: id, principalType: 'User', appRoleId: ROLE_ID }));
        const other = { principalId: otherPerson?.id, principalType: 'User', appRoleId: OTHER_ROLE_ID };
        return pageReply(request, [other, ...assignments], (one) => one, '@odata.nextLink');
      },
    },
    {
      method: 'GET',
      path: new RegExp(`^groups/${GROUP_ID}/transitiveMembers/microsoft.graph.user$`),
      query: ['$select', '$count', '$skiptoken'],
      needs: EVENTUAL,
      answer: (request) => pageReply(request, administrators, ({ id }) => ({ id }), '@odata.nextLink'),
    },
  ];
}

const foldText = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();

const wordsOf = (one: Person, name: string): readonly string[] =>
  name === 'displayName' ? foldText(one.name).split(/[^\p{L}\p{N}]+/u) : [foldText(one.mail)];

function userFields(
  one: Person,
  { licencesOf = () => [], hasUsageLocation = () => true }: GraphData,
): Record<string, unknown> {
  const guest = one.kind === 'guest';
  return {
    id: one.id,
    displayName: one.name,
    mail: one.mail === '' ? null : one.mail,
    userPrincipalName: guest ? `${one.mail.replace('@', '_')}#EXT#@fabrikaat.example.com` : one.mail,
    userType: guest ? 'Guest' : 'Member',
    preferredLanguage: one.locale,
    usageLocation: hasUsageLocation(one.id) ? 'NL' : null,
    assignedLicenses: licencesOf(one.id).map((skuId) => ({ skuId, disabledPlans: [] })),
  };
}

/** Only the selected fields, as Graph returns them. */
function selectFields(all: Record<string, unknown>, query: URLSearchParams): Record<string, unknown> {
  return Object.fromEntries((query.get('$select') ?? '').split(',').map((name) => [name, all[name] ?? null]));
}
