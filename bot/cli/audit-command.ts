import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { type TrailReport, verifyAuditTrail } from '../../src/application/audit/verify-audit-trail.ts';
import { readAuditKey, signWith } from '../operations/secret.ts';
import { errorCode, openStoreReadOnly } from '../operations/store.ts';
import { type Settings, StartError, settingsFrom } from '../settings.ts';
import { withOperatorErrors } from './command.ts';

const USAGE = `Usage: npm run audit                    verifies every entry
       npm run --silent audit -- heads  also prints the heads, to be stored on another system
       npm run audit -- check <file>    also verifies that every head stored in a file is still there`;

const headsSchema = z.array(
  z.object({ trail: z.string().min(1), count: z.number().int().nonnegative(), mac: z.string() }).readonly(),
);
type Heads = z.infer<typeof headsSchema>;

/** `npm run audit`: verifies the audit trails. Changes nothing. */
export const runAuditCommand = withOperatorErrors(async ([action, file, ...rest], { env, out, err }) => {
  const isValid =
    action === undefined || (action === 'heads' && file === undefined) || (action === 'check' && file !== undefined);
  if (!isValid || rest.length > 0) {
    err(USAGE);
    return 2;
  }
  const settings = settingsFrom(env);
  const reports = await verifyTrails(settings, file === undefined ? [] : await readHeads(file));
  const failures = reports.filter(({ error }) => error);
  for (const report of failures) err(describeFailure(report));
  if (failures.length > 0) {
    err(`${failures.length} of ${reports.length} trails failed verification.`);
    if (reports.every(({ error }) => error?.n === 1))
      err('Every trail fails at its first entry: check that AUDIT_KEY is the right key.');
    return 1;
  }
  const entries = reports.reduce((sum, { head }) => sum + head.count, 0);
  if (action === 'heads') out(JSON.stringify(reports.map(({ head }) => head)));
  else out(`${entries} entries in ${reports.length} trails, all intact.`);
  return 0;
});

async function verifyTrails(settings: Settings, heads: Heads): Promise<readonly TrailReport[]> {
  const { location, documents, close } = await openStoreReadOnly(settings);
  try {
    const key = await readAuditKey(documents, settings.AUDIT_KEY);
    if (!key)
      throw new StartError(`There is no key for ${location}: set AUDIT_KEY to the key its trails were signed with`);
    const reports = await verifyAuditTrail(documents, signWith(key), heads);
    if (reports.length === 0)
      throw new StartError(`There are no trails in ${location}: set DATA_DIR to the data folder`);
    return reports;
  } finally {
    await close();
  }
}

const descriptions: Record<NonNullable<TrailReport['error']>['what'], string> = {
  changed: 'it was changed',
  cut: 'it was removed',
  segment: 'the segment that contains it is missing',
  head: 'the head differs: entries were added, or removed from here on',
  older: 'a stored head includes it and it is gone: an older copy was restored',
};

function describeFailure({ head, error, corruption }: TrailReport): string {
  if (corruption) return `${head.trail}: ${corruption.message}.`;
  if (!error) return '';
  const { n, what, at } = error;
  const time = typeof at === 'number' && Number.isFinite(new Date(at).getTime()) ? new Date(at).toISOString() : '';
  const when = time === '' ? '' : what === 'changed' ? ` (${time})` : ` (after ${time})`;
  return `${head.trail}, entry ${n}${when}: ${descriptions[what]}.`;
}

async function readHeads(file: string): Promise<Heads> {
  const text = await readFile(file, 'utf8').catch((error: Error) => {
    throw new StartError(`${file} cannot be read (${errorCode(error)})`);
  });
  try {
    return headsSchema.parse(JSON.parse(text));
  } catch {
    throw new StartError(`${file} contains no heads: create it with "npm run --silent audit -- heads > ${file}"`);
  }
}
