import { createHmac, randomBytes } from 'node:crypto';
import type { Documents } from '../../src/application/ports/documents.ts';
import { ConflictError } from '../../src/application/ports/errors.ts';
import type { SignEntry } from '../../src/domain/audit/audit-trail.ts';
import { StartError } from '../settings.ts';

/** A secret of the operator's, or one made up once and kept. */
export async function readOrCreateSecret(
  documents: Documents,
  name: 'links' | 'audit',
  configured: string | undefined,
): Promise<string> {
  if (configured) return configured;
  const key = documentKey(name);
  for (;;) {
    const stored = await documents.read<StoredSecret>(key);
    if (stored) return stored.value.secret;
    await isFirstWrite(documents.write(key, { secret: randomBytes(32).toString('base64url') }, { ifVersion: 0 }));
  }
}

/** The audit's key as it is set or was made up; nothing while there is none. */
export const readAuditKey = async (documents: Documents, configured: string | undefined): Promise<string | undefined> =>
  configured ?? (await documents.read<StoredSecret>(documentKey('audit')))?.value.secret;

/** What seals the trails: a text's HMAC with a key. */
export const signWith =
  (key: string): SignEntry =>
  (text) =>
    createHmac('sha256', key).update(text).digest('base64url');

const SAMPLE_KEY = 'audit/sample';

/**
 * Seals with the audit's key, which must stay the same: what two keys sealed nobody could verify.
 * @throws {StartError} when it is not the key that was used here before
 */
export async function createSignEntry(documents: Documents, configured: string | undefined): Promise<SignEntry> {
  const stored = await documents.read<{ readonly seal: string }>(SAMPLE_KEY);
  const sign = signWith(
    stored
      ? ((await readAuditKey(documents, configured)) ?? '')
      : await readOrCreateSecret(documents, 'audit', configured),
  );
  const signature = sign(SAMPLE_KEY);
  if (stored && stored.value.seal !== signature) {
    throw new StartError('AUDIT_KEY is not the key that the trails here were sealed with: set it to that one');
  }
  const isStored =
    stored !== undefined || (await isFirstWrite(documents.write(SAMPLE_KEY, { seal: signature }, { ifVersion: 0 })));
  // Another process was first, perhaps with another key.
  return isStored ? sign : createSignEntry(documents, configured);
}

interface StoredSecret {
  readonly secret: string;
}

const documentKey = (name: string): string => `secret/${name}`;

/** Whether nobody else was first: then theirs it is. */
export async function isFirstWrite(write: Promise<unknown>): Promise<boolean> {
  try {
    await write;
    return true;
  } catch (error) {
    if (error instanceof ConflictError) return false;
    throw error;
  }
}
