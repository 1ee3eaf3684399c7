import { createHmac } from 'node:crypto';
import { base64url } from 'jose';
import { APP } from '../sign-in/entra.ts';
import type { StrictDesk } from './desk.ts';
import { claimsFor, ISSUER, type Pair, pairOf, tokenOf } from './framework.ts';

/** A request that must not be believed. */
interface Forgery {
  /** Header names and values, in turn. */
  readonly headers: readonly string[];
  readonly body?: unknown;
}

type Claims = Readonly<Record<string, unknown>>;
type Forge = () => Promise<Forgery> | Forgery;

const HOUR = 3_600;
const ENTRA_TENANT = 'd6d49420-f39b-4df7-a1dc-d59a935871db';
const FOREIGN_TENANT = '72f988bf-86f1-41af-91ab-2d7cd011db48';

/** Keys that a stand-in publishes beside the good one: each is wrong in its own way. */
export const published = async () => ({
  good: await pairOf('k1'),
  unendorsed: await pairOf('bare', 'RS256', { endorsements: undefined }),
  emptyEndorsed: await pairOf('empty', 'RS256', { endorsements: [] }),
  otherChannel: await pairOf('other', 'RS256', { endorsements: ['webchat', 'MSTEAMS', 'msteams '] }),
  encryption: await pairOf('enc', 'RS256', { use: 'enc' }),
  curve: await pairOf('curve', 'ES256'),
  pss: await pairOf('pss', 'PS256'),
  long: await pairOf('long', 'RS512'),
});

type Keys = Awaited<ReturnType<typeof published>>;

const encode = (part: unknown): string => base64url.encode(typeof part === 'string' ? part : JSON.stringify(part));

