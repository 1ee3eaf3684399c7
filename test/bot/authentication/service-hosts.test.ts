import { afterAll, afterEach, beforeEach, expect, test } from '@jest/globals';
import type { TurnContext } from 'botbuilder';
import { AppTokens } from '../../../bot/channel/authentication/app-tokens.ts';
import { clouds } from '../../../bot/channel/authentication/clouds.ts';
import { HostNotAllowedError, ServiceHosts } from '../../../bot/channel/authentication/service-hosts.ts';
import type { Account } from '../../../src/domain/account/account.ts';
import { testApp } from '../../conversation/support/chat-driver.ts';
import { APP, LOGIN, SECRET } from '../sign-in/fake-entra.ts';
import { type AuthenticatedApp, startAuthenticatedApp, withSecret } from './authenticated-app.ts';
import { createSigningKey } from './bot-framework-stub.ts';
import { recordConnections } from './record-connections.ts';

const key = await createSigningKey('k1');
const connections = recordConnections();
afterAll(() => connections.restore());

let app: AuthenticatedApp;
beforeEach(() => connections.clear());
afterEach(() => app?.close());

/** The hosts that this process connected to, other than the test's own servers. */
const externalHosts = () => connections.hosts.filter((to) => !to.startsWith('127.0.0.1:'));

test('each cloud allows its own channels’ hosts and no others', () => {
  const urlsByCloud = {
    global: ['https://smba.trafficmanager.net/emea/', 'https://smba.infra.gcc.teams.microsoft.com/teams'],
    usgov: ['https://smba.infra.gov.teams.microsoft.us/gcch/', 'https://webchat.botframework.azure.us/'],
    china: [
      'https://frontend.botapi.msg.infra.teams.microsoftonline.cn',
      'https://msteams.botframework.azure.cn/teams',
    ],
  };
  for (const [name, urls] of Object.entries(urlsByCloud)) {
    for (const [cloud, { hosts }] of Object.entries(clouds)) {
      for (const url of urls)
        expect([url, cloud, ServiceHosts.of(hosts).allows(url)]).toEqual([url, cloud, cloud === name]);
    }
  }
});

const FOREIGN_URLS = [
  'https://evil.trafficmanager.net/',
  'https://smba.trafficmanager.net.evil.example.com/',
  'https://evilsmba.trafficmanager.net/',
  'https://evilbotframework.com/',
  'https://botframework.com/',
  'https://.botframework.com/',
  'https://webchat.botframework.com.evil.example.com/',
  'http://smba.trafficmanager.net/emea/',
  'http://webchat.botframework.com/',
  'https://smba.trafficmanager.net:8443/emea/',
  'https://smba.trafficmanager.net:443/emea/',
  'https://smba.trafficmanager.net./emea/',
  'https://SMBA.trafficmanager.net/emea/',
  'https://smba。trafficmanager。net/emea/',
  'https://ѕmba.trafficmanager.net/emea/',
  'https://smba.trafficmanager.net%2f@evil.example.com/',
  'https://smba.trafficmanager.net\\.evil.example.com/',
  'https://smba.trafficmanager.net\t.evil.example.com/',
  'https:smba.trafficmanager.net/emea/',
  '//smba.trafficmanager.net/emea/',
  'smba.trafficmanager.net',
  'http://localhost/',
  'http://127.0.0.1/',
  'https://127.0.0.1/',
  'https://[::ffff:7f00:1]/',
];

test('a valid token with a foreign host is rejected in any notation, and nothing is sent there', async () => {
  app = await startAuthenticatedApp([key], { ...withSecret, BOT_HOSTS: '' });
  for (const serviceUrl of FOREIGN_URLS) {
    const response = await app.sendAsChannel(key, { serviceUrl }, { serviceurl: serviceUrl });
    expect([serviceUrl, response.status, response.body, app.lines.at(-1)?.reason]).toEqual([
      serviceUrl,
      401,
      '',
      'host',
    ]);
  }
  expect(externalHosts()).toEqual([]);
  expect(app.entra.requests).toEqual([]);
});

