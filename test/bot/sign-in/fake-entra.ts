import { createHash, type KeyObject, randomUUID } from 'node:crypto';
import { exportJWK, exportSPKI, generateKeyPair, type JWTPayload, jwtVerify, SignJWT } from 'jose';
import type { PersonId } from '../../../src/domain/common/person.ts';

export const APP = '5b1c3d0a-0000-4000-8000-00000000000a';
export const SECRET = 'the-app-secret-of-the-test';
export const LOGIN = 'https://login.microsoftonline.com';

const { publicKey, privateKey } = await generateKeyPair('RS256', { extractable: true });
const { privateKey: foreignKey } = await generateKeyPair('RS256');
const jwk = { ...(await exportJWK(publicKey)), kid: 'k1', use: 'sig', alg: 'RS256' };
const pem = new TextEncoder().encode(await exportSPKI(publicKey));

/** How a token is signed: only `entra` is valid. */
export type SignatureKind = 'entra' | 'forged' | 'public-key-as-secret' | 'none' | 'unknown-key';

interface Grant {
  readonly challenge: string;
  readonly nonce: string;
  readonly scope: string;
  readonly redirect: string;
  readonly owner: PersonId;
}

interface Refusal {
  readonly error: string;
  readonly suberror?: string;
  readonly code: number;
}

const isCredential = (value: string | null): boolean => value === SECRET || value === 'of-the-identity';

const errorResponse = ({ code, ...error }: Refusal): Response =>
  Response.json(
    { ...error, error_description: `AADSTS${code}: canary@fabrikaat.example.com`, error_codes: [code] },
    { status: 400 },
  );

/** A fake of Entra: the endpoints that the bot uses, without a network. */
export class FakeEntra {
  readonly #clock: () => number;
  readonly #grants = new Map<string, Grant>();
  /** Every requested URL. */
  readonly requests: string[] = [];
  /** Overrides the claims of ID tokens. */
  claimOverrides: JWTPayload = {};
  isDown = false;
  /** Number of tokens issued on behalf of users and for refresh tokens. */
  readonly tokenCounts = { onBehalf: 0, refreshed: 0 };
  /** Lifetime of users' access tokens in seconds. */
  tokenLifetime = 3600;
  /** The error it responds with instead of users' tokens, such as missing consent. */
  refusal: Refusal | undefined;
  /** The same for the app's own tokens. */
  appRefusal: Refusal | undefined;
  /** Whether it accepts the refresh tokens that it issues. */
  acceptsRefreshTokens = true;
  /** The public key of the app's certificate. */
  certificate: KeyObject | undefined;

  constructor(clock: () => number) {
    this.#clock = clock;
  }

