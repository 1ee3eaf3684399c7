import { afterEach, describe, expect, test } from '@jest/globals';
import type { Person } from '../../src/domain/common/person.ts';
import { GraphDirectory } from '../../src/providers/microsoft365/services/graph-directory.ts';
import { ServiceClient } from '../../src/providers/microsoft365/services/service-client.ts';
import { sandboxOrganisation } from '../../src/providers/sandbox/organisation.ts';
import { APP, directoryRoutes, type GraphData, ROLE } from './stand-in/graph.ts';
import { StandIn } from './stand-in/stand-in.ts';

const sandbox = sandboxOrganisation();
const { tenant, people } = sandbox;
const personNamed = (name: string): Person => people.find((one) => one.name === name) as Person;
const TOKEN = 'a token for Graph';

const open: StandIn[] = [];
afterEach(() => {
  for (const one of open.splice(0)) one.close();
});

async function startDirectory(data: Partial<GraphData> = {}) {
  const graph = new StandIn(directoryRoutes({ people, ...data }), (bearer) => (bearer === TOKEN ? 'app' : undefined));
  open.push(graph);
  await graph.open();
  const service = new ServiceClient({
    base: graph.url,
    token: async () => TOKEN,
    fetch,
    pause: async () => undefined,
    random: Math.random,
    clock: Date.now,
  });
  const deps = {
    graph: () => service,
    appId: APP,
    administratorRole: ROLE,
    locale: 'en-GB',
    timeZone: 'Europe/Amsterdam',
  };
  return { graph, directory: new GraphDirectory(deps) };
}

const ids = (all: readonly Person[]) => all.map(({ id }) => id).sort();

describe('the directory of Graph says the same as the sandbox’s', () => {
  test('of everybody who is here, or left a short while ago', async () => {
    const { directory } = await startDirectory();
    const sample = [
      ...people.slice(0, 12),
      ...people.filter(({ kind, roles }) => kind !== 'member' || roles.length > 0),
    ];
    // Graph returns the time zone of a mailbox only to apps that may read mailboxes.
    for (const one of sample)
      expect(await directory.person(tenant, one.id)).toEqual({ ...one, timeZone: 'Europe/Amsterdam' });
  });

  test('of teams, of direct reports, and of administrators', async () => {
    const { directory } = await startDirectory();
    const [iris, noor] = [personNamed('Iris Smit'), personNamed('Noor de Vries')];
    const presentIds = (all: readonly Person[]) => ids(all.filter(({ kind }) => kind !== 'left'));
    expect(ids(await directory.reports(tenant, iris.id))).toEqual(presentIds(await sandbox.reports(tenant, iris.id)));
    expect(ids(await directory.team(tenant, noor.id))).toEqual(presentIds(await sandbox.team(tenant, noor.id)));
    expect(ids(await directory.administrators(tenant))).toEqual(ids(await sandbox.administrators(tenant)));
    expect(await directory.reports(tenant, noor.id)).toEqual([]);
  });

  test.each(['noor', 'de vries', 'Çelik', personNamed('Noor de Vries').mail, 'nobody at all', ''])(
    'of who is meant by “%s”',
    async (text) => {
      const { directory } = await startDirectory();
      expect(ids(await directory.search(tenant, text, 12))).toEqual(ids(await sandbox.search(tenant, text, 12)));
    },
  );
});

test.each([
  ['"" OR "a', '"displayName:or" AND "displayName:a"'],
  ['a\\"@b', '("mail:a  @b" OR "userPrincipalName:a  @b")'],
])('what is typed into a search (%j) stays a name', async (text, search) => {
  const { graph, directory } = await startDirectory();
  await directory.search(tenant, text, 12);
  expect(new URL(graph.requests[0]?.url ?? '', graph.url).searchParams.get('$search')).toBe(search);
});

test('a user who has the role through a group is an administrator too', async () => {
  const { directory } = await startDirectory({ throughGroup: true });
  expect(ids(await directory.administrators(tenant))).toEqual(ids(await sandbox.administrators(tenant)));
});

test.each(['', 'me', '../groups', "1' or '1", '8df08078-a22e-4180-85c2-c2af3977a654/manager'])(
  'an invalid id (%j) finds no person, and no request is sent for it',
  async (id) => {
    const { graph, directory } = await startDirectory();
    expect(await directory.person(tenant, id)).toBeUndefined();
    expect(await directory.reports(tenant, id)).toEqual([]);
    expect(graph.requests).toEqual([]);
  },
);

test('a directory that does not answer is an error, never an unknown person', async () => {
  const { graph, directory } = await startDirectory();
  graph.fault = () => ({ status: 503, json: {} });
  await expect(directory.person(tenant, personNamed('Noor de Vries').id)).rejects.toMatchObject({ kind: 'unanswered' });
});

test('a user of another organisation is a guest, whatever their other properties', async () => {
  const { graph, directory } = await startDirectory();
  const noor = personNamed('Noor de Vries');
  graph.fault = ({ path }) =>
    path.startsWith('users/')
      ? {
          json: {
            id: noor.id,
            displayName: null,
            userPrincipalName: 'x_y#EXT#@fabrikaat.example.com',
            userType: 'Member',
          },
        }
      : undefined;
  expect(await directory.person(tenant, noor.id)).toMatchObject({
    kind: 'guest',
    name: 'x_y#EXT#@fabrikaat.example.com',
    mail: '',
  });
});
