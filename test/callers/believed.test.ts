import { generateKeyPairSync } from 'node:crypto';
import { afterEach, expect, test } from '@jest/globals';
import { type StrictDesk, strictDesk, TENANT, withSecret } from './desk.ts';
import { pairOf } from './framework.ts';

const key = await pairOf('k1');
const { MicrosoftAppPassword: _secret, ...withoutSecret } = withSecret;
const certificate = generateKeyPairSync('rsa', { modulusLength: 2048 });

let desk: StrictDesk;
afterEach(() => desk.close());

test.each([
  ['a secret', withSecret, 'botframework.com', /^Bearer of-the-app/],
  [
    'a secret and one tenant',
    { ...withSecret, MicrosoftAppType: 'SingleTenant', MicrosoftAppTenantId: TENANT },
    TENANT,
    /^Bearer of-the-app/,
  ],
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
])('with %s: a message of Teams is believed, and answered with the app’s own token', async (_name, env, at, token) => {
  desk = await strictDesk([key], env);
  desk.entra.certificate = certificate.publicKey;
  expect(await desk.tell(key)).toMatchObject({ status: 200 });
  expect(desk.channel.posts[0]?.path).toBe('/emea/v3/conversations/c/activities/1');
  expect(desk.channel.posts[0]?.authorization).toMatch(token);
  expect(desk.entra.asked.filter((url) => url.includes(at))).toHaveLength(1);
});
