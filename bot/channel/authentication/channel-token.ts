import { errors, type JWTPayload, jwtVerify } from 'jose';
import { z } from 'zod';
import type { Clock } from '../../../src/application/ports/clock.ts';
import type { ChannelKey, ChannelKeys } from './channel-keys.ts';
import type { ServiceHosts } from './service-hosts.ts';
import { isOfTenants } from './tenants.ts';

/** Seconds that the clocks of two computers may differ: as many as Bot Framework allows. */
const LEEWAY = 300;
/** Characters of a token: Bot Framework's have about a thousand. */
const LONGEST = 8_000;

/** Why a caller is not believed: nothing of what they sent. */
export type Distrust =
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

export interface TokenSetting {
  readonly keys: ChannelKeys;
  /** Who gives out channels' tokens. */
  readonly issuer: string;
  readonly appId: string;
  readonly hosts: ServiceHosts;
  /** The only tenants there are; any where it is absent. */
  readonly tenants: readonly string[] | undefined;
  readonly clock: Clock;
}

/** What of an activity a token must agree with. */
const addressed = z.object({ channelId: z.string(), serviceUrl: z.string() });

/** A token of a channel, in the only way of writing it that is taken. */
const bearer = /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/;

/**
 * Believes a request only when Bot Framework's channel service signed for it: for this app, now, for the channel and the
 * address that the activity names. Tokens of anybody else are refused, also those that Entra gives to emulators and
 * other bots.
 */
export class ChannelToken {
  readonly #setting: TokenSetting;

  constructor(setting: TokenSetting) {
    this.#setting = setting;
  }

  /**
   * Why a request is not believed, if it is not.
   * @param authorization every header of that name
   * @throws {KeysUnavailable}
   */
  async distrust(authorization: readonly string[], activity: unknown): Promise<Distrust | undefined> {
    const [header = '', ...more] = authorization;
    if (header === '') return 'no token';
    const token = more.length === 0 && header.length <= LONGEST ? bearer.exec(header)?.[1] : undefined;
    if (token === undefined) return 'malformed';
    const signed = await this.#signed(token);
    return typeof signed === 'string' ? signed : this.#disagreement(signed, activity);
  }

  async #signed(token: string): Promise<Signed | Distrust> {
    const { keys, issuer, appId: audience, clock } = this.#setting;
    let signer: ChannelKey | undefined;
    try {
      const { payload } = await jwtVerify(
        token,
        async ({ kid }) => {
          signer = typeof kid === 'string' ? await keys.of(kid) : undefined;
          if (!signer) throw new UnknownKey();
          return signer.key;
        },
        {
          algorithms: ['RS256'],
          issuer,
          audience,
          requiredClaims: ['exp', 'nbf'],
          clockTolerance: LEEWAY,
          currentDate: new Date(clock()),
        },
      );
      return { payload, endorsements: signer?.endorsements ?? [] };
    } catch (error) {
      return distrustIn(error);
    }
  }

  #disagreement({ payload, endorsements }: Signed, activity: unknown): Distrust | undefined {
    const { hosts, tenants } = this.#setting;
    const said = addressed.safeParse(activity).data;
    // For several at once is not for this app.
    if (typeof payload.aud !== 'string') return 'audience';
    if (!said || said.serviceUrl !== payload.serviceurl) return 'service url';
    if (!endorsements.includes(said.channelId)) return 'endorsement';
    if (!hosts.allows(said.serviceUrl)) return 'host';
    if (tenants && !isOfTenants(activity, tenants)) return 'tenant';
    return undefined;
  }
}

interface Signed {
  readonly payload: JWTPayload;
  readonly endorsements: readonly string[];
}

class UnknownKey extends Error {}

/** What is wrong with a token. @throws what is no fault of the token's */
function distrustIn(error: unknown): Distrust {
  if (error instanceof UnknownKey) return 'key';
  if (error instanceof errors.JWTExpired) return 'time';
  if (error instanceof errors.JWTClaimValidationFailed) return claimFaults[error.claim] ?? 'malformed';
  if (error instanceof errors.JOSEAlgNotAllowed) return 'algorithm';
  if (error instanceof errors.JWSSignatureVerificationFailed) return 'signature';
  if (error instanceof errors.JOSEError) return 'malformed';
  throw error;
}

const claimFaults: Readonly<Record<string, Distrust>> = { iss: 'issuer', aud: 'audience', exp: 'time', nbf: 'time' };
