import { createRemoteJWKSet, customFetch, errors, type JWTVerifyGetKey, jwtVerify } from 'jose';
import { z } from 'zod';
import type { Clock } from '../../../src/application/ports/clock.ts';
import type { PersonId } from '../../../src/domain/common/person.ts';

/** Seconds that the clocks of two computers may differ. */
const CLOCK_TOLERANCE = 60;

const claimsSchema = z.object({
  iss: z.string(),
  tid: z.guid().toLowerCase(),
  oid: z.guid().toLowerCase(),
  nonce: z.string().optional(),
  scp: z.string().optional(),
});

export interface EntraOptions {
  /** Where people sign in, such as `https://login.microsoftonline.com`. */
  readonly loginUrl: string;
  /** The only organisation there is; any where it is absent. */
  readonly tenant: string | undefined;
  /** Those whose people are let in, in lower case; any where it is absent. */
  readonly allowedTenants: readonly string[] | undefined;
  readonly appId: string;
  readonly fetch: typeof fetch;
  readonly clock: Clock;
}

/** Who a token is of, and what it was given out for. */
export interface Claims {
  readonly owner: PersonId;
  readonly nonce: string | undefined;
  readonly scopes: readonly string[];
}

/** Reads tokens of Entra, and believes none that it did not sign, for this app and now. */
export class EntraTokens {
  readonly #options: EntraOptions;
  readonly #keySet: JWTVerifyGetKey;

  constructor(options: EntraOptions) {
    this.#options = options;
    const { loginUrl: login, tenant, fetch } = options;
    this.#keySet = createRemoteJWKSet(new URL(`${login}/${tenant ?? 'organizations'}/discovery/v2.0/keys`), {
      timeoutDuration: 5_000,
      cooldownDuration: 60_000,
      [customFetch]: fetch,
    });
  }

  /**
   * Nothing when the token is not to be believed.
   * @throws when Entra's keys cannot be had, so that nobody can tell
   */
  async verify(token: string, audience: readonly string[]): Promise<Claims | undefined> {
    const { clock, loginUrl: login, allowedTenants: tenants } = this.#options;
    try {
      const { payload } = await jwtVerify(token, this.#keySet, {
        algorithms: ['RS256'],
        audience: [...audience],
        requiredClaims: ['exp', 'nbf'],
        clockTolerance: CLOCK_TOLERANCE,
        currentDate: new Date(clock()),
      });
      const claims = claimsSchema.safeParse(payload);
      if (!claims.success) return undefined;
      const { iss, tid, oid, nonce, scp = '' } = claims.data;
      // Older registrations get tokens that another address issues.
      const issuers = [`${login}/${tid}/v2.0`, `https://sts.windows.net/${tid}/`];
      if (!issuers.includes(iss) || (tenants && !tenants.includes(tid))) return undefined;
      return { owner: { tenant: tid, person: oid }, nonce, scopes: scp.split(' ') };
    } catch (error) {
      if (isInvalidToken(error)) return undefined;
      throw error;
    }
  }
}

/** Whether it is the token that is wrong, and not the way to the keys. */
const isInvalidToken = (error: unknown): boolean =>
  error instanceof errors.JOSEError &&
  !['ERR_JOSE_GENERIC', 'ERR_JWKS_TIMEOUT', 'ERR_JWKS_INVALID'].includes(error.code);