/** Every forged or invalid request there is, by what is wrong with it. */
export function forgeries(desk: StrictDesk, keys: Keys, foreign: Pair): Readonly<Record<string, Forge>> {
  const { activity, channel, place } = desk;
  const at = place.now();
  const now = Math.floor(at / 1000);
  const claims = claimsFor(channel.url, at);
  const { good } = keys;
  const bearing = (token: string, body: unknown = activity): Forgery => ({
    headers: ['authorization', `Bearer ${token}`],
    body,
  });
  /** Signed by the good key, with claims changed; `undefined` leaves one out. */
  const claiming = (changed: Claims, body?: unknown): Forge => {
    return async () => bearing(await tokenOf(good, { ...claims, ...changed }), body);
  };
  const signedBy = (pair: Pair, header: Claims = {}): Forge => {
    return async () => bearing(await tokenOf(pair, claims, header));
  };
  /** A good token in a header that is not. */
  const sent = (headers: (token: string) => readonly string[]): Forge => {
    return async () => ({ headers: headers(await tokenOf(good, claims)), body: activity });
  };
  /** A service URL that the token names too. */
  const servedAt = (serviceUrl: string): Forge => claiming({ serviceurl: serviceUrl }, { ...activity, serviceUrl });
  const about = (changed: Claims): Forge => claiming({}, { ...activity, ...changed });
  /** The parts of a good token, put together otherwise. */
  const mended = (mend: (header: string, payload: string, signature: string) => string): Forge => {
    return async () => {
      const [header = '', payload = '', signature = ''] = (await tokenOf(good, claims)).split('.');
      return bearing(mend(header, payload, signature));
    };
  };
  const hmacOf = (secret: string): Forge => {
    return () => {
      const text = `${encode({ alg: 'HS256', typ: 'JWT', kid: good.kid })}.${encode(claims)}`;
      return bearing(`${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`);
    };
  };
  const entra = (changed: Claims): Claims => ({
    iss: `https://sts.windows.net/${ENTRA_TENANT}/`,
    ver: '1.0',
    appid: APP,
    tid: ENTRA_TENANT,
    ...changed,
  });
  const { host } = channel;
  const port = host.slice(host.indexOf(':'));

  return {
    // What a stock bot lets through.
    'no exp': claiming({ exp: undefined }),
    'an activity without a service URL': about({ serviceUrl: undefined }),
    'an activity with an empty service URL': about({ serviceUrl: '' }),
    'an empty channel': about({ channelId: '' }),
    'a key without endorsements': signedBy(keys.unendorsed),
    'an Emulator’s token of a made-up tenant': claiming(
      entra({ iss: `https://sts.windows.net/${FOREIGN_TENANT}/`, tid: FOREIGN_TENANT }),
    ),
    'an Emulator’s token, to be answered elsewhere': claiming(
      entra({
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
    'another scheme': sent((token) => ['authorization', `Basic ${token}`]),
    'a scheme in lower case': sent((token) => ['authorization', `bearer ${token}`]),
    'no scheme': sent((token) => ['authorization', token]),
    'a tab for the space': sent((token) => ['authorization', `Bearer\t${token}`]),
    'two spaces': sent((token) => ['authorization', `Bearer  ${token}`]),
    'two tokens in one header': sent((token) => ['authorization', `Bearer ${token}, Bearer ${token}`]),
    'a token and more': sent((token) => ['authorization', `Bearer ${token} ${token}`]),
    'two headers': sent((token) => ['authorization', `Bearer ${token}`, 'Authorization', `Bearer ${token}`]),
    'two headers, the second good': sent((token) => ['authorization', 'Bearer x', 'authorization', `Bearer ${token}`]),
    'another header': sent((token) => ['x-authorization', `Bearer ${token}`]),
    'a proxy’s header': sent((token) => ['proxy-authorization', `Bearer ${token}`]),
    'an oversized token': () => bearing(`${encode({ alg: 'RS256', kid: good.kid })}.${'a'.repeat(9_000)}.a`),
    'a good token, oversized': claiming({ padding: 'x'.repeat(7_000) }),
    'a quoted token': sent((token) => ['authorization', `Bearer "${token}"`]),
    'a token in the address alone': async () => ({
      headers: [],
      body: { ...activity, access_token: await tokenOf(good, claims) },
    }),

    // How it is made.
    'two parts': mended((header, payload) => `${header}.${payload}`),
    'four parts': mended((header, payload, signature) => `${header}.${payload}.${signature}.`),
    'five parts': mended((header, payload, signature) => `${header}.${payload}.${signature}.a.b`),
    'no signature': mended((header, payload) => `${header}.${payload}.`),
    'a signature of another length': mended(
      (header, payload, signature) => `${header}.${payload}.${signature.slice(4)}`,
    ),
    'a padded signature': mended((header, payload, signature) => `${header}.${payload}.${signature}==`),
    'a changed signature': mended((header, payload, signature) => {
      return `${header}.${payload}.${signature.startsWith('A') ? 'B' : 'A'}${signature.slice(1)}`;
    }),
    'a changed payload': mended(
      (header, _, signature) => `${header}.${encode({ ...claims, exp: now + 9 * HOUR })}.${signature}`,
    ),
    'a changed header': mended((_, payload, signature) => {
      return `${encode({ alg: 'RS256', kid: good.kid, typ: 'JOSE' })}.${payload}.${signature}`;
    }),
    'a header that is no JSON': mended((_, payload, signature) => `${encode('{')}.${payload}.${signature}`),
    'a payload that is no object': async () => {
      const text = `${encode({ alg: 'RS256', kid: good.kid })}.${encode('[1]')}`;
      return bearing(`${text}.${(await tokenOf(good, claims)).split('.')[2]}`);
    },
    'the algorithm none': () => bearing(`${encode({ alg: 'none', kid: good.kid })}.${encode(claims)}.`),
    'the algorithm none, with a signature': mended((_, payload, signature) => {
      return `${encode({ alg: 'none', kid: good.kid })}.${payload}.${signature}`;
    }),
    'the algorithm NONE': mended(
      (_, payload, signature) => `${encode({ alg: 'NONE', kid: good.kid })}.${payload}.${signature}`,
    ),
    'the algorithm rs256': mended(
      (_, payload, signature) => `${encode({ alg: 'rs256', kid: good.kid })}.${payload}.${signature}`,
    ),
    'no algorithm': mended((_, payload, signature) => `${encode({ kid: good.kid })}.${payload}.${signature}`),
    'a list of algorithms': mended((_, payload, signature) => {
      return `${encode({ alg: ['RS256'], kid: good.kid })}.${payload}.${signature}`;
    }),
    'HS256 with the public key': hmacOf(JSON.stringify(good.published)),
    'HS256 with the modulus': hmacOf(String(good.published.n)),
    'HS256 with nothing': hmacOf(''),
    ES256: signedBy(keys.curve),
    PS256: signedBy(keys.pss),
    RS512: signedBy(keys.long),
    'an unknown critical header': mended((_, payload, signature) => {
      return `${encode({ alg: 'RS256', kid: good.kid, crit: ['mine'], mine: true })}.${payload}.${signature}`;
    }),
    'an unencoded payload': mended((_, payload, signature) => {
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
    'its own key along': signedBy({ ...foreign, kid: good.kid }, { jwk: foreign.published }),
    'its own address of keys': signedBy({ ...foreign, kid: 'mine' }, { jku: 'https://evil.example.com/keys' }),
    'its own certificate': signedBy(
      { ...foreign, kid: 'mine' },
      { x5u: 'https://evil.example.com/cert', x5c: ['MIIB'] },
    ),
    'a key that is not for signing': signedBy(keys.encryption),
    'a key with an empty list of channels': signedBy(keys.emptyEndorsed),
    'a key of other channels': signedBy(keys.otherChannel),
    'a channel that the key is not endorsed for': about({ channelId: 'webchat' }),
    'a channel in upper case': about({ channelId: 'MSTEAMS' }),
    'a list for a channel': about({ channelId: ['msteams'] }),
    'no channel': about({ channelId: undefined }),
    'the channel of App Service extensions': about({ channelId: 'AseChannel' }),

    // Who gave it out, and for whom.
    'no issuer': claiming({ iss: undefined }),
    'another issuer': claiming({ iss: 'https://evil.example.com' }),
    'the issuer with a slash': claiming({ iss: `${ISSUER}/` }),
    'the issuer in upper case': claiming({ iss: ISSUER.toUpperCase() }),
    'the issuer over http': claiming({ iss: 'http://api.botframework.com' }),
    'the issuer as a prefix': claiming({ iss: `${ISSUER}.evil.example.com` }),
    'a list of issuers': claiming({ iss: [ISSUER] }),
    'another cloud’s issuer': claiming({ iss: 'https://api.botframework.us' }),
    'an Emulator’s issuer': claiming(entra({})),
    'a skill’s token': claiming(
      entra({
        ver: '1.0',
        appid: '5b1c3d0a-0000-4000-8000-0000000000ff',
        iss: `https://login.microsoftonline.com/${ENTRA_TENANT}/v2.0`,
      }),
    ),
    'this app’s own token': claiming({
      iss: `https://login.microsoftonline.com/${ENTRA_TENANT}/v2.0`,
      aud: ISSUER,
      azp: APP,
      ver: '2.0',
    }),
    'what Entra gives a person who signs in': async () => {
      return bearing(await desk.entra.token({ tenant: place.organisation.tenant, person: activity.from.aadObjectId }));
    },
    'no audience': claiming({ aud: undefined }),
    'another audience': claiming({ aud: '5b1c3d0a-0000-4000-8000-0000000000ff' }),
    'an empty audience': claiming({ aud: '' }),
    'the audience in upper case': claiming({ aud: APP.toUpperCase() }),
    'the audience with a scheme': claiming({ aud: `api://${APP}` }),
    'a list of audiences': claiming({ aud: [APP] }),
    'a list of audiences with another': claiming({ aud: [APP, 'other'] }),
    'an object for an audience': claiming({ aud: { app: APP } }),

    // When.
    'a token that is over': claiming({ exp: now - 301 }),
    'a token that was over a day ago': claiming({ exp: now - 24 * HOUR }),
    'a token that is not valid yet': claiming({ nbf: now + 310 }),
    'no nbf': claiming({ nbf: undefined }),
    'a text for exp': claiming({ exp: String(now + HOUR) }),
    'a list for exp': claiming({ exp: [now + HOUR] }),
    'null for exp': claiming({ exp: null }),
    'a text for nbf': claiming({ nbf: String(now - HOUR) }),
    'a negative exp': claiming({ exp: -1 }),

    // Where to.
    'no service URL claimed': claiming({ serviceurl: undefined }),
    'an empty service URL claimed': claiming({ serviceurl: '' }),
    'both service URLs empty': servedAt(''),
    'another service URL claimed': claiming({ serviceurl: 'https://smba.trafficmanager.net/emea/' }),
    'a service URL claimed under another name': claiming({ serviceurl: undefined, serviceUrl: channel.url }),
    'a list of service URLs claimed': claiming({ serviceurl: [channel.url] }),
    'an object for a service URL': claiming({}, { ...activity, serviceUrl: { href: channel.url } }),
    'a service URL with another path': about({ serviceUrl: `${channel.url}x/` }),
    'a service URL without its slash': about({ serviceUrl: channel.url.slice(0, -1) }),
    'a foreign host': servedAt('https://evil.example.com/'),
    'a foreign host over http': servedAt('http://evil.example.com/'),
    'the host as a user': servedAt(`http://${host}@evil.example.com/`),
    'the host with a user': servedAt(`http://user:pass@${host}/`),
    'the host as a prefix': servedAt('http://127.0.0.1.evil.example.com/'),
    'the host as a query': servedAt(`https://evil.example.com/?${host}`),
    'the host as a fragment': servedAt(`https://evil.example.com/#@${host}`),
    'the host with a query': servedAt(`${channel.url}?a=b`),
    'the host with a fragment': servedAt(`${channel.url}#a`),
    'another port': servedAt('http://127.0.0.1:1/'),
    'no port': servedAt('http://127.0.0.1/'),
    'another name of the host': servedAt(`http://localhost${port}/`),
    'the host in decimal': servedAt(`http://2130706433${port}/`),
    'the host in hexadecimal': servedAt(`http://0x7f.1${port}/`),
    'the host in full width': servedAt(`http://１２７.0.0.1${port}/`),
    'the host with a trailing dot': servedAt(`http://127.0.0.1.${port}/`),
    'the scheme in upper case': servedAt(`HTTP://${host}/`),
    'the host with a backslash': servedAt(`http://${host}\\@evil.example.com/`),
    'the host after a line break': servedAt(`http://${host}\n.evil.example.com/`),
    'the host with spaces': servedAt(` http://${host}/ `),
    'a path that climbs': servedAt(`http://${host}/a/../b/`),
    'no slashes': servedAt(`http:${host}/`),
    'a file': servedAt('file:///etc/passwd'),
    'a script': servedAt('javascript:alert(1)'),
    'a websocket': servedAt(`ws://${host}/`),
    'metadata of the machine': servedAt('http://169.254.169.254/'),
    IPv6: servedAt(`http://[::1]${port}/`),
    'a Teams host that is not set here': servedAt('https://smba.trafficmanager.net/emea/'),

    // What is said.
    'a list for an activity': claiming({}, [activity]),
    'null for an activity': claiming({}, 'null'),
    'a text for an activity': claiming({}, '"activity"'),
    'an empty object': claiming({}, {}),
    nothing: claiming({}, ''),
    'a service URL of its prototype': claiming({}, `{"__proto__":${JSON.stringify(activity)}}`),
  };
}
