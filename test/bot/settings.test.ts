import { expect, test } from '@jest/globals';
import { StartError, settingsFrom } from '../../bot/settings.ts';
import { ChatDriver, testApp } from '../conversation/support/chat-driver.ts';

test('POLICY sets per product what can be bought (RULES #18), and rejects other values', () => {
  const { POLICY } = settingsFrom({ POLICY: 'CFQ7TTC0HD33=Disabled, CFQ7TTC0LH2H = OnlyTrialsWithoutPaymentMethod' });
  expect([...(POLICY ?? [])]).toEqual([
    ['CFQ7TTC0HD33', 'Disabled'],
    ['CFQ7TTC0LH2H', 'OnlyTrialsWithoutPaymentMethod'],
  ]);
  for (const policy of ['CFQ7TTC0HD33', 'CFQ7TTC0HD33=Off', 'a=Disabled,,b=Disabled', '__proto__.x=Disabled']) {
    expect(() => settingsFrom({ POLICY: policy })).toThrow(/^POLICY must be such as/);
  }
});

test('every setting has a default', () => {
  expect(settingsFrom({})).toMatchObject({ PORT: 3978, DATA_DIR: 'data', PROVIDER: 'sandbox', STORE: 'lowdb' });
  expect(settingsFrom({ PORT: '', MicrosoftAppId: ' ' })).toMatchObject({ PORT: 3978 });
});

const id = '11111111-2222-4333-8444-555555555555';

test.each([
  [{ PORT: 'many' }, 'PORT must be a number from 0 to 65535, such as 3978'],
  [{ PORT: '70000' }, 'PORT must be a number from 0 to 65535, such as 3978'],
  [{ PROVIDER: 'shop' }, 'PROVIDER can be: sandbox, microsoft365'],
  [{ PROVIDER: 'microsoft365' }, 'PROVIDER=microsoft365 needs MicrosoftAppId: set it'],
  [{ PROVIDER: 'microsoft365' }, 'PROVIDER=microsoft365 needs TOKEN_KEY: set it to a random text'],
  [{ TOKEN_KEY: 'short' }, 'TOKEN_KEY must have at least 32 characters: a random text'],
  [{ TOKEN_KEY: `${'n'.repeat(32)},old` }, 'TOKEN_KEY must have at least 32 characters: a random text'],
  [{ GRAPH_URL: 'http://graph.example.com' }, 'GRAPH_URL must be an https address such as https://graph.microsoft.com'],
  [{ RESOURCE_MANAGER_URL: 'arm' }, 'RESOURCE_MANAGER_URL must be an https address such as'],
  [{ STORE: 'mongo' }, 'STORE can be: lowdb, postgres'],
  [{ STORE: 'postgres' }, 'STORE=postgres needs DATABASE_URL: set it'],
  [
    { STORE: 'postgres', DATABASE_URL: 'mysql://x' },
    'DATABASE_URL must be an address such as postgres://user:password@host/database',
  ],
  [{ DATABASE_URL: 'postgres://x' }, 'DATABASE_URL is for STORE=postgres: set that, or remove it'],
  [{ PUBLIC_URL: 'desk' }, 'PUBLIC_URL must be an address such as https://desk.example.com'],
  [{ APPROVAL_ABOVE: '1.5' }, 'APPROVAL_ABOVE must be a whole amount a month, such as 100'],
  [{ MESSAGES_A_MINUTE: '0' }, 'MESSAGES_A_MINUTE must be a whole number from 1, such as 120'],
  [{ MESSAGES_A_MINUTE: 'many' }, 'MESSAGES_A_MINUTE must be a whole number from 1, such as 120'],
  [{ METRICS_PORT: '70000' }, 'METRICS_PORT must be a number from 0 to 65535, such as 9464'],
  [{ METRICS_TOKEN: 'short' }, 'METRICS_TOKEN must have at least 32 characters'],
  [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'collector:4318' }, 'OTEL_EXPORTER_OTLP_ENDPOINT must be the address of a collector'],
  [{ OPERATOR_NAME: 'x'.repeat(101) }, 'OPERATOR_NAME must be a name of at most 100 letters'],
  [
    { OPERATOR_CONTACT: 'the third floor' },
    'OPERATOR_CONTACT must be an e-mail address or an https address, such as desk@example.com',
  ],
  [{ OPERATOR_CONTACT: 'javascript:alert(1)' }, 'OPERATOR_CONTACT must be an e-mail address or an https address'],
  [{ OPERATOR_CONTACT: 'http://desk.example.com' }, 'OPERATOR_CONTACT must be an e-mail address or an https address'],
  [{ LOG_LEVEL: 'loud' }, 'LOG_LEVEL can be: fatal, error, warn, info, debug, silent'],
  [{ MicrosoftAppId: 'x' }, 'MicrosoftAppId must be the GUID of the bot registration'],
  [{ MicrosoftAppPassword: 'secret' }, 'MicrosoftAppPassword needs MicrosoftAppId: set it, or remove the password'],
  [{ MicrosoftAppId: id }, 'MicrosoftAppId needs MicrosoftAppPassword: set it'],
  [
    { MicrosoftAppId: id, MicrosoftAppPassword: 's', MicrosoftAppType: 'SingleTenant' },
    'SingleTenant needs MicrosoftAppTenantId: set it',
  ],
  [{ MicrosoftAppId: id, MicrosoftAppPassword: 's' }, 'PUBLIC_URL must be set with MicrosoftAppId'],
  [
    { MicrosoftAppId: id, MicrosoftAppPassword: 's', PUBLIC_URL: 'http://desk.example.com' },
    'PUBLIC_URL must be set with MicrosoftAppId: the https address',
  ],
  [{ MicrosoftAppId: id, MicrosoftAppType: 'UserAssignedMSI' }, 'UserAssignedMSI needs SIGN_IN_APP_ID'],
  [
    { MicrosoftAppId: id, MicrosoftAppType: 'UserAssignedMSI', MicrosoftAppPassword: 'secret' },
    'MicrosoftAppPassword is not for UserAssignedMSI: remove it',
  ],
  [{ SIGN_IN_APP_ID: id }, 'SIGN_IN_APP_ID is for UserAssignedMSI: remove it'],
  [{ SIGN_IN_APP_ID: 'x' }, 'SIGN_IN_APP_ID must be the GUID of an app registration'],
  [{ CertificateThumbprint: 'ab'.repeat(32) }, 'A certificate needs MicrosoftAppId: set it, or remove the certificate'],
  [{ CertificateThumbprint: 'secret' }, 'CertificateThumbprint must be the SHA-256 or SHA-1 thumbprint'],
  [{ CertificatePrivateKey: 'secret' }, 'CertificatePrivateKey must be the private key in PEM'],
  [
    { MicrosoftAppId: id, CertificateThumbprint: 'ab'.repeat(32) },
    'A certificate is CertificateThumbprint and CertificatePrivateKey: set both',
  ],
  [
    { MicrosoftAppId: id, MicrosoftAppPassword: 'secret', CertificateThumbprint: 'ab'.repeat(32) },
    'MicrosoftAppPassword is not for a certificate: remove one of them',
  ],
  [{ ALLOWED_TENANTS: `${id},fabrikaat` }, 'ALLOWED_TENANTS must be the GUIDs of tenants, with commas between them'],
  [{ ANSWER_WITHIN: 'soon' }, 'ANSWER_WITHIN must be a number of seconds, such as 2.5'],
  [{ CLOUD: 'moon' }, 'CLOUD can be: global, usgov, china'],
  [{ BOT_HOSTS: '*' }, 'BOT_HOSTS must be names of hosts such as smba.trafficmanager.net,*.botframework.com'],
  [{ BOT_HOSTS: '*.com' }, 'BOT_HOSTS must be names of hosts'],
  [{ BOT_HOSTS: 'https://smba.trafficmanager.net' }, 'BOT_HOSTS must be names of hosts'],
  [
    { BOT_METADATA_URL: 'http://login.botframework.com/keys' },
    'BOT_METADATA_URL must be an https address, or one of this computer',
  ],
  [{ BOT_METADATA_URL: 'http://localhost.example.com/' }, 'BOT_METADATA_URL must be an https address'],
  [{ LOGIN_URL: 'http://login.example.com' }, 'LOGIN_URL must be an address such as https://login.microsoftonline.com'],
])('%j is rejected with a message that says what to set and contains no secret', (env, advice) => {
  const start = () => settingsFrom(env as unknown as Record<string, string>);
  expect(start).toThrow(StartError);
  expect(start).toThrow(advice);
  expect(start).not.toThrow('secret');
});

