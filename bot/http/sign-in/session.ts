import { z } from 'zod';
import type { Clock } from '../../../src/application/ports/clock.ts';
import type { WebAuthentication, WebCaller } from '../../../src/application/ports/web-authentication.ts';
import type { PersonId } from '../../../src/domain/common/person.ts';
import { formatCookie, readCookies } from './cookie.ts';
import { TokenSigner } from './token-signer.ts';

const COOKIE_NAME = '__Host-desk';
const LIFETIME = 60 * 60_000;

const personSchema = z.strictObject({ tenant: z.string(), person: z.string() });

/** Identifies a browser for an hour after sign-in by a signed cookie; the server stores nothing. */
export class Session implements WebAuthentication {
  readonly #signer: TokenSigner;

  constructor(secret: string, clock: Clock) {
    this.#signer = new TokenSigner(secret, 'session', clock);
  }

  cookieFor({ tenant, person }: PersonId): string {
    return formatCookie(COOKIE_NAME, this.#signer.sign({ tenant, person }, LIFETIME), LIFETIME);
  }

  /** The cookie that ends the session. */
  get expiredCookie(): string {
    return formatCookie(COOKIE_NAME, '', 0);
  }

  async people({ cookie: header }: WebCaller): Promise<readonly PersonId[]> {
    return readCookies(header, COOKIE_NAME).flatMap(
      (token) => personSchema.safeParse(this.#signer.verify(token)).data ?? [],
    );
  }
}
