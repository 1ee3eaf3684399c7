import { expect, test } from '@jest/globals';
import { UnsecuredJWT } from 'jose';
import { diagnose } from '../../bot/cli/diagnosis.ts';
import { settingsFrom } from '../../bot/settings.ts';
import { microsoft365Settings } from '../bot/sign-in/microsoft365-app.ts';

const TENANT = '3ceaaf30-8142-48ea-91d9-3080f9b439fc';
const permissions = [
  'Directory.Read.All',
  'User.Read.All',
  'LicenseAssignment.ReadWrite.All',
  'Application.Read.All',
  'GroupMember.Read.All',
];

async function runDiagnosis({ roles = permissions, unreachable = '', status = 200 } = {}) {
  const requests: string[] = [];
  const request = (async (input: string | URL) => {
    const url = String(input);
    requests.push(url);
    if (unreachable !== '' && url.startsWith(unreachable)) throw new TypeError('fetch failed');
    return new Response('{}', { status: url.includes('directory/subscriptions') ? status : 401 });
  }) as typeof fetch;
  const tokens = { graph: async () => new UnsecuredJWT({ roles }).encode() };
  const findings = await diagnose({
    settings: settingsFrom(microsoft365Settings),
    tokens,
    tenants: [TENANT],
    fetch: request,
  });
  return {
    requests,
    problems: findings.flatMap(({ check, problem }) => (problem ? [`${check}: ${problem}`] : [])),
  };
}

test('where everything is allowed and answers, nothing is to mend', async () => {
  expect((await runDiagnosis()).problems).toEqual([]);
});

test('each permission that is missing is named, with what cannot be done without it', async () => {
  for (const missing of permissions) {
    const { problems } = await runDiagnosis({ roles: permissions.filter((one) => one !== missing) });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(
      new RegExp(`^${missing.replaceAll('.', '\\.')} is granted in .* Without it the bot cannot .* grant`),
    );
  }
});

test('who does not answer, and what is refused, is said with what to do', async () => {
  expect((await runDiagnosis({ unreachable: 'https://management.azure.com' })).problems).toEqual([
    'RESOURCE_MANAGER_URL https://management.azure.com responds: No response: check RESOURCE_MANAGER_URL, CLOUD and the firewall for outgoing connections',
  ]);
  expect((await runDiagnosis({ status: 403 })).problems).toEqual([
    `Graph lists the subscriptions of ${TENANT}: The response was 403: grant the permissions missing above, then try again after some minutes`,
  ]);
});
