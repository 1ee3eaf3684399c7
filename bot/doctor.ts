import { existsSync } from 'node:fs';
import { MemoryDocuments } from '../src/state/memory/memory-documents.ts';
import { tenantsIn } from './channel/authentication/tenants.ts';
import { diagnosis } from './cli/diagnosis.ts';
import { microsoft365Tokens } from './http/sign-in/microsoft365-tokens.ts';
import { lookAtStore, stoppedWith } from './operations/store.ts';
import { type Settings, StartError, settingsFrom } from './settings.ts';

const NO_TENANT =
  'No organisation is named: set MicrosoftAppTenantId or ALLOWED_TENANTS, or add its id: npm run doctor -- <tenant id>';

/** Says of each thing that the product needs whether it is as it should be, and what to do where it is not. */
async function doctor(named: readonly string[]): Promise<number> {
  const settings = settingsFrom(process.env);
  say('the settings are right');
  await lookAtData(settings);
  if (settings.PROVIDER !== 'microsoft365') {
    say('PROVIDER=sandbox: nothing else is needed');
    return 0;
  }
  const tenants = named.length > 0 ? named : (tenantsIn(settings) ?? []);
  if (tenants.length === 0) throw new StartError(NO_TENANT);
  // People's tokens are none of this: only the app's own are asked for.
  const tokens = microsoft365Tokens(settings, new MemoryDocuments(), fetch);
  const findings = await diagnosis({ settings, tokens, tenants, fetch });
  for (const { about, wrong } of findings) say(about, wrong);
  const wrong = findings.filter((one) => one.wrong !== undefined).length;
  console.log(wrong === 0 ? 'Everything is as it should be.' : `${wrong} to mend, then run this again.`);
  return wrong === 0 ? 0 : 1;
}

/** Also while the program runs: the data is only looked at. */
async function lookAtData(settings: Settings): Promise<void> {
  if (settings.STORE === 'lowdb' && !existsSync(settings.DATA_DIR))
    return say(`there is no data in ${settings.DATA_DIR} yet: it is made at the first start`);
  const store = await lookAtStore(settings);
  await store.close();
  say(`the data can be read: ${store.place}`);
}

function say(about: string, wrong?: string): void {
  console.log(wrong === undefined ? `ok     ${about}` : `wrong  ${about}\n       ${wrong}.`);
}

doctor(process.argv.slice(2)).then((code) => process.exit(code), stoppedWith);
