import { existsSync } from 'node:fs';
import { MemoryDocuments } from '../../src/state/memory/memory-documents.ts';
import { allowedTenants } from '../channel/authentication/tenants.ts';
import { microsoft365Tokens } from '../http/sign-in/microsoft365-tokens.ts';
import { openStoreReadOnly } from '../operations/store.ts';
import { type Settings, StartError, settingsFrom } from '../settings.ts';
import { withOperatorErrors } from './command.ts';
import { diagnose, type Finding } from './diagnosis.ts';

const NO_TENANT =
  'No organisation is set: set MicrosoftAppTenantId or ALLOWED_TENANTS, or add its id: npm run doctor -- <tenant id>';

/** `npm run doctor`: checks settings, data and the connection to Microsoft 365, and says how to fix what is wrong. */
export const runDoctorCommand = withOperatorErrors(async (args, { env, out }) => {
  const settings = settingsFrom(env);
  const print = (finding: Finding) => out(formatFinding(finding));
  print({ check: 'the settings are valid' });
  print(await checkData(settings));
  if (settings.PROVIDER !== 'microsoft365') {
    print({ check: 'PROVIDER=sandbox: no other service is needed' });
    return 0;
  }
  const tenants = args.length > 0 ? args : (allowedTenants(settings) ?? []);
  if (tenants.length === 0) throw new StartError(NO_TENANT);
  // Only the app's own tokens are requested, so no user's tokens are read from the store.
  const tokens = microsoft365Tokens(settings, new MemoryDocuments(), fetch);
  const findings = await diagnose({ settings, tokens, tenants, fetch });
  for (const finding of findings) print(finding);
  const problems = findings.filter(({ problem }) => problem !== undefined).length;
  out(problems === 0 ? 'No problems found.' : `Problems found: ${problems}. Fix them, then run this again.`);
  return problems === 0 ? 0 : 1;
});

/** Opens the data read-only, so that the program may be running. */
async function checkData(settings: Settings): Promise<Finding> {
  if (settings.STORE === 'lowdb' && !existsSync(settings.DATA_DIR))
    return { check: `there is no data in ${settings.DATA_DIR} yet: the first start creates it` };
  const store = await openStoreReadOnly(settings);
  await store.close();
  return { check: `the data can be read: ${store.location}` };
}

const formatFinding = ({ check, problem }: Finding): string =>
  problem === undefined ? `ok     ${check}` : `wrong  ${check}\n       ${problem}.`;
