import { errors, type JWTPayload, jwtVerify } from 'jose';
import { z } from 'zod';
import type { Clock } from '../../../src/application/ports/clock.ts';
import type { ChannelKey, ChannelKeys } from './channel-keys.ts';
import type { ServiceHosts } from './service-hosts.ts';
import { belongsToTenants } from './tenants.ts';

/** Seconds that clocks may differ; Bot Framework allows the same. */
const CLOCK_TOLERANCE = 300;
/** Characters of a token; Bot Framework's tokens have about a thousand. */
const MAX_TOKEN_LENGTH = 8_000;

/** Why a request is rejected. It repeats nothing that the caller sent. */
export type RejectionReason =
  | 'no token'
  | 'malformed'
  | 'algorithm'
  | 'key'
  | 'signature'
  | 'issuer'
  | 'audience'
  | 'time'
  | 'endorsement'
  | 'service url'
  | 'host'
  | 'tenant';

export interface TokenVerifierOptions {
  readonly keys: ChannelKeys;
  /** The issuer of channels' tokens. */
  readonly issuer: string;
  readonly appId: string;
  readonly hosts: ServiceHosts;
  /** The tenants whose users are served; `undefined` for all. */
  readonly tenants: readonly string[] | undefined;
  readonly clock: Clock;
}

/** The part of an activity that its token must match. */
const activitySchema = z.object({ channelId: z.string(), serviceUrl: z.string() });

/** The only accepted form of the header. */
const BEARER = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/;

/**
 * Accepts a request only if Bot Framework's channel service signed its token: for this app, the current time, and the
 * channel and service URL of the activity. Tokens of other issuers are rejected, including those that Entra issues to
 * emulators and other bots.
 */
export class TokenVerifier {
  readonly #options: TokenVerifierOptions;

  constructor(options: TokenVerifierOptions) {
    this.#options = options;
  }

  /**
   * Returns why a request is rejected, or `undefined` if it is accepted.
   * @param authorization all Authorization headers
   * @throws {KeysUnavailable}
   */
  async verify(authorization: readonly string[], activity: unknown): Promise<RejectionReason | undefined> {
    const [header = '', ...more] = authorization;
    if (header === '') return 'no token';
    const token = more.length === 0 && header.length <= MAX_TOKEN_LENGTH ? BEARER.exec(header)?.[1] : undefined;
    if (token === undefined) return 'malformed';
    const verified = await this.#verifyToken(token);
    return typeof verified === 'string' ? verified : this.#findMismatch(verified, activity);
  }

  async #verifyToken(token: string): Promise<VerifiedToken | RejectionReason> {
    const { keys, issuer, appId: audience, clock } = this.#options;
    let signer: ChannelKey | undefined;
    try {
      const { payload } = await jwtVerify(
        token,
        async ({ kid }) => {
          signer = typeof kid === 'string' ? await keys.find(kid) : undefined;
          if (!signer) throw new UnknownKeyError();
          return signer.key;
        },
        {
          algorithms: ['RS256'],
          issuer,
          audience,
          requiredClaims: ['exp', 'nbf'],
          clockTolerance: CLOCK_TOLERANCE,
          currentDate: new Date(clock()),
        },
      );
      return { payload, endorsements: signer?.endorsements ?? [] };
    } catch (error) {
      return rejectionReason(error);
    }
  }

  #findMismatch({ payload, endorsements }: VerifiedToken, activity: unknown): RejectionReason | undefined {
    const { hosts, tenants } = this.#options;
    const claimed = activitySchema.safeParse(activity).data;
    // A token for several audiences is not for this app alone.
    if (typeof payload.aud !== 'string') return 'audience';
    if (!claimed || claimed.serviceUrl !== payload.serviceurl) return 'service url';
    if (!endorsements.includes(claimed.channelId)) return 'endorsement';
    if (!hosts.allows(claimed.serviceUrl)) return 'host';
    if (tenants && !belongsToTenants(activity, tenants)) return 'tenant';
    return undefined;
  }
}

interface VerifiedToken {
  readonly payload: JWTPayload;
  readonly endorsements: readonly string[];
}

class UnknownKeyError extends Error {}

/** What is wrong with a token. @throws the error itself if it has another cause */
function rejectionReason(error: unknown): RejectionReason {
  if (error instanceof UnknownKeyError) return 'key';
  if (error instanceof errors.JWTExpired) return 'time';
  if (error instanceof errors.JWTClaimValidationFailed) return claimReasons[error.claim] ?? 'malformed';
  if (error instanceof errors.JOSEAlgNotAllowed) return 'algorithm';
  if (error instanceof errors.JWSSignatureVerificationFailed) return 'signature';
  if (error instanceof errors.JOSEError) return 'malformed';
  throw error;
}

const claimReasons: Readonly<Record<string, RejectionReason>> = {
  iss: 'issuer',
  aud: 'audience',
  exp: 'time',
  nbf: 'time',
};