test('a conversation that is stored with a foreign address gets no message', async () => {
  app = await startAuthenticatedApp([key]);
  const { testApp, activity } = app;
  expect((await app.sendAsChannel(key, { text: 'taal Nederlands' })).status).toBe(200);
  const owner = { tenant: testApp.organisation.tenant, person: activity.from.aadObjectId };
  const personKey = `${owner.tenant}/${owner.person}`;
  const profile = await testApp.documents.read<{ address: object }>(`met/${personKey}`);
  const deliverNotification = async (id: string, serviceUrl: string) => {
    await testApp.documents.write(`met/${personKey}`, {
      ...profile?.value,
      address: { ...profile?.value.address, serviceUrl },
    });
    const account = await testApp.documents.read<Account>(`account/${personKey}`);
    const content = { kind: 'order-settled', order: account?.value.orders[0]?.number ?? '' } as const;
    const value = { ...account?.value, notices: [{ id, to: 'purchaser', at: 0, matter: content }] };
    await testApp.documents.write(`account/${personKey}`, value, {
      index: { kind: 'telling', of: 'account', ...owner },
    });
    app.channel.posts.length = 0;
    await testApp.composition.outbox.run();
  };
  await deliverNotification('one', 'https://evil.example.com/');
  expect([externalHosts(), app.channel.posts]).toEqual([[], []]);
  expect(testApp.lines.at(-1)).toMatchObject({
    msg: 'the channel did not accept a message',
    error: { name: 'HostNotAllowedError' },
  });
  testApp.pass(60 * 60_000);
  await deliverNotification('two', app.channel.url);
  expect(app.channel.posts.length).toBeGreaterThan(0);
});

test('without an app id the bot sends to stored conversations on this computer only', async () => {
  const localApp = await testApp();
  const startConversation = async (serviceUrl: string) => {
    const reference = {
      serviceUrl,
      channelId: 'emulator',
      conversation: { id: 'c' },
      bot: { id: 'b' },
      user: { id: 'u' },
    };
    const sendMessage = async (context: TurnContext) => void (await context.sendActivity('hi'));
    await localApp.composition.adapter.continueConversationAsync('', reference as never, sendMessage);
  };
  for (const url of ['https://evil.example.com/', 'http://192.0.2.1/', 'https://smba.trafficmanager.net/emea/']) {
    await expect(startConversation(url)).rejects.toThrow(HostNotAllowedError);
  }
  expect(externalHosts()).toEqual([]);
});

test('no token is requested for or added to a request to a foreign host', async () => {
  const tokenRequests: string[] = [];
  const tokens = new AppTokens({
    appId: APP,
    credential: { secret: SECRET },
    authority: `${LOGIN}/botframework.com`,
    hosts: ServiceHosts.of(['smba.trafficmanager.net']),
    fetch: async (url) => {
      tokenRequests.push(String(url));
      return Response.json({ token_type: 'Bearer', expires_in: 3600, access_token: 'of-the-app' });
    },
  });
  const { signRequest } = await tokens.createCredentials(APP, 'https://api.botframework.com');
  const sign = (url: string) => signRequest({ url, headers: new Headers() } as never);
  await expect(sign('https://evil.example.com/v3/conversations')).rejects.toThrow(HostNotAllowedError);
  expect(tokenRequests).toEqual([]);
  const url = 'https://smba.trafficmanager.net/emea/v3/conversations/19:a@b';
  const requests = await Promise.all(Array.from({ length: 20 }, () => sign(url)));
  expect(new Set(requests.map(({ headers }) => headers.get('authorization')))).toEqual(new Set(['Bearer of-the-app']));
  expect(tokenRequests.map((url) => new URL(url).pathname)).toEqual(['/botframework.com/oauth2/v2.0/token']);
});

test('the bot does not follow a channel’s redirect to a foreign host', async () => {
  app = await startAuthenticatedApp([key]);
  app.channel.redirectsTo = 'https://evil.example.com/';
  expect((await app.sendAsChannel(key)).status).toBe(200);
  app.channel.redirectsTo = `http://127.0.0.1:9/`;
  expect((await app.sendAsChannel(key)).status).toBe(200);
  expect(app.channel.posts.length).toBeGreaterThan(0);
  expect(connections.hosts).not.toContain('127.0.0.1:9');
  expect(externalHosts()).toEqual([]);
});
