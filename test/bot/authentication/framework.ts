import { createServer, type Server } from 'node:http';
import { type CryptoKey, exportJWK, generateKeyPair, SignJWT } from 'jose';
import { APP } from '../sign-in/entra.ts';

/** Where the stand-in sends whoever asks, when it is in that mood. */
export const ELSEWHERE = 'http://127.0.0.2:3980/';
export const ISSUER = 'https://api.botframework.com';

/** A key as Bot Framework publishes it, and the other half. */
export interface Pair {
  readonly kid: string;
  readonly alg: string;
  readonly published: Record<string, unknown>;
  readonly secret: CryptoKey;
}

/** @param published what is different about the published half */
export async function pairOf(kid: string, alg = 'RS256', published: Record<string, unknown> = {}): Promise<Pair> {
  const { publicKey, privateKey } = await generateKeyPair(alg, { extractable: true });
  const jwk = { ...(await exportJWK(publicKey)), kid, use: 'sig', endorsements: ['msteams', 'emulator'], ...published };
  return { kid, alg, published: jwk, secret: privateKey };
}

/** Bot Framework as far as it says with which keys its channels sign. */
export class Framework {
  readonly #http: Server;
  readonly keys: Pair[];
  /** The paths that were asked for. */
  readonly asked: string[] = [];
  /** What it does instead of answering. */
  mood: 'well' | 'failing' | 'silent' | 'talking nonsense' | 'sending elsewhere' = 'well';
  url = '';

  constructor(keys: readonly Pair[]) {
    this.keys = [...keys];
    this.#http = createServer((req, res) => {
      const path = req.url ?? '';
      this.asked.push(path);
      if (this.mood === 'silent') return;
      if (this.mood === 'failing') res.statusCode = 500;
      if (this.mood === 'sending elsewhere') {
        res.statusCode = 302;
        res.setHeader('location', ELSEWHERE);
      }
      const nonsense = this.mood === 'talking nonsense';
      const jwks_uri = new URL('/v1/.well-known/keys', this.url).href;
      const said = path.endsWith('/keys') ? { keys: this.keys.map(({ published }) => published) } : { jwks_uri };
      res.setHeader('content-type', 'application/json').end(nonsense ? '{"keys":"none"}' : JSON.stringify(said));
    });
  }

  async open(): Promise<this> {
    await new Promise<void>((done) => this.#http.listen(0, '127.0.0.1', done));
    const { port } = this.#http.address() as { port: number };
    this.url = `http://127.0.0.1:${port}/v1/.well-known/openidconfiguration`;
    return this;
  }

  close(): void {
    this.#http.closeAllConnections();
    this.#http.close();
  }
}

/** The claims of a token as Bot Framework makes them for a channel at an address. */
export const claimsFor = (serviceUrl: string, at = Date.now()) => {
  const now = Math.floor(at / 1000);
  return { serviceurl: serviceUrl, iss: ISSUER, aud: APP, nbf: now - 60, exp: now + 3600 };
};

export const tokenOf = (
  { kid, alg, secret }: Pair,
  claims: Readonly<Record<string, unknown>>,
  header: Readonly<Record<string, unknown>> = {},
): Promise<string> =>
  new SignJWT(JSON.parse(JSON.stringify(claims))).setProtectedHeader({ alg, kid, typ: 'JWT', ...header }).sign(secret);
