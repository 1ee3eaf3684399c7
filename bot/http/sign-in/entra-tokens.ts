import { createRemoteJWKSet, customFetch, errors, type JWTVerifyGetKey, jwtVerify } from 'jose';
import { z } from 'zod';
import type { Clock } from '../../../src/application/ports/clock.ts';
import type { PersonId } from '../../../src/domain/common/person.ts';

/** Seconds that clocks may differ. */
const CLOCK_TOLERANCE = 60;

const claimsSchema = z.object({
  iss: z.string(),
  tid: z.guid().toLowerCase(),
  oid: z.guid().toLowerCase(),
  nonce: z.string().optional(),
  scp: z.string().optional(),
});

export interface EntraOptions {
  /** Base URL of Entra, such as `https://login.microsoftonline.com`. */
  readonly loginUrl: string;
  /** The app's own tenant; undefined for a multi-tenant app. */
  readonly tenant: string | undefined;
  /** Tenants whose users may sign in, in lower case; undefined for all. */
  readonly allowedTenants: readonly string[] | undefined;
  readonly appId: string;
  readonly fetch: typeof fetch;
  readonly clock: Clock;
}

/** The user and the scopes of a token. */
export interface Claims {
  readonly owner: PersonId;
  readonly nonce: string | undefined;
  readonly scopes: readonly string[];
}

/** Verifies tokens of Entra: signature, audience, issuer and time. */
export class EntraTokens {
  readonly #options: EntraOptions;
  readonly #keySet: JWTVerifyGetKey;

  constructor(options: EntraOptions) {
    this.#options = options;
    const { loginUrl, tenant, fetch } = options;
    this.#keySet = createRemoteJWKSet(new URL(`${loginUrl}/${tenant ?? 'organizations'}/discovery/v2.0/keys`), {
      timeoutDuration: 5_000,
      cooldownDuration: 60_000,
      [customFetch]: fetch,
    });
  }

  /**
   * The claims of a token; undefined when it is not valid.
   * @throws when Entra's keys are not available
   */
  async verify(token: string, audience: readonly string[]): Promise<Claims | undefined> {
    const { clock, loginUrl, allowedTenants } = this.#options;
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
      // App registrations with version 1 tokens have another issuer.
      const issuers = [`${loginUrl}/${tid}/v2.0`, `https://sts.windows.net/${tid}/`];
      if (!issuers.includes(iss) || (allowedTenants && !allowedTenants.includes(tid))) return undefined;
      return { owner: { tenant: tid, person: oid }, nonce, scopes: scp.split(' ') };
    } catch (error) {
      if (isInvalidToken(error)) return undefined;
      throw error;
    }
  }
}

/** Whether the token is invalid, as opposed to keys that cannot be fetched. */
const isInvalidToken = (error: unknown): boolean =>
  error instanceof errors.JOSEError &&
  !['ERR_JOSE_GENERIC', 'ERR_JWKS_TIMEOUT', 'ERR_JWKS_INVALID'].includes(error.code);