test('links of another Microsoft cloud can be set, and an invalid one is rejected by name (RULES S13)', async () => {
  const products = 'https://portal.partner.microsoftonline.cn/products';
  const app = await testApp({ env: { LINK_PRODUCTS: products } });
  const noor = new ChatDriver(app, 'emulator', 'many');
  expect((await noor.say('my subscriptions')).text).toContain(`(${products})`);
  expect(() => settingsFrom({ LINK_ADMIN_CENTRE: 'http://admin.example.com' })).toThrow(
    'LINK_ADMIN_CENTRE must be an https address',
  );
});

test('CLOUD sets the sign-in, Graph, Resource Manager and Bot Framework addresses', () => {
  expect(settingsFrom({ CLOUD: 'china', GRAPH_URL: 'https://graph.example.com/' })).toMatchObject({
    GRAPH_URL: 'https://graph.example.com',
    RESOURCE_MANAGER_URL: 'https://management.chinacloudapi.cn',
  });
  expect(settingsFrom({ CLOUD: 'usgov' })).toMatchObject({
    LOGIN_URL: 'https://login.microsoftonline.us',
    GRAPH_URL: 'https://graph.microsoft.us',
    RESOURCE_MANAGER_URL: 'https://management.usgovcloudapi.net',
    BOT_METADATA_URL: 'https://login.botframework.azure.us/v1/.well-known/openidconfiguration',
    BOT_HOSTS: expect.arrayContaining(['smba.infra.gov.teams.microsoft.us']),
  });
  const set = {
    CLOUD: 'usgov',
    BOT_HOSTS: 'SMBA.example.com, *.example.org',
    LOGIN_URL: 'https://login.example.com/x',
  };
  expect(settingsFrom(set)).toMatchObject({
    LOGIN_URL: 'https://login.example.com',
    BOT_HOSTS: ['smba.example.com', '*.example.org'],
  });
});
