import { createHmac } from 'node:crypto';
import { base64url } from 'jose';
import { APP } from '../sign-in/fake-entra.ts';
import type { AuthenticatedApp } from './authenticated-app.ts';
import { claimsFor, createSigningKey, ISSUER, type SigningKey, signToken } from './bot-framework-stub.ts';

/** A request that must be rejected. */
interface RawRequest {
  /** Header names and values, alternating. */
  readonly headers: readonly string[];
  readonly body?: unknown;
}

type Claims = Readonly<Record<string, unknown>>;
type CreateRequest = () => Promise<RawRequest> | RawRequest;

const HOUR = 3_600;
const ENTRA_TENANT = 'd6d49420-f39b-4df7-a1dc-d59a935871db';
const FOREIGN_TENANT = '72f988bf-86f1-41af-91ab-2d7cd011db48';

/** The published keys: a good one, and others that are each wrong in one way. */
export const createPublishedKeys = async () => ({
  good: await createSigningKey('k1'),
  unendorsed: await createSigningKey('bare', 'RS256', { endorsements: undefined }),
  emptyEndorsed: await createSigningKey('empty', 'RS256', { endorsements: [] }),
  otherChannel: await createSigningKey('other', 'RS256', { endorsements: ['webchat', 'MSTEAMS', 'msteams '] }),
  encryption: await createSigningKey('enc', 'RS256', { use: 'enc' }),
  curve: await createSigningKey('curve', 'ES256'),
  pss: await createSigningKey('pss', 'PS256'),
  long: await createSigningKey('long', 'RS512'),
});

type Keys = Awaited<ReturnType<typeof createPublishedKeys>>;

const encode = (part: unknown): string => base64url.encode(typeof part === 'string' ? part : JSON.stringify(part));

