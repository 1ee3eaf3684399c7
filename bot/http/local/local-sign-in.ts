import { createHash, createHmac, randomBytes } from 'node:crypto';
import type { Documents } from '../../../src/application/ports/documents.ts';
import type { WebAuthentication, WebCaller } from '../../../src/application/ports/web-authentication.ts';
import { readOrCreate } from '../../../src/application/runtime/update-document.ts';
import type { PersonId } from '../../../src/domain/common/person.ts';
import { timingSafeTextEqual } from '../timing-safe-equal.ts';

const SECRET_KEY = 'local/cookie-secret';
const COOKIE_PREFIX = 'desk-';

/**
 * Identifies browsers of the test channel by a signed cookie for each user: a tester acts as several users in several
 * tabs.
 */
export class LocalSignIn implements WebAuthentication {
  readonly #documents: Documents;
  readonly #tenant: string;
  #secretPromise: Promise<string> | undefined;

  constructor(documents: Documents, tenant: string) {
    this.#documents = documents;
    this.#tenant = tenant;
  }

  /** The cookie that signs a browser in as a user. Scripts cannot read it, and other sites cannot send it with a POST. */
  async cookieFor(person: string): Promise<string> {
    const name = COOKIE_PREFIX + createHash('sha256').update(person).digest('hex').slice(0, 12);
    return `${name}=${person}.${await this.#signature(person)}; Path=/; HttpOnly; SameSite=Lax`;
  }

  async people({ cookie = '' }: WebCaller): Promise<readonly PersonId[]> {
    const claims = cookie
      .split(/;\s*/)
      .flatMap((cookiePart) => /^desk-[0-9a-f]{12}=([^.]{1,100})\.([\w-]{43})$/.exec(cookiePart) ?? []);
    const pairs = Array.from({ length: claims.length / 3 }, (_, at) => claims.slice(at * 3 + 1, at * 3 + 3));
    const people = await Promise.all(
      pairs.map(async ([person = '', signature = '']) =>
        timingSafeTextEqual(signature, await this.#signature(person)) ? [{ tenant: this.#tenant, person }] : [],
      ),
    );
    return people.flat();
  }

  async #signature(person: string): Promise<string> {
    this.#secretPromise ??= this.#readSecret().catch((error: unknown) => {
      this.#secretPromise = undefined;
      throw error;
    });
    return createHmac('sha256', await this.#secretPromise)
      .update(`${this.#tenant}/${person}`)
      .digest('base64url');
  }

  /** The secret that all processes on a store share; the first one generates it. */
  #readSecret(): Promise<string> {
    return readOrCreate(this.#documents, SECRET_KEY, () => randomBytes(32).toString('base64url'));
  }
}
