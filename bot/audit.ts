import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { type TrailReport, verifyAuditTrail } from '../src/application/audit/verify-audit-trail.ts';
import { auditKey, sealWith } from './operations/secret.ts';
import { codeOf, lookAtStore, stoppedWith } from './operations/store.ts';
import { StartError, settingsFrom } from './settings.ts';

const USAGE = `Usage: npm run audit                    verifies every entry
       npm run --silent audit -- heads  the same, and prints the heads, to be kept elsewhere
       npm run audit -- check <file>    the same, and that all heads kept in a file are still there`;

const heads = z.array(
  z.object({ trail: z.string().min(1), count: z.number().int().nonnegative(), mac: z.string() }).readonly(),
);

/** Verifies what was done here: nothing is changed. */
async function audit([what, file, ...rest]: readonly string[]): Promise<number> {
  const known =
    what === undefined || (what === 'heads' && file === undefined) || (what === 'check' && file !== undefined);
  if (!known || rest.length > 0) {
    console.error(USAGE);
    return 2;
  }
  const settings = settingsFrom(process.env);
  const kept = file === undefined ? [] : await headsIn(file);
  const { place, documents } = await lookAtStore(settings);
  const key = await auditKey(documents, settings.AUDIT_KEY);
  if (!key) throw new StartError(`There is no key for ${place}: set AUDIT_KEY to the one its trails were sealed with`);
  const all = await verifyAuditTrail(documents, sealWith(key), kept);
  const broken = all.filter(({ error: flaw }) => flaw);
  for (const one of broken) console.error(sentence(one));
  if (all.length === 0) throw new StartError(`There are no trails in ${place}: set DATA_DIR to the data folder`);
  if (broken.length > 0) {
    console.error(`${broken.length} of ${all.length} trails are not whole.`);
    if (all.every(({ error: flaw }) => flaw?.n === 1))
      console.error('All from the first entry on: is AUDIT_KEY another key?');
    return 1;
  }
  if (what === 'heads') console.log(JSON.stringify(all.map(({ head }) => head)));
  else console.log(`Whole: ${all.reduce((sum, { head }) => sum + head.count, 0)} entries in ${all.length} trails.`);
  return 0;
}

const findings: Record<NonNullable<TrailReport['error']>['what'], string> = {
  changed: 'it was changed',
  cut: 'it was cut',
  segment: 'the segment it was filed in is missing',
  head: 'the head differs: entries were cut from here on, or added',
  older: 'it was in the heads that were kept and is gone: an older copy was put back',
};

function sentence({ head, error: flaw, corruption: damaged }: TrailReport): string {
  if (damaged) return `${head.trail}: ${damaged.message}.`;
  if (!flaw) return '';
  const { n, what, at } = flaw;
  const time = typeof at === 'number' && Number.isFinite(new Date(at).getTime()) ? new Date(at).toISOString() : '';
  const when = time === '' ? '' : what === 'changed' ? ` (${time})` : ` (after ${time})`;
  return `${head.trail}, entry ${n}${when}: ${findings[what]}.`;
}

async function headsIn(file: string): Promise<z.infer<typeof heads>> {
  const text = await readFile(file, 'utf8').catch((error: Error) => {
    throw new StartError(`${file} cannot be read (${codeOf(error)})`);
  });
  try {
    return heads.parse(JSON.parse(text));
  } catch {
    throw new StartError(`${file} holds no heads: make it with "npm run --silent audit -- heads > ${file}"`);
  }
}

audit(process.argv.slice(2)).then((code) => process.exit(code), stoppedWith);
