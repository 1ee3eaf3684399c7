import { createHmac, randomBytes } from 'node:crypto';
import { ConflictError, type Documents } from '../../src/application/ports/ports.ts';
import type { SignEntry } from '../../src/domain/audit/audit-trail.ts';
import { StartError } from '../settings.ts';

/** A secret of the operator's, or one made up once and kept. */
export async function keptSecret(
  documents: Documents,
  name: 'links' | 'audit',
  given: string | undefined,
): Promise<string> {
  if (given) return given;
  const key = keyOf(name);
  for (;;) {
    const stored = await documents.read<Kept>(key);
    if (stored) return stored.value.secret;
    await isFirst(documents.write(key, { secret: randomBytes(32).toString('base64url') }, { ifVersion: 0 }));
  }
}

/** The audit's key as it is set or was made up; nothing while there is none. */
export const auditKey = async (documents: Documents, given: string | undefined): Promise<string | undefined> =>
  given ?? (await documents.read<Kept>(keyOf('audit')))?.value.secret;

/** What seals the trails: a text's HMAC with a key. */
export const signWith =
  (key: string): SignEntry =>
  (text) =>
    createHmac('sha256', key).update(text).digest('base64url');

const SAMPLE = 'audit/sample';

/**
 * Seals with the audit's key, which must stay the same: what two keys sealed nobody could verify.
 * @throws {StartError} when it is not the key that was used here before
 */
export async function auditSeal(documents: Documents, given: string | undefined): Promise<SignEntry> {
  const before = await documents.read<{ readonly seal: string }>(SAMPLE);
  const seal = signWith(
    before ? ((await auditKey(documents, given)) ?? '') : await keptSecret(documents, 'audit', given),
  );
  const sample = seal(SAMPLE);
  if (before && before.value.seal !== sample) {
    throw new StartError('AUDIT_KEY is not the key that the trails here were sealed with: set it to that one');
  }
  const first = before !== undefined || (await isFirst(documents.write(SAMPLE, { seal: sample }, { ifVersion: 0 })));
  // Another process was first, perhaps with another key.
  return first ? seal : auditSeal(documents, given);
}

interface Kept {
  readonly secret: string;
}

const keyOf = (name: string): string => `secret/${name}`;

/** Whether nobody else was first: then theirs it is. */
export async function isFirst(write: Promise<unknown>): Promise<boolean> {
  try {
    await write;
    return true;
  } catch (error) {
    if (error instanceof ConflictError) return false;
    throw error;
  }
}
