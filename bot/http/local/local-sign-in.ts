import { createHash, createHmac, randomBytes } from 'node:crypto';
import {
  ConflictError,
  type Documents,
  type WebAuthentication,
  type WebCaller,
} from '../../../src/application/ports/ports.ts';
import type { PersonId } from '../../../src/domain/common/person.ts';
import { timingSafeTextEqual } from '../timing-safe-equal.ts';

const SECRET = 'local/cookie-secret';
const PREFIX = 'desk-';

/**
 * Who a browser on this computer is, as the test channel told it: a signed cookie for each person, as a tester is
 * several of them in as many tabs.
 */
export class LocalSignIn implements WebAuthentication {
  readonly #documents: Documents;
  readonly #tenant: string;
  #secret: Promise<string> | undefined;

  constructor(documents: Documents, tenant: string) {
    this.#documents = documents;
    this.#tenant = tenant;
  }

  /** What makes a browser somebody. No script can read it, and no other site can send it along with a POST. */
  async cookieFor(person: string): Promise<string> {
    const name = PREFIX + createHash('sha256').update(person).digest('hex').slice(0, 12);
    return `${name}=${person}.${await this.#signature(person)}; Path=/; HttpOnly; SameSite=Lax`;
  }

  async people({ cookie = '' }: WebCaller): Promise<readonly PersonId[]> {
    const claimed = cookie
      .split(/;\s*/)
      .flatMap((one) => /^desk-[0-9a-f]{12}=([^.]{1,100})\.([\w-]{43})$/.exec(one) ?? []);
    const pairs = Array.from({ length: claimed.length / 3 }, (_, at) => claimed.slice(at * 3 + 1, at * 3 + 3));
    const found = await Promise.all(
      pairs.map(async ([person = '', signature = '']) =>
        timingSafeTextEqual(signature, await this.#signature(person)) ? [{ tenant: this.#tenant, person }] : [],
      ),
    );
    return found.flat();
  }

  async #signature(person: string): Promise<string> {
    this.#secret ??= this.#readSecret().catch((error: unknown) => {
      this.#secret = undefined;
      throw error;
    });
    return createHmac('sha256', await this.#secret)
      .update(`${this.#tenant}/${person}`)
      .digest('base64url');
  }

  /** One secret for all processes on a store, made by whoever comes first. */
  async #readSecret(): Promise<string> {
    const known = await this.#documents.read<string>(SECRET);
    if (known) return known.value;
    const made = randomBytes(32).toString('base64url');
    try {
      await this.#documents.write(SECRET, made, { ifVersion: 0 });
      return made;
    } catch (error) {
      if (error instanceof ConflictError) return this.#readSecret();
      throw error;
    }
  }
}