  /** A token of Entra with claims overridden; `undefined` omits a claim. */
  async token(
    owner: PersonId,
    overrides: Readonly<Record<string, unknown>> = {},
    signature: SignatureKind = 'entra',
  ): Promise<string> {
    const now = Math.floor(this.#clock() / 1000);
    const claims = {
      iss: `${LOGIN}/${owner.tenant}/v2.0`,
      aud: APP,
      tid: owner.tenant,
      oid: owner.person,
      sub: 'pairwise',
      name: 'Canary Name',
      preferred_username: 'canary@fabrikaat.example.com',
      ver: '2.0',
      scp: 'access_as_user',
      nbf: now,
      iat: now,
      exp: now + 3600,
      ...overrides,
    };
    const payload = JSON.parse(JSON.stringify(claims));
    if (signature === 'none') {
      const text = [{ alg: 'none', typ: 'JWT', kid: 'k1' }, payload].map((part) =>
        Buffer.from(JSON.stringify(part)).toString('base64url'),
      );
      return `${text.join('.')}.`;
    }
    const alg = signature === 'public-key-as-secret' ? 'HS256' : 'RS256';
    const key = { entra: privateKey, 'unknown-key': foreignKey, forged: foreignKey, 'public-key-as-secret': pem }[
      signature
    ];
    const kid = signature === 'unknown-key' ? 'k2' : 'k1';
    return new SignJWT(payload).setProtectedHeader({ alg, typ: 'JWT', kid }).sign(key);
  }

  /** The user signs in on Entra's page: the URL that the browser is redirected to. */
  completeSignIn(address: string, owner: PersonId): string {
    const { searchParams } = new URL(address);
    const value = (name: string) => searchParams.get(name) ?? '';
    const code = randomUUID();
    this.#grants.set(code, {
      challenge: value('code_challenge'),
      nonce: value('nonce'),
      scope: value('scope'),
      redirect: value('redirect_uri'),
      owner,
    });
    return `${value('redirect_uri')}?${new URLSearchParams({ code, state: value('state'), session_state: 'x' })}`;
  }

  readonly fetch = (async (input: string | URL, init: { body?: string } = {}) => {
    const url = String(input);
    this.requests.push(url);
    if (this.isDown) throw new TypeError('fetch failed');
    if (url.endsWith('/discovery/v2.0/keys')) return Response.json({ keys: [jwk] });
    if (url.startsWith('http://169.254.169.254/metadata/identity/')) {
      if (new URL(url).searchParams.get('client_id') !== APP) return new Response(null, { status: 400 });
      return Response.json({
        access_token: 'of-the-identity',
        expires_in: '86400',
        expires_on: '9999999999',
        resource: 'x',
        token_type: 'Bearer',
      });
    }
    if (url.includes('/oauth2/v2.0/token')) return this.#redeem(new URLSearchParams(init.body));
    throw new TypeError(`No server answers at ${url}.`);
  }) as typeof fetch;

  async #redeem(params: URLSearchParams): Promise<Response> {
    const grant = this.#grants.get(params.get('code') ?? '');
    this.#grants.delete(params.get('code') ?? '');
    if (params.get('grant_type') === 'client_credentials') return this.#issueAppToken(params);
    const challenge = createHash('sha256')
      .update(params.get('code_verifier') ?? '')
      .digest('base64url');
    const isProven =
      params.get('client_secret') === SECRET ||
      params.get('client_assertion') === 'of-the-identity' ||
      (await this.#isSignedByCertificate(params));
    if (!isProven) return this.#respondWithError('invalid_client');
    if (params.get('requested_token_use') === 'on_behalf_of') return this.#exchangeOnBehalf(params);
    if (params.get('grant_type') === 'refresh_token') return this.#refresh(params);
    if (grant?.challenge !== challenge || grant.redirect !== params.get('redirect_uri'))
      return this.#respondWithError('invalid_grant');
    const claims = { aud: params.get('client_id'), nonce: grant.nonce, scp: undefined, ...this.claimOverrides };
    const id_token = await this.token(grant.owner, claims);
    return this.#issueTokens(
      grant.owner,
      grant.scope.includes('user_impersonation') ? grant.scope : 'openid profile',
      id_token,
    );
  }

  /** The newest access token of each user. */
  readonly newest = new Map<string, string>();

  #issueTokens(owner: PersonId, scope: string, id_token: string): Response {
    const access_token = `canary-access-${randomUUID()}`;
    const refresh_token = `canary-refresh-${randomUUID()}`;
    this.newest.set(owner.person, access_token);
    if (this.acceptsRefreshTokens) this.#refreshable.set(refresh_token, owner);
    return Response.json({
      token_type: 'Bearer',
      scope,
      expires_in: this.tokenLifetime,
      access_token,
      refresh_token,
      id_token,
      client_info: Buffer.from(JSON.stringify({ uid: owner.person, utid: owner.tenant })).toString('base64url'),
    });
  }

  readonly #refreshable = new Map<string, PersonId>();

  /** Revokes all refresh tokens, as an administrator can. */
  revoke(): void {
    this.#refreshable.clear();
  }

  async #exchangeOnBehalf(params: URLSearchParams): Promise<Response> {
    this.tokenCounts.onBehalf++;
    if (this.refusal) return errorResponse(this.refusal);
    const { payload } = await jwtVerify(params.get('assertion') ?? '', publicKey, {
      audience: String(params.get('client_id')),
      currentDate: new Date(this.#clock()),
    });
    const owner = { tenant: String(payload.tid), person: String(payload.oid) };
    return this.#issueTokens(
      owner,
      String(params.get('scope')),
      await this.token(owner, { aud: params.get('client_id') }),
    );
  }

  async #refresh(params: URLSearchParams): Promise<Response> {
    this.tokenCounts.refreshed++;
    const owner = this.#refreshable.get(params.get('refresh_token') ?? '');
    if (this.refusal) return errorResponse(this.refusal);
    if (!owner) return this.#respondWithError('invalid_grant');
    return this.#issueTokens(
      owner,
      String(params.get('scope')),
      await this.token(owner, { aud: params.get('client_id') }),
    );
  }

  /** The app's own token, for its secret or certificate. */
  async #issueAppToken(params: URLSearchParams): Promise<Response> {
    const isCertified = await this.#isSignedByCertificate(params);
    const proven = isCertified || [params.get('client_secret'), params.get('client_assertion')].some(isCredential);
    if (!proven) return this.#respondWithError('invalid_client');
    if (this.appRefusal) return errorResponse(this.appRefusal);
    return Response.json({
      token_type: 'Bearer',
      expires_in: 3600,
      access_token: `of-the-app-for-${params.get('scope')}`,
    });
  }

  /** Whether the request is signed with the app's certificate. */
  async #isSignedByCertificate(params: URLSearchParams): Promise<boolean> {
    const assertion = params.get('client_assertion');
    if (assertion === null || !this.certificate) return false;
    // The client library rounds the time, also up.
    return jwtVerify(assertion, this.certificate, { clockTolerance: 60 }).then(
      ({ payload }) => payload.iss === APP,
      () => false,
    );
  }

  #respondWithError(error: string): Response {
    return Response.json(
      { error, error_description: 'AADSTS70000: canary@fabrikaat.example.com', error_codes: [70000] },
      { status: 400 },
    );
  }
}
