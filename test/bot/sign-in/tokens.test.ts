import { generateKeyPairSync } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { EncryptedText } from '../../../src/providers/microsoft365/sign-in/encrypted-text.ts';
import { MsalTokens } from '../../../src/providers/microsoft365/sign-in/msal-tokens.ts';
import { TokenStore } from '../../../src/providers/microsoft365/sign-in/token-store.ts';
import { MemoryDocuments } from '../../../src/state/memory/memory-documents.ts';
import { APP, FakeEntra, LOGIN, SECRET } from './fake-entra.ts';

const TENANT = '3ceaaf30-8142-48ea-91d9-3080f9b439fc';
const OTHER = '9ceaaf30-8142-48ea-91d9-3080f9b439fc';
const noor = { tenant: TENANT, person: '1ceaaf30-8142-48ea-91d9-3080f9b43901' };
const iris = { tenant: TENANT, person: '1ceaaf30-8142-48ea-91d9-3080f9b43902' };

function createTokens(credential: ConstructorParameters<typeof MsalTokens>[0]['credential'] = { secret: SECRET }) {
  const entra = new FakeEntra(Date.now);
  const documents = new MemoryDocuments();
  const tokens = new MsalTokens({
    login: LOGIN,
    appId: APP,
    credential,
    graph: 'https://graph.microsoft.com',
    resourceManager: 'https://management.azure.com',
    store: new TokenStore(documents, new EncryptedText(['a secret of the test'], 'test')),
    fetch: entra.fetch,
  });
  return { entra, tokens, tokenRequests: () => entra.requests.filter((url) => url.includes('/oauth2/v2.0/token')) };
}

test('the app has a token of its own in each organisation, asks for it once, and anew when it is refused', async () => {
  const { tokens, tokenRequests } = createTokens();
  const all = await Promise.all([1, 2, 3].map(() => tokens.graph(TENANT, false)));
  expect(new Set(all)).toEqual(new Set(['of-the-app-for-https://graph.microsoft.com/.default']));
  await tokens.graph(TENANT, false);
  await tokens.graph(OTHER, false);
  await tokens.graph(TENANT, true);
  expect(tokenRequests().map((url) => new URL(url).pathname.split('/')[1])).toEqual([TENANT, OTHER, TENANT]);
});

test('a user’s token is renewed once for all concurrent requests, and no user gets another’s', async () => {
  const { entra, tokens } = createTokens();
  for (const person of [noor, iris]) await tokens.exchange(person, await entra.token(person));
  const first = await tokens.resourceManager(noor, false);
  expect(first).not.toBe(await tokens.resourceManager(iris, false));
  expect(entra.tokenCounts).toEqual({ onBehalf: 2, refreshed: 0 });
  const renewedTokens = await Promise.all([1, 2, 3].map(() => tokens.resourceManager(noor, true)));
  expect([new Set(renewedTokens).size, renewedTokens[0] === first, entra.tokenCounts.refreshed]).toEqual([1, false, 1]);
  expect(await tokens.resourceManager(noor, false)).toBe(renewedTokens[0]);
});

test('ids are the same person however they are written', async () => {
  const { entra, tokens } = createTokens();
  await tokens.exchange({ ...noor, person: noor.person.toUpperCase() }, await entra.token(noor));
  expect(await tokens.resourceManager(noor, false)).toBe(entra.newest.get(noor.person));
});

test('signing out while a token is being renewed leaves none behind', async () => {
  const { entra, tokens } = createTokens();
  await tokens.exchange(noor, await entra.token(noor));
  const renewing = tokens.resourceManager(noor, true);
  await tokens.remove(noor);
  await renewing;
  await expect(tokens.resourceManager(noor, false)).rejects.toMatchObject({ what: 'sign-in' });
});

test.each<[string, { error: string; suberror?: string; code: number }, object]>([
  ['consent is missing', { error: 'invalid_grant', suberror: 'consent_required', code: 65001 }, { what: 'consent' }],
  ['an administrator must approve', { error: 'invalid_grant', code: 90094 }, { what: 'consent' }],
  ['a second factor is needed', { error: 'interaction_required', code: 50076 }, { what: 'sign-in' }],
  ['a password was changed', { error: 'invalid_grant', code: 50173 }, { what: 'sign-in' }],
  ['Entra is busy', { error: 'temporarily_unavailable', code: 90033 }, { name: 'NoToken' }],
])('when %s, that is what is said, and nothing of whom', async (_what, refusal, expected) => {
  const { entra, tokens } = createTokens();
  entra.refusal = refusal;
  const failing = tokens.exchange(noor, await entra.token(noor));
  await expect(failing).rejects.toMatchObject(expected);
  await expect(failing).rejects.not.toThrow(/canary/);
});

test('an organisation that never allowed the app is told what must be allowed', async () => {
  const { entra, tokens } = createTokens();
  entra.appRefusal = { error: 'unauthorized_client', code: 700016 };
  await expect(tokens.graph(TENANT, false)).rejects.toMatchObject({ what: 'consent' });
});

test('a certificate or a managed identity proves the app in place of a secret', async () => {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const pem = String(privateKey.export({ type: 'pkcs8', format: 'pem' }));
  const certified = createTokens({ certificate: { thumbprintSha256: 'ab'.repeat(32), privateKey: pem } });
  certified.entra.certificate = publicKey;
  const managed = createTokens({ identity: APP });
  for (const { entra, tokens } of [certified, managed]) {
    await tokens.exchange(noor, await entra.token(noor));
    expect(await tokens.resourceManager(noor, false)).toBe(entra.newest.get(noor.person));
    expect(await tokens.graph(TENANT, false)).toContain('graph.microsoft.com');
  }
});
