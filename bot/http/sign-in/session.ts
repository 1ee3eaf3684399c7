import { z } from 'zod';
import type { Clock, WebAuthentication, WebCaller } from '../../../src/application/ports/ports.ts';
import type { PersonId } from '../../../src/domain/common/person.ts';
import { cookie, cookiesIn } from './cookie.ts';
import { TokenSealer } from './sealed-token.ts';

const NAME = '__Host-desk';
const LASTS = 60 * 60_000;

const whose = z.strictObject({ tenant: z.string(), person: z.string() });

/** Who a browser is, for an hour after they signed in: a sealed cookie, and nothing kept here. */
export class Session implements WebAuthentication {
  readonly #seal: TokenSealer;

  constructor(secret: string, clock: Clock) {
    this.#seal = new TokenSealer(secret, 'session', clock);
  }

  cookieFor({ tenant, person }: PersonId): string {
    return cookie(NAME, this.#seal.close({ tenant, person }, LASTS), LASTS);
  }

  /** What makes a browser nobody again. */
  get ended(): string {
    return cookie(NAME, '', 0);
  }

  async people({ cookie: header }: WebCaller): Promise<readonly PersonId[]> {
    return cookiesIn(header, NAME).flatMap((sealed) => whose.safeParse(this.#seal.open(sealed)).data ?? []);
  }
}
