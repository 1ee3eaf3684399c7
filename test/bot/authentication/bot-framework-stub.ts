import { createServer, type Server } from 'node:http';
import { type CryptoKey, exportJWK, generateKeyPair, SignJWT } from 'jose';
import { APP } from '../sign-in/fake-entra.ts';

/** Where the stub redirects to in the mode `sending elsewhere`. */
export const REDIRECT_TARGET = 'http://127.0.0.2:3980/';
export const ISSUER = 'https://api.botframework.com';

/** A key pair: the public key as Bot Framework publishes it, and the private key. */
export interface SigningKey {
  readonly kid: string;
  readonly alg: string;
  readonly publicJwk: Record<string, unknown>;
  readonly privateKey: CryptoKey;
}

/** @param changes properties that differ in the published key */
export async function createSigningKey(
  kid: string,
  alg = 'RS256',
  changes: Record<string, unknown> = {},
): Promise<SigningKey> {
  const { publicKey, privateKey } = await generateKeyPair(alg, { extractable: true });
  const jwk = { ...(await exportJWK(publicKey)), kid, use: 'sig', endorsements: ['msteams', 'emulator'], ...changes };
  return { kid, alg, publicJwk: jwk, privateKey };
}

/** Publishes the keys of channels as Bot Framework does. */
export class BotFrameworkStub {
  readonly #http: Server;
  readonly keys: SigningKey[];
  /** The requested paths. */
  readonly requests: string[] = [];
  /** How it answers. */
  mode: 'well' | 'failing' | 'silent' | 'talking nonsense' | 'sending elsewhere' = 'well';
  url = '';

  constructor(keys: readonly SigningKey[]) {
    this.keys = [...keys];
    this.#http = createServer((req, res) => {
      const path = req.url ?? '';
      this.requests.push(path);
      if (this.mode === 'silent') return;
      if (this.mode === 'failing') res.statusCode = 500;
      if (this.mode === 'sending elsewhere') {
        res.statusCode = 302;
        res.setHeader('location', REDIRECT_TARGET);
      }
      const nonsense = this.mode === 'talking nonsense';
      const jwks_uri = new URL('/v1/.well-known/keys', this.url).href;
      const body = path.endsWith('/keys') ? { keys: this.keys.map(({ publicJwk }) => publicJwk) } : { jwks_uri };
      res.setHeader('content-type', 'application/json').end(nonsense ? '{"keys":"none"}' : JSON.stringify(body));
    });
  }

  async open(): Promise<this> {
    await new Promise<void>((resolve) => this.#http.listen(0, '127.0.0.1', resolve));
    const { port } = this.#http.address() as { port: number };
    this.url = `http://127.0.0.1:${port}/v1/.well-known/openidconfiguration`;
    return this;
  }

  close(): void {
    this.#http.closeAllConnections();
    this.#http.close();
  }
}

/** The claims of a token that Bot Framework issues to a channel at a service URL. */
export const claimsFor = (serviceUrl: string, at = Date.now()) => {
  const now = Math.floor(at / 1000);
  return { serviceurl: serviceUrl, iss: ISSUER, aud: APP, nbf: now - 60, exp: now + 3600 };
};

export const signToken = (
  { kid, alg, privateKey: secret }: SigningKey,
  claims: Readonly<Record<string, unknown>>,
  header: Readonly<Record<string, unknown>> = {},
): Promise<string> =>
  new SignJWT(JSON.parse(JSON.stringify(claims))).setProtectedHeader({ alg, kid, typ: 'JWT', ...header }).sign(secret);