/** All forged or invalid requests, by what is wrong with them. */
export function forgedRequests(
  app: AuthenticatedApp,
  keys: Keys,
  foreign: SigningKey,
): Readonly<Record<string, CreateRequest>> {
  const { activity, channel, testApp } = app;
  const at = testApp.now();
  const now = Math.floor(at / 1000);
  const claims = claimsFor(channel.url, at);
  const { good } = keys;
  const withToken = (token: string, body: unknown = activity): RawRequest => ({
    headers: ['authorization', `Bearer ${token}`],
    body,
  });
  /** Signed by the good key with changed claims; `undefined` removes one. */
  const withClaims = (overrides: Claims, body?: unknown): CreateRequest => {
    return async () => withToken(await signToken(good, { ...claims, ...overrides }), body);
  };
  const signedBy = (pair: SigningKey, header: Claims = {}): CreateRequest => {
    return async () => withToken(await signToken(pair, claims, header));
  };
  /** A good token in wrong headers. */
  const withHeaders = (headers: (token: string) => readonly string[]): CreateRequest => {
    return async () => ({ headers: headers(await signToken(good, claims)), body: activity });
  };
  /** A service URL in both the activity and the token. */
  const withServiceUrl = (serviceUrl: string): CreateRequest =>
    withClaims({ serviceurl: serviceUrl }, { ...activity, serviceUrl });
  const withActivity = (overrides: Claims): CreateRequest => withClaims({}, { ...activity, ...overrides });
  /** The parts of a good token, assembled differently. */
  const withTokenParts = (assemble: (header: string, payload: string, signature: string) => string): CreateRequest => {
    return async () => {
      const [header = '', payload = '', signature = ''] = (await signToken(good, claims)).split('.');
      return withToken(assemble(header, payload, signature));
    };
  };
  const signedWithHmac = (secret: string): CreateRequest => {
    return () => {
      const text = `${encode({ alg: 'HS256', typ: 'JWT', kid: good.kid })}.${encode(claims)}`;
      return withToken(`${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`);
    };
  };
  const entraClaims = (overrides: Claims): Claims => ({
    iss: `https://sts.windows.net/${ENTRA_TENANT}/`,
    ver: '1.0',
    appid: APP,
    tid: ENTRA_TENANT,
    ...overrides,
  });
  const { host } = channel;
  const port = host.slice(host.indexOf(':'));

  return {
    // Requests that Bot Framework's own verification accepts.
    'no exp': withClaims({ exp: undefined }),
    'an activity without a service URL': withActivity({ serviceUrl: undefined }),
    'an activity with an empty service URL': withActivity({ serviceUrl: '' }),
    'an empty channel': withActivity({ channelId: '' }),
    'a key without endorsements': signedBy(keys.unendorsed),
    'an Emulator’s token of a made-up tenant': withClaims(
      entraClaims({ iss: `https://sts.windows.net/${FOREIGN_TENANT}/`, tid: FOREIGN_TENANT }),
    ),
    'an Emulator’s token, to be answered elsewhere': withClaims(
      entraClaims({
        iss: `https://login.microsoftonline.com/${FOREIGN_TENANT}/v2.0`,
        ver: '2.0',
        azp: APP,
        tid: FOREIGN_TENANT,
      }),
      { ...activity, channelId: 'emulator', serviceUrl: 'https://evil.example.com/' },
    ),

    // The header.
    'no header': () => ({ headers: [] }),
    'an empty header': () => ({ headers: ['authorization', ''] }),
    'a scheme without a token': () => ({ headers: ['authorization', 'Bearer'] }),
    'an empty token': () => ({ headers: ['authorization', 'Bearer '] }),
    'another scheme': withHeaders((token) => ['authorization', `Basic ${token}`]),
    'a scheme in lower case': withHeaders((token) => ['authorization', `bearer ${token}`]),
    'no scheme': withHeaders((token) => ['authorization', token]),
    'a tab for the space': withHeaders((token) => ['authorization', `Bearer\t${token}`]),
    'two spaces': withHeaders((token) => ['authorization', `Bearer  ${token}`]),
    'two tokens in one header': withHeaders((token) => ['authorization', `Bearer ${token}, Bearer ${token}`]),
    'a token and more': withHeaders((token) => ['authorization', `Bearer ${token} ${token}`]),
    'two headers': withHeaders((token) => ['authorization', `Bearer ${token}`, 'Authorization', `Bearer ${token}`]),
    'two headers, the second good': withHeaders((token) => [
      'authorization',
      'Bearer x',
      'authorization',
      `Bearer ${token}`,
    ]),
    'another header': withHeaders((token) => ['x-authorization', `Bearer ${token}`]),
    'a proxy’s header': withHeaders((token) => ['proxy-authorization', `Bearer ${token}`]),
    'an oversized token': () => withToken(`${encode({ alg: 'RS256', kid: good.kid })}.${'a'.repeat(9_000)}.a`),
    'a good token, oversized': withClaims({ padding: 'x'.repeat(7_000) }),
    'a quoted token': withHeaders((token) => ['authorization', `Bearer "${token}"`]),
    'a token in the address alone': async () => ({
      headers: [],
      body: { ...activity, access_token: await signToken(good, claims) },
    }),

    // The token's form.
    'two parts': withTokenParts((header, payload) => `${header}.${payload}`),
    'four parts': withTokenParts((header, payload, signature) => `${header}.${payload}.${signature}.`),
    'five parts': withTokenParts((header, payload, signature) => `${header}.${payload}.${signature}.a.b`),
    'no signature': withTokenParts((header, payload) => `${header}.${payload}.`),
    'a signature of another length': withTokenParts(
      (header, payload, signature) => `${header}.${payload}.${signature.slice(4)}`,
    ),
    'a padded signature': withTokenParts((header, payload, signature) => `${header}.${payload}.${signature}==`),
    'a changed signature': withTokenParts((header, payload, signature) => {
      return `${header}.${payload}.${signature.startsWith('A') ? 'B' : 'A'}${signature.slice(1)}`;
    }),
    'a changed payload': withTokenParts(
      (header, _, signature) => `${header}.${encode({ ...claims, exp: now + 9 * HOUR })}.${signature}`,
    ),
    'a changed header': withTokenParts((_, payload, signature) => {
      return `${encode({ alg: 'RS256', kid: good.kid, typ: 'JOSE' })}.${payload}.${signature}`;
    }),
    'a header that is no JSON': withTokenParts((_, payload, signature) => `${encode('{')}.${payload}.${signature}`),
    'a payload that is no object': async () => {
      const text = `${encode({ alg: 'RS256', kid: good.kid })}.${encode('[1]')}`;
      return withToken(`${text}.${(await signToken(good, claims)).split('.')[2]}`);
    },
    'the algorithm none': () => withToken(`${encode({ alg: 'none', kid: good.kid })}.${encode(claims)}.`),
    'the algorithm none, with a signature': withTokenParts((_, payload, signature) => {
      return `${encode({ alg: 'none', kid: good.kid })}.${payload}.${signature}`;
    }),
    'the algorithm NONE': withTokenParts(
      (_, payload, signature) => `${encode({ alg: 'NONE', kid: good.kid })}.${payload}.${signature}`,
    ),
    'the algorithm rs256': withTokenParts(
      (_, payload, signature) => `${encode({ alg: 'rs256', kid: good.kid })}.${payload}.${signature}`,
    ),
    'no algorithm': withTokenParts((_, payload, signature) => `${encode({ kid: good.kid })}.${payload}.${signature}`),
    'a list of algorithms': withTokenParts((_, payload, signature) => {
      return `${encode({ alg: ['RS256'], kid: good.kid })}.${payload}.${signature}`;
    }),
    'HS256 with the public key': signedWithHmac(JSON.stringify(good.publicJwk)),
    'HS256 with the modulus': signedWithHmac(String(good.publicJwk.n)),
    'HS256 with nothing': signedWithHmac(''),
    ES256: signedBy(keys.curve),
    PS256: signedBy(keys.pss),
    RS512: signedBy(keys.long),
    'an unknown critical header': withTokenParts((_, payload, signature) => {
      return `${encode({ alg: 'RS256', kid: good.kid, crit: ['mine'], mine: true })}.${payload}.${signature}`;
    }),
    'an unencoded payload': withTokenParts((_, payload, signature) => {
      return `${encode({ alg: 'RS256', kid: good.kid, crit: ['b64'], b64: false })}.${payload}.${signature}`;
    }),

    // The key.
    'another key under a known name': signedBy({ ...foreign, kid: good.kid }),
    'an unknown key': signedBy(foreign),
    'no key named': signedBy(good, { kid: undefined }),
    'an empty key name': signedBy(good, { kid: '' }),
    'a number for a key name': signedBy(good, { kid: 1 }),
    'a list for a key name': signedBy(good, { kid: [good.kid] }),
    'an object for a key name': signedBy(good, { kid: { toString: good.kid } }),
    'a key name in upper case': signedBy(good, { kid: 'K1' }),
    'a key name with a space': signedBy(good, { kid: 'k1 ' }),
    'the key name __proto__': signedBy(good, { kid: '__proto__' }),
    'the key name constructor': signedBy(good, { kid: 'constructor' }),
    'a path for a key name': signedBy(good, { kid: '../../k1' }),
    'its own key along': signedBy({ ...foreign, kid: good.kid }, { jwk: foreign.publicJwk }),
    'its own address of keys': signedBy({ ...foreign, kid: 'mine' }, { jku: 'https://evil.example.com/keys' }),
    'its own certificate': signedBy(
      { ...foreign, kid: 'mine' },
      { x5u: 'https://evil.example.com/cert', x5c: ['MIIB'] },
    ),
    'a key that is not for signing': signedBy(keys.encryption),
    'a key with an empty list of channels': signedBy(keys.emptyEndorsed),
    'a key of other channels': signedBy(keys.otherChannel),
    'a channel that the key is not endorsed for': withActivity({ channelId: 'webchat' }),
    'a channel in upper case': withActivity({ channelId: 'MSTEAMS' }),
    'a list for a channel': withActivity({ channelId: ['msteams'] }),
    'no channel': withActivity({ channelId: undefined }),
    'the channel of App Service extensions': withActivity({ channelId: 'AseChannel' }),

    // The issuer and the audience.
    'no issuer': withClaims({ iss: undefined }),
    'another issuer': withClaims({ iss: 'https://evil.example.com' }),
    'the issuer with a slash': withClaims({ iss: `${ISSUER}/` }),
    'the issuer in upper case': withClaims({ iss: ISSUER.toUpperCase() }),
    'the issuer over http': withClaims({ iss: 'http://api.botframework.com' }),
    'the issuer as a prefix': withClaims({ iss: `${ISSUER}.evil.example.com` }),
    'a list of issuers': withClaims({ iss: [ISSUER] }),
    'another cloud’s issuer': withClaims({ iss: 'https://api.botframework.us' }),
    'an Emulator’s issuer': withClaims(entraClaims({})),
    'a skill’s token': withClaims(
      entraClaims({
        ver: '1.0',
        appid: '5b1c3d0a-0000-4000-8000-0000000000ff',
        iss: `https://login.microsoftonline.com/${ENTRA_TENANT}/v2.0`,
      }),
    ),
    'this app’s own token': withClaims({
      iss: `https://login.microsoftonline.com/${ENTRA_TENANT}/v2.0`,
      aud: ISSUER,
      azp: APP,
      ver: '2.0',
    }),
    'what Entra gives a person who signs in': async () => {
      return withToken(
        await app.entra.token({ tenant: testApp.organisation.tenant, person: activity.from.aadObjectId }),
      );
    },
    'no audience': withClaims({ aud: undefined }),
    'another audience': withClaims({ aud: '5b1c3d0a-0000-4000-8000-0000000000ff' }),
    'an empty audience': withClaims({ aud: '' }),
    'the audience in upper case': withClaims({ aud: APP.toUpperCase() }),
    'the audience with a scheme': withClaims({ aud: `api://${APP}` }),
    'a list of audiences': withClaims({ aud: [APP] }),
    'a list of audiences with another': withClaims({ aud: [APP, 'other'] }),
    'an object for an audience': withClaims({ aud: { app: APP } }),

    // The validity period.
    'a token that is over': withClaims({ exp: now - 301 }),
    'a token that was over a day ago': withClaims({ exp: now - 24 * HOUR }),
    'a token that is not valid yet': withClaims({ nbf: now + 310 }),
    'no nbf': withClaims({ nbf: undefined }),
    'a text for exp': withClaims({ exp: String(now + HOUR) }),
    'a list for exp': withClaims({ exp: [now + HOUR] }),
    'null for exp': withClaims({ exp: null }),
    'a text for nbf': withClaims({ nbf: String(now - HOUR) }),
    'a negative exp': withClaims({ exp: -1 }),

    // The service URL.
    'no service URL claimed': withClaims({ serviceurl: undefined }),
    'an empty service URL claimed': withClaims({ serviceurl: '' }),
    'both service URLs empty': withServiceUrl(''),
    'another service URL claimed': withClaims({ serviceurl: 'https://smba.trafficmanager.net/emea/' }),
    'a service URL claimed under another name': withClaims({ serviceurl: undefined, serviceUrl: channel.url }),
    'a list of service URLs claimed': withClaims({ serviceurl: [channel.url] }),
    'an object for a service URL': withClaims({}, { ...activity, serviceUrl: { href: channel.url } }),
    'a service URL with another path': withActivity({ serviceUrl: `${channel.url}x/` }),
    'a service URL without its slash': withActivity({ serviceUrl: channel.url.slice(0, -1) }),
    'a foreign host': withServiceUrl('https://evil.example.com/'),
    'a foreign host over http': withServiceUrl('http://evil.example.com/'),
    'the host as a user': withServiceUrl(`http://${host}@evil.example.com/`),
    'the host with a user': withServiceUrl(`http://user:pass@${host}/`),
    'the host as a prefix': withServiceUrl('http://127.0.0.1.evil.example.com/'),
    'the host as a query': withServiceUrl(`https://evil.example.com/?${host}`),
    'the host as a fragment': withServiceUrl(`https://evil.example.com/#@${host}`),
    'the host with a query': withServiceUrl(`${channel.url}?a=b`),
    'the host with a fragment': withServiceUrl(`${channel.url}#a`),
    'another port': withServiceUrl('http://127.0.0.1:1/'),
    'no port': withServiceUrl('http://127.0.0.1/'),
    'another name of the host': withServiceUrl(`http://localhost${port}/`),
    'the host in decimal': withServiceUrl(`http://2130706433${port}/`),
    'the host in hexadecimal': withServiceUrl(`http://0x7f.1${port}/`),
    'the host in full width': withServiceUrl(`http://１２７.0.0.1${port}/`),
    'the host with a trailing dot': withServiceUrl(`http://127.0.0.1.${port}/`),
    'the scheme in upper case': withServiceUrl(`HTTP://${host}/`),
    'the host with a backslash': withServiceUrl(`http://${host}\\@evil.example.com/`),
    'the host after a line break': withServiceUrl(`http://${host}\n.evil.example.com/`),
    'the host with spaces': withServiceUrl(` http://${host}/ `),
    'a path that climbs': withServiceUrl(`http://${host}/a/../b/`),
    'no slashes': withServiceUrl(`http:${host}/`),
    'a file': withServiceUrl('file:///etc/passwd'),
    'a script': withServiceUrl('javascript:alert(1)'),
    'a websocket': withServiceUrl(`ws://${host}/`),
    'metadata of the machine': withServiceUrl('http://169.254.169.254/'),
    IPv6: withServiceUrl(`http://[::1]${port}/`),
    'a Teams host that is not set here': withServiceUrl('https://smba.trafficmanager.net/emea/'),

    // The body.
    'a list for an activity': withClaims({}, [activity]),
    'null for an activity': withClaims({}, 'null'),
    'a text for an activity': withClaims({}, '"activity"'),
    'an empty object': withClaims({}, {}),
    nothing: withClaims({}, ''),
    'a service URL of its prototype': withClaims({}, `{"__proto__":${JSON.stringify(activity)}}`),
  };
}
