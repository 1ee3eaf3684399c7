import { cp, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { pino } from 'pino';
import { runAuditCommand } from '../../bot/cli/audit-command.ts';
import { compose } from '../../bot/composition/compose.ts';
import { StartError, settingsFrom } from '../../bot/settings.ts';
import type { Account } from '../../src/domain/account/account.ts';
import { sandboxOrganisation } from '../../src/providers/sandbox/organisation.ts';
import { LowdbDocuments } from '../../src/state/lowdb/lowdb-documents.ts';
import { MemoryDocuments } from '../../src/state/memory/memory-documents.ts';
import { documentPath } from '../state/data-folder.ts';
import { runToExit } from '../support/program.ts';
import { runInProcess } from '../support/run-in-process.ts';

const AUDIT_KEY = 'a key for tests that is hard to guess';
const organisation = sandboxOrganisation();
const noor = organisation.personas.find(({ role }) => role === 'many')?.person.id ?? '';
const owner = { tenant: organisation.tenant, person: noor };
const trailKey = `account/${owner.tenant}/${noor}`;
const log = pino({ level: 'silent' });

const composeOn = async (documents: LowdbDocuments | MemoryDocuments, env: Record<string, string> = { AUDIT_KEY }) =>
  compose({ settings: settingsFrom(env), documents, organisation, log, clock: Date.now });

const audit = (folder: string, args: readonly string[] = [], env: Record<string, string> = { AUDIT_KEY }) =>
  runInProcess(runAuditCommand, args, { DATA_DIR: folder, ...env });

const newFolder = () => mkdtemp(join(tmpdir(), 'purchase-desk-audit-'));

/** Opens a folder's documents, runs `act`, and closes them, so that everything is in files. */
async function withDocuments<T>(folder: string, act: (documents: LowdbDocuments) => Promise<T>): Promise<T> {
  const documents = await LowdbDocuments.open(folder);
  try {
    return await act(documents);
  } finally {
    await documents.close();
  }
}

/** Changes a stored document as an attacker with access to the store would. */
const edit = <T>(folder: string, key: string, change: (value: T) => void): Promise<void> =>
  withDocuments(folder, async (documents) => {
    const { value } = (await documents.read<T>(key)) ?? {};
    change(value as T);
    const rows = await documents.find({ kind: 'account', limit: 1_000 });
    await documents.write(key, value, { index: rows.filter((one) => one.key === key).map(({ row }) => row) });
  });

const remove = (folder: string, key: string) => withDocuments(folder, (documents) => documents.delete(key));

type Editable<T> = { -readonly [K in keyof T]: Editable<T[K]> };

describe('npm run audit', () => {
  let intact = '';
  /** Copies a data folder for tampering. */
  const copy = async (from = intact): Promise<string> => {
    const folder = await newFolder();
    await cp(from, folder, { recursive: true });
    return folder;
  };

  beforeAll(async () => {
    intact = await newFolder();
    await withDocuments(intact, composeOn);
  });

  test('reports how many entries are intact', async () => {
    const { code, output } = await runToExit(['node', 'dist/bot/audit.js'], { DATA_DIR: intact, AUDIT_KEY });
    expect(output).toMatch(/^\d{3,} entries in \d+ trails, all intact\.\n$/);
    expect(code).toBe(0);
  });

  test('names the trail, entry and time of an entry that was changed in a file', async () => {
    const folder = await copy();
    await edit<Editable<Account>>(folder, trailKey, ({ trail: auditTrail }) => {
      const entry = auditTrail?.entries.at(-2);
      if (entry) entry.gross = 1;
    });
    const { trail: auditTrail } =
      (await (await LowdbDocuments.openReadOnly(intact)).read<Account>(trailKey))?.value ?? {};
    const entry = auditTrail?.entries.at(-2);
    const { code, output } = await audit(folder);
    expect(output).toContain(
      `${trailKey}, entry ${entry?.n} (${new Date(entry?.at ?? 0).toISOString()}): it was changed.`,
    );
    expect(output).toMatch(/\n1 of \d+ trails failed verification\.\n$/);
    expect(code).toBe(1);
    const heads = await audit(folder, ['heads']);
    expect([heads.code, heads.output]).toEqual([1, output]);
  });

  test('names the first entry that was removed, from the account or with a whole segment', async () => {
    const folder = await copy();
    let removedEntry = 0;
    await edit<Editable<Account>>(folder, trailKey, ({ trail: auditTrail }) => {
      removedEntry = auditTrail?.entries.pop()?.n ?? 0;
    });
    expect((await audit(folder)).output).toMatch(new RegExp(`entry ${removedEntry} \\(after .*\\): it was removed\\.`));
    await remove(folder, `audit/${trailKey}/2`);
    expect((await audit(folder)).output).toMatch(/entry 51 \(after .*\): the segment that contains it is missing\./);
    await edit<Editable<Account>>(folder, trailKey, (account) => {
      delete account.trail;
    });
    expect((await audit(folder)).output).toContain(`${trailKey}, entry 1: it was removed.`);
  });

  test('heads that were exported before show that an older copy was restored', async () => {
    const folder = await copy();
    const later = await copy();
    const request = { act: 'detach', profile: 'profile-1' } as const;
    const actor = { ...owner, name: 'Noor', kind: 'member', roles: [] } as const;
    await withDocuments(later, async (documents) => {
      const { payments } = await composeOn(documents);
      expect(await payments.confirm(actor, { key: 'k', request })).toMatchObject({ ok: true });
    });
    const heads = await audit(later, ['heads']);
    expect(heads.code).toBe(0);
    const file = join(later, 'heads.json');
    await writeFile(file, heads.output);
    expect(await audit(later, ['check', file])).toMatchObject({
      code: 0,
      output: expect.stringMatching(/, all intact\.\n$/),
    });
    const older = await audit(folder, ['check', file]);
    expect(older.code).toBe(1);
    expect(older.output).toMatch(/an older copy was restored\.\n1 of /);
    await remove(later, trailKey);
    expect((await audit(later, ['check', file])).output).toContain(`${trailKey}, entry 1: it was removed.`);
    expect((await audit(later)).code).toBe(0);
  });

  test('with another key every trail fails, and the output suggests the cause', async () => {
    const { code, output } = await audit(intact, [], { AUDIT_KEY: AUDIT_KEY.toUpperCase() });
    expect(code).toBe(1);
    expect(output).toMatch(/Every trail fails at its first entry: check that AUDIT_KEY is the right key\.\n$/);
    expect(output).not.toContain(AUDIT_KEY.toUpperCase());
  });

  test('an error is one sentence that says what to do', async () => {
    const empty = await newFolder();
    for (const args of [['nonsense'], ['check'], ['heads', 'x'], ['check', 'x', 'y']]) {
      expect(await audit(intact, args)).toMatchObject({
        code: 2,
        output: expect.stringMatching(/^Usage: npm run audit/),
      });
    }
    expect(await audit(empty)).toMatchObject({
      code: 1,
      output: expect.stringMatching(/^There is no data in .*set DATA_DIR/),
    });
    expect((await audit(intact, [], {})).output).toMatch(/^There is no key for .*: set AUDIT_KEY/);
    expect((await audit(intact, ['check', join(empty, 'no.json')])).output).toMatch(/cannot be read \(ENOENT\)\.\n$/);
    await writeFile(join(empty, 'bad.json'), '{"heads":1}');
    expect((await audit(intact, ['check', join(empty, 'bad.json')])).output).toContain(
      'contains no heads: create it with',
    );
    const damaged = await copy();
    await writeFile(await documentPath(damaged, trailKey), '{');
    expect(await audit(damaged)).toMatchObject({
      code: 1,
      output: expect.stringMatching(
        /is damaged \(it is not a document of this program\): stop the program and put back/,
      ),
    });
    // All others were looked at as well.
    expect((await audit(damaged)).output).toMatch(/\n1 of \d+ trails failed verification\.\n$/);
  });
});

test('without a setting the key is generated once and stored, and another key is refused at the start', async () => {
  expect(() => settingsFrom({ AUDIT_KEY: 'short' })).toThrow('AUDIT_KEY must have at least 32 characters');
  const documents = new MemoryDocuments();
  await composeOn(documents, {});
  await composeOn(documents, {});
  await expect(composeOn(documents)).rejects.toThrow(StartError);
  const keyedDocuments = new MemoryDocuments();
  await composeOn(keyedDocuments);
  await expect(composeOn(keyedDocuments, {})).rejects.toThrow(
    'AUDIT_KEY is not the key that these audit trails were signed with',
  );
});
