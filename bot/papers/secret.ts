import { randomBytes } from 'node:crypto';
import { Conflict, type Documents } from '../../src/application/ports.ts';

const KEY = 'secret/links';

/** What links are signed with: the operator's, or one made up once and kept. */
export async function linkSecret(documents: Documents, given: string | undefined): Promise<string> {
  if (given) return given;
  for (;;) {
    const stored = await documents.read<{ secret: string }>(KEY);
    if (stored) return stored.value.secret;
    try {
      await documents.write(KEY, { secret: randomBytes(32).toString('base64url') }, { ifVersion: 0 });
    } catch (error) {
      // Somebody else made it up first: theirs it is.
      if (!(error instanceof Conflict)) throw error;
    }
  }
}
