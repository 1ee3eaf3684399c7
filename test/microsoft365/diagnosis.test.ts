import { expect, test } from '@jest/globals';
import { UnsecuredJWT } from 'jose';
import { diagnosis } from '../../bot/cli/diagnosis.ts';
import { settingsFrom } from '../../bot/settings.ts';
import { real } from '../bot/sign-in/purchases.ts';

const TENANT = '3ceaaf30-8142-48ea-91d9-3080f9b439fc';
const all = [
  'Directory.Read.All',
  'User.Read.All',
  'LicenseAssignment.ReadWrite.All',
  'Application.Read.All',
  'GroupMember.Read.All',
];

async function found({ roles = all, away = '', status = 200 } = {}) {
  const asked: string[] = [];
  const request = (async (input: string | URL) => {
    const url = String(input);
    asked.push(url);
    if (away !== '' && url.startsWith(away)) throw new TypeError('fetch failed');
    return new Response('{}', { status: url.includes('directory/subscriptions') ? status : 401 });
  }) as typeof fetch;
  const tokens = { graph: async () => new UnsecuredJWT({ roles }).encode() };
  const findings = await diagnosis({ settings: settingsFrom(real), tokens, tenants: [TENANT], fetch: request });
  return { asked, wrong: findings.flatMap(({ about, wrong }) => (wrong ? [`${about}: ${wrong}`] : [])) };
}

test('where everything is allowed and answers, nothing is to mend', async () => {
  expect((await found()).wrong).toEqual([]);
});

test('each permission that is missing is named, with what cannot be done without it', async () => {
  for (const missing of all) {
    const { wrong } = await found({ roles: all.filter((one) => one !== missing) });
    expect(wrong).toHaveLength(1);
    expect(wrong[0]).toMatch(
      new RegExp(`^${missing.replaceAll('.', '\\.')} is allowed in .* Without it nobody can .* grant`),
    );
  }
});

test('who does not answer, and what is refused, is said with what to do', async () => {
  expect((await found({ away: 'https://management.azure.com' })).wrong).toEqual([
    'RESOURCE_MANAGER_URL https://management.azure.com answers: Nothing answers there: check RESOURCE_MANAGER_URL, CLOUD and what may be connected to from here',
  ]);
  expect((await found({ status: 403 })).wrong).toEqual([
    `Graph lists the subscriptions of ${TENANT}: It answered 403: allow what is missing above, then try again after some minutes`,
  ]);
});
