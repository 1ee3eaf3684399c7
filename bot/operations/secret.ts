import { createHmac, randomBytes } from 'node:crypto';
import type { Documents } from '../../src/application/ports/documents.ts';
import { isWritten } from '../../src/application/runtime/retry-on-conflict.ts';
import { readOrCreate } from '../../src/application/runtime/update-document.ts';
import type { SignEntry } from '../../src/domain/audit/audit-trail.ts';
import { StartError } from '../settings.ts';

/** The secret that the operator configured, or one that is generated once and stored. */
export async function readOrCreateSecret(
  documents: Documents,
  name: 'links' | 'audit',
  configured: string | undefined,
): Promise<string> {
  if (configured) return configured;
  const createSecret = (): StoredSecret => ({ secret: randomBytes(32).toString('base64url') });
  return (await readOrCreate(documents, documentKey(name), createSecret)).secret;
}

/** The configured or stored key of the audit trails; undefined before the first start. */
export const readAuditKey = async (documents: Documents, configured: string | undefined): Promise<string | undefined> =>
  configured ?? (await documents.read<StoredSecret>(documentKey('audit')))?.value.secret;

/** Signs texts with HMAC-SHA-256. */
export const signWith =
  (key: string): SignEntry =>
  (text) =>
    createHmac('sha256', key).update(text).digest('base64url');

const SAMPLE_KEY = 'audit/sample';

/**
 * Returns the function that signs audit entries. The key must never change, or older entries cannot be verified.
 * @throws {StartError} when the key differs from the one used before
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
    throw new StartError('AUDIT_KEY is not the key that these audit trails were signed with: set it to that key');
  }
  const isStored =
    stored !== undefined || (await isWritten(documents.write(SAMPLE_KEY, { seal: signature }, { ifVersion: 0 })));
  // Another process stored the sample first, perhaps with another key.
  return isStored ? sign : createSignEntry(documents, configured);
}

interface StoredSecret {
  readonly secret: string;
}

const documentKey = (name: string): string => `secret/${name}`;
