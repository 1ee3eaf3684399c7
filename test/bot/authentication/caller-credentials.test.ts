import { generateKeyPairSync } from 'node:crypto';
import { afterEach, expect, test } from '@jest/globals';
import { type AuthenticatedApp, startAuthenticatedApp, TENANT, withSecret } from './authenticated-app.ts';
import { createSigningKey } from './bot-framework-stub.ts';

const key = await createSigningKey('k1');
const { MicrosoftAppPassword: _secret, ...withoutSecret } = withSecret;
const certificate = generateKeyPairSync('rsa', { modulusLength: 2048 });

const OTHER = '72f988bf-86f1-41af-91ab-2d7cd011db48';
const singleTenant = { ...withSecret, MicrosoftAppType: 'SingleTenant', MicrosoftAppTenantId: TENANT };

let app: AuthenticatedApp;
afterEach(() => app.close());

test.each([
  ['a secret', withSecret, 'botframework.com', /^Bearer of-the-app/],
  ['a secret and one tenant', singleTenant, TENANT, /^Bearer of-the-app/],
  [
    'a certificate',
    {
      ...withoutSecret,
      CertificateThumbprint: 'ab'.repeat(32),
      CertificatePrivateKey: String(certificate.privateKey.export({ type: 'pkcs8', format: 'pem' })).replaceAll(
        '\n',
        '\\n',
      ),
    },
    'botframework.com',
    /^Bearer of-the-app/,
  ],
  [
    'a managed identity',
    {
      ...withoutSecret,
      MicrosoftAppType: 'UserAssignedMSI',
      MicrosoftAppTenantId: TENANT,
      SIGN_IN_APP_ID: '5b1c3d0a-0000-4000-8000-00000000000b',
    },
    '169.254.169.254',
    /^Bearer of-the-identity$/,
  ],
])(
  'with %s: a message from Teams is accepted, and answered with the app’s own token',
  async (_name, env, at, token) => {
    app = await startAuthenticatedApp([key], env);
    app.entra.certificate = certificate.publicKey;
    expect(await app.sendAsChannel(key)).toMatchObject({ status: 200 });
    expect(app.channel.posts[0]?.path).toBe('/emea/v3/conversations/c/activities/1');
    expect(app.channel.posts[0]?.authorization).toMatch(token);
    expect(app.entra.requests.filter((url) => url.includes(at))).toHaveLength(1);
  },
);

/** An activity that names these tenants in the two places that Teams uses. */
const withTenants = (tenantId: unknown, id: unknown) => ({
  conversation: { id: 'c', conversationType: 'personal', tenantId },
  channelData: { tenant: { id } },
});

test.each([
  ['a list', { ...withSecret, ALLOWED_TENANTS: ` ${OTHER}, ${TENANT.toUpperCase()} ` }],
  ['a single tenant', singleTenant],
])('with %s a caller without a tenant, of another tenant, or of two tenants is rejected', async (_name, env) => {
  app = await startAuthenticatedApp([key], env);
  const foreign = '00000000-1111-4222-8333-444444444444';
  for (const activity of [
    withTenants(foreign, foreign),
    withTenants(TENANT, foreign),
    withTenants(foreign, TENANT),
    withTenants(undefined, undefined),
    withTenants(undefined, foreign),
    withTenants('', ''),
    withTenants([TENANT], undefined),
    withTenants({ toString: TENANT }, undefined),
    withTenants(`${TENANT} `, undefined),
    { ...withTenants(TENANT, TENANT), conversation: 'c', channelData: 'x' },
  ]) {
    expect([activity, await app.sendAsChannel(key, activity)]).toMatchObject([activity, { status: 401, body: '' }]);
    expect(app.lines.at(-1)).toMatchObject({ reason: 'tenant' });
  }
  expect(app.channel.posts).toEqual([]);
  for (const activity of [
    withTenants(TENANT, TENANT),
    withTenants(TENANT, undefined),
    withTenants(TENANT.toUpperCase(), null),
    withTenants(undefined, TENANT),
  ]) {
    expect([activity, (await app.sendAsChannel(key, activity)).status]).toEqual([activity, 200]);
  }
});

test('a list takes precedence over the app’s own tenant; without either, users of every tenant are accepted', async () => {
  app = await startAuthenticatedApp([key], { ...singleTenant, ALLOWED_TENANTS: OTHER });
  expect((await app.sendAsChannel(key, withTenants(OTHER, OTHER))).status).toBe(200);
  expect((await app.sendAsChannel(key, withTenants(TENANT, TENANT))).status).toBe(401);
  app.close();
  app = await startAuthenticatedApp([key]);
  expect((await app.sendAsChannel(key, withTenants(OTHER, OTHER))).status).toBe(200);
});
