import { generateKeyPairSync } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { card } from '../pages/page.ts';
import { type Production, PUBLIC, production, singleTenant } from './desk.ts';
import { APP, LOGIN } from './entra.ts';

const MINUTE = 60_000;

let desk: Production;
let page: string;

beforeEach(async () => {
  desk = await production();
  page = await desk.cardPage();
});
afterEach(() => desk.close());

test('a purchaser signs in and gets their own page for card details, and saves a card on it', async () => {
  const browser = desk.browser();
  const closed = await browser.open(page);
  expect([closed.status, closed.html.includes('Sign in to open this page')]).toEqual([403, true]);
  const [, link = ''] = /href="([^"]+\/sign-in[^"]+)"/.exec(closed.html) ?? [];
  expect(link).toBe(`${PUBLIC}sign-in?to=${encodeURIComponent(new URL(page).pathname)}`);
  const { to, status } = await browser.open(link);
  const asked = Object.fromEntries(new URL(to).searchParams);
  expect([status, to.split('?')[0]]).toEqual([
    303,
    `${LOGIN}/${singleTenant.MicrosoftAppTenantId}/oauth2/v2.0/authorize`,
  ]);
  expect(asked).toMatchObject({
    client_id: APP,
    response_type: 'code',
    response_mode: 'query',
    redirect_uri: `${PUBLIC}sign-in/callback`,
    code_challenge_method: 'S256',
    state: expect.stringMatching(/^[0-9a-f]{32}$/),
    nonce: expect.stringMatching(/^[0-9a-f]{32}$/),
  });
  expect(asked).not.toHaveProperty('prompt');
  const back = await browser.open(desk.entra.signedIn(to, desk.of('many')));
  expect([back.status, back.to]).toEqual([303, page]);
  expect((await browser.open(back.to)).html).toContain('<form');
  expect(await (await browser.post(page, card)).json()).toMatchObject({ saved: true });
});

test('a link to an invoice leads to signing in and gives the PDF after it', async () => {
  const browser = desk.browser();
  const link = desk.invoice();
  const { to } = await browser.open(link);
  const back = await browser.open(desk.entra.signedIn((await browser.open(to)).to, desk.of('many')));
  expect(back.to).toBe(link);
  expect((await browser.open(link)).headers.get('content-type')).toBe('application/pdf');
});

test('another person of the tenant gets neither, and may sign in as somebody else', async () => {
  const browser = desk.browser('nl-NL');
  const back = await browser.signIn(page, desk.of('manager'));
  const theirs = await browser.open(back.to);
  expect([theirs.status, theirs.html.includes('Deze pagina is voor iemand anders')]).toEqual([403, true]);
  expect(theirs.html).not.toMatch(/Noor|<form/);
  expect((await browser.post(page, card)).status).toBe(403);
  expect((await browser.open(desk.invoice())).status).toBe(403);
  // Entra would let the same person in again without asking.
  expect(new URL(await browser.leave(page)).searchParams.get('prompt')).toBe('select_account');
  await browser.signIn(page, desk.of('many'));
  expect((await browser.open(page)).status).toBe(200);
});

test('somebody of another organisation is refused, whatever Entra says', async () => {
  const browser = desk.browser();
  const foreign = { ...desk.of('many'), tenant: '9ceaaf30-8142-48ea-91d9-3080f9b439fc' };
  const back = await browser.signIn(page, foreign);
  expect([back.status, back.html.includes('That account cannot be used here')]).toEqual([403, true]);
  expect([...browser.jar.keys()]).toEqual([]);
});

test('where every organisation may sign in, the page is still its owner’s alone', async () => {
  desk.close();
  const { MicrosoftAppTenantId: _none, ...env } = { ...singleTenant, MicrosoftAppType: 'MultiTenant' };
  desk = await production(env);
  page = await desk.cardPage();
  const foreign = { ...desk.of('many'), tenant: '9ceaaf30-8142-48ea-91d9-3080f9b439fc' };
  const browser = desk.browser();
  expect(await browser.leave(page)).toContain(`${LOGIN}/organizations/oauth2/v2.0/authorize?`);
  expect((await browser.signIn(page, foreign)).status).toBe(303);
  expect((await browser.open(page)).status).toBe(403);
  await browser.signIn(page, desk.of('many'));
  expect((await browser.open(page)).status).toBe(200);
});

test('where some organisations are allowed, nobody of another signs in', async () => {
  desk.close();
  const { MicrosoftAppTenantId: own, ...env } = { ...singleTenant, MicrosoftAppType: 'MultiTenant' };
  desk = await production({ ...env, ALLOWED_TENANTS: own });
  page = await desk.cardPage();
  const browser = desk.browser();
  const foreign = { ...desk.of('many'), tenant: '9ceaaf30-8142-48ea-91d9-3080f9b439fc' };
  expect((await browser.signIn(page, foreign)).status).toBe(403);
  expect((await browser.signIn(page, desk.of('many'))).status).toBe(303);
});

test('a certificate proves the app in place of a secret', async () => {
  desk.close();
  const { MicrosoftAppPassword: _none, ...env } = singleTenant;
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const CertificatePrivateKey = String(privateKey.export({ type: 'pkcs8', format: 'pem' }));
  desk = await production({ ...env, CertificateThumbprint: 'ab'.repeat(32), CertificatePrivateKey });
  desk.entra.certificate = publicKey;
  page = await desk.cardPage();
  const browser = desk.browser();
  expect((await browser.signIn(page, desk.of('many'))).status).toBe(303);
  expect((await browser.open(page)).status).toBe(200);
});

test('a managed identity proves the app in place of a secret', async () => {
  desk.close();
  const { MicrosoftAppPassword: _none, ...env } = { ...singleTenant, MicrosoftAppType: 'UserAssignedMSI' };
  const signInId = '6b1c3d0a-0000-4000-8000-00000000000b';
  desk = await production({ ...env, SIGN_IN_APP_ID: signInId });
  const browser = desk.browser();
  page = await desk.cardPage();
  expect(new URL(await browser.leave(page)).searchParams.get('client_id')).toBe(signInId);
  expect((await browser.signIn(page, desk.of('many'))).status).toBe(303);
  expect((await browser.open(page)).status).toBe(200);
  expect(desk.entra.asked.find((url) => url.includes('169.254'))).toContain(`client_id=${APP}`);
});

test('cookies are this host’s alone, over HTTPS, unseen by scripts, and last an hour', async () => {
  const browser = desk.browser();
  await browser.signIn(page, desk.of('many'));
  expect(browser.set.map((one) => one.replace(/=[\w.-]*;/, '=…;').replace(/in-[0-9a-f]=/, 'in-0='))).toEqual([
    '__Host-sign-in-0=…; Max-Age=600; Path=/; HttpOnly; Secure; SameSite=Lax',
    '__Host-sign-in-0=…; Max-Age=0; Path=/; HttpOnly; Secure; SameSite=Lax',
    '__Host-desk=…; Max-Age=3600; Path=/; HttpOnly; Secure; SameSite=Lax',
  ]);
});

test('an hour later somebody signs in anew', async () => {
  const browser = desk.browser();
  await browser.signIn(page, desk.of('many'));
  desk.place.pass(60 * MINUTE - 1);
  expect((await browser.open(desk.invoice())).status).toBe(200);
  desk.place.pass(1);
  expect((await browser.open(desk.invoice())).status).toBe(303);
});

test('signing out ends it', async () => {
  const browser = desk.browser('nl-NL');
  await browser.signIn(page, desk.of('many'));
  expect((await browser.open('sign-in/out')).html).toContain('U bent hier afgemeld');
  expect((await browser.open(page)).status).toBe(403);
});

test('a cookie that was changed, made up or taken from another purpose is nobody’s', async () => {
  const browser = desk.browser();
  await browser.signIn(page, desk.of('manager'));
  const [text = '', signature = ''] = browser.jar.get('__Host-desk')?.split('.') ?? [];
  const { until } = JSON.parse(Buffer.from(text, 'base64url').toString());
  const made = (value: object, at = until) => Buffer.from(JSON.stringify({ value, until: at })).toString('base64url');
  await browser.leave(page);
  const flow = [...browser.jar].find(([name]) => name.startsWith('__Host-sign-in'))?.[1] ?? '';
  for (const forged of [
    `${made(desk.of('many'))}.${signature}`,
    `${made(desk.of('manager'), until + 1)}.${signature}`,
    `${text}.${signature.slice(1)}`,
    `${text}.`,
    text,
    '',
    '.',
    'a.b.c',
    flow,
  ]) {
    browser.jar.set('__Host-desk', forged);
    const { status, html } = await browser.open(page);
    expect([forged.slice(-8), status, html.includes('Sign in to open this page')]).toEqual([
      forged.slice(-8),
      403,
      true,
    ]);
  }
});

describe('coming back is refused', () => {
  test.each<[string, (url: URL) => void]>([
    ['with another state', (url) => url.searchParams.set('state', '0'.repeat(32))],
    ['with a state that is none', (url) => url.searchParams.set('state', '__proto__')],
    ['without a state', (url) => url.searchParams.delete('state')],
  ])('%s', async (_name, change) => {
    const browser = desk.browser();
    const url = new URL(desk.entra.signedIn(await browser.leave(page), desk.of('many')));
    change(url);
    const back = await browser.open(url.href);
    expect([back.status, back.html.includes('Signing in was not finished in time')]).toEqual([400, true]);
    expect(desk.entra.asked.filter((one) => one.includes('/token'))).toEqual([]);
  });

  test('in another browser, so that nobody can be signed in as somebody else', async () => {
    const url = desk.entra.signedIn(await desk.browser().leave(page), desk.of('manager'));
    expect((await desk.browser().open(url)).status).toBe(400);
  });

  test('with the nonce of another time', async () => {
    const browser = desk.browser();
    for (const nonce of ['another', undefined]) {
      desk.entra.wrong = { nonce } as never;
      const back = await browser.signIn(page, desk.of('many'));
      expect([back.status >= 400, browser.jar.has('__Host-desk')]).toEqual([true, false]);
    }
  });

  test('with a token for another app, or one that is over', async () => {
    const browser = desk.browser();
    for (const wrong of [{ aud: 'other' }, { exp: 1 }, { iss: 'https://evil.example.com' }]) {
      desk.entra.wrong = wrong;
      const back = await browser.signIn(page, desk.of('many'));
      expect([wrong, back.status >= 400, browser.jar.has('__Host-desk')]).toEqual([wrong, true, false]);
    }
  });

  test('after ten minutes, and twice', async () => {
    const browser = desk.browser();
    const late = desk.entra.signedIn(await browser.leave(page), desk.of('many'));
    desk.place.pass(10 * MINUTE);
    expect((await browser.open(late)).status).toBe(400);
    const url = desk.entra.signedIn(await browser.leave(page), desk.of('many'));
    expect((await browser.open(url)).status).toBe(303);
    expect((await browser.open(url)).status).toBe(400);
  });
});

test('several tabs sign in at once', async () => {
  const browser = desk.browser();
  const slot = (url: string) => new URL(url).searchParams.get('state')?.[0];
  let away: string[];
  do away = [await browser.leave(page), await browser.leave(page)];
  while (slot(away[0] ?? '') === slot(away[1] ?? ''));
  for (const url of away) {
    expect((await browser.open(desk.entra.signedIn(url, desk.of('many')))).status).toBe(303);
  }
});

test.each([
  '//evil.example.com',
  'https://evil.example.com/',
  'https:evil.example.com',
  '/\\evil.example.com',
  '/%5Cevil.example.com',
  '%2F%2Fevil.example.com',
  '/card/../../evil',
  '/card/x',
  `/card/${'x'.repeat(43)}/../..//evil.example.com`,
  `/card/${'x'.repeat(43)}\n`,
  '/invoices/..//evil.example.com?x=1',
  '/invoices/a.pdf?x=1#@evil.example.com',
  'javascript:alert(1)',
  '/sign-in/out',
  '/api/messages',
  '',
])('signing in leads on to no address but ours: %j', async (to) => {
  const browser = desk.browser();
  const answer = await browser.open(`sign-in?${new URLSearchParams({ to })}`);
  expect([answer.status, answer.html.includes('This page does not exist'), browser.set]).toEqual([400, true, []]);
});

test.each([
  ['en-GB', 'You are not signed in', 'Sign in again'],
  ['nl-NL', 'U bent niet aangemeld', 'Opnieuw aanmelden'],
])('who breaks it off is told what to do, in %s', async (language, title, again) => {
  const browser = desk.browser(language);
  const state = new URL(await browser.leave(page)).searchParams.get('state') ?? '';
  const query = new URLSearchParams({ state, error: 'access_denied', error_description: 'canary@fabrikaat <script>' });
  const back = await browser.open(`sign-in/callback?${query}`);
  expect(back.status).toBe(403);
  expect(back.html).toContain(title);
  expect(back.html).toContain(again);
  expect(back.html).not.toContain('canary');
  expect(back.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
});

test('when Entra does not answer, or refuses the app, the page says so with the reference in the log', async () => {
  const browser = desk.browser();
  const url = desk.entra.signedIn(await browser.leave(page), desk.of('many'));
  desk.entra.away = true;
  const back = await browser.open(url);
  expect([back.status, back.html.includes('Signing in did not work')]).toEqual([502, true]);
  const [, reference = 'none'] = /reference: ([\w-]{9})/.exec(back.html) ?? [];
  expect(desk.logged()).toContain(reference);
  desk.entra.away = false;
  expect((await browser.open(url)).status).toBe(400);
});

test('no token, code, secret or name is in the log or in an address', async () => {
  const browser = desk.browser();
  const addresses: string[] = [];
  for (const wrong of [{}, { aud: 'other' }, { nonce: 'other' }]) {
    desk.entra.wrong = wrong;
    const back = await browser.signIn(page, desk.of('many'));
    addresses.push(back.to);
  }
  const code = desk.entra.signedIn(await browser.leave(page), desk.of('many'));
  desk.entra.away = true;
  await browser.open(code);
  desk.entra.away = false;
  const wrong = desk.entra
    .signedIn(await browser.leave(page), desk.of('many'))
    .replace(/code=[^&]+/, 'code=canary-code');
  await browser.open(wrong);
  expect(desk.logged()).toContain('invalid_grant');
  for (const text of [desk.logged(), addresses.join()]) {
    expect(text).not.toMatch(/canary|eyJ|the-app-secret/i);
    expect(text).not.toContain(desk.of('many').person);
  }
});

/** The text of a page. */
const read = (html: string): string =>
  html
    .replace(/<[^>]+>/g, ' ')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&')
    .replace(/\s+/g, ' ');

test('privacy and terms are there for everybody, in their language, and no other page sees or frames them', async () => {
  for (const [path, en, nl] of [
    ['/privacy', 'What is kept, and how long', 'Wat er wordt bewaard, en hoe lang'],
    ['/terms', 'Who a purchase is between', 'Tussen wie een aankoop tot stand komt'],
  ] as const) {
    for (const [address, language, lang, says] of [
      [path, 'en-GB', 'en', en],
      [path, 'nl', 'nl', nl],
      [`${path}?in=nl`, 'en-GB', 'nl', nl],
      [`${path}?in=en`, 'nl', 'en', en],
      [`${path}?in=%22%3E%3Cscript%3E`, 'nl', 'en', en],
    ] as const) {
      const { status, html, headers } = await desk.browser(language).open(address);
      expect([address, status, html.includes(`<html lang="${lang}">`)]).toEqual([address, 200, true]);
      expect(html).toContain(says);
      expect(html).not.toMatch(/<script|style=| on\w+=|undefined|NaN/);
      expect(headers.get('content-security-policy')).toMatch(/^default-src 'none'; .*frame-ancestors 'none'$/);
      expect(headers.get('x-content-type-options')).toBe('nosniff');
    }
  }
});

test('privacy and terms name whoever runs it, as text, and send to them; nobody named, to the administrator', async () => {
  const unnamed = read((await desk.browser().open('/privacy')).html);
  expect(unnamed).toContain('run by your organisation');
  expect(unnamed).toContain('Ask your administrator.');
  for (const [contact, url] of [
    ['desk@contoso.example.com', 'mailto:desk@contoso.example.com'],
    ['https://contoso.example.com/it?a=1&b=2', 'https://contoso.example.com/it?a=1&amp;b=2'],
    ['https://contoso.example.com/@it', 'https://contoso.example.com/@it'],
  ]) {
    const set = { ...singleTenant, OPERATOR_NAME: '<b>Contoso</b> & Sons', OPERATOR_CONTACT: contact ?? '' };
    const named = await production(set);
    for (const path of ['/privacy', '/terms']) {
      const { html } = await named.browser().open(path);
      expect(html).toContain('&lt;b&gt;Contoso&lt;/b&gt; &amp; Sons');
      expect(html).not.toContain('<b>');
      expect(html).toContain(`<a href="${url}">`);
      expect(html).not.toContain('your administrator');
    }
    named.close();
  }
});

test('privacy says what holds where it runs: the numbers of the rules, and whether Microsoft gets anything', async () => {
  const here = read((await desk.browser().open('/privacy')).html);
  expect(here).toContain('12 months after they are closed; a request that is not decided is closed after 30 days');
  expect(here).toContain('60 days after you got them');
  expect(here).toContain('10 minutes; taken away a day later');
  expect(here).toContain('compared for 30 days');
  expect(here).toContain('nothing of what is bought here goes to Microsoft');
  expect(here).not.toMatch(/tokens|Azure Billing|test chat/);
  const env = { ...singleTenant, PROVIDER: 'microsoft365', TOKEN_KEY: 'k'.repeat(32) };
  const real = await production(env);
  const there = read((await real.browser().open('/privacy')).html);
  real.close();
  expect(there).toContain('Orders, changes, cancellations and invoices go through Azure Billing, in your name.');
  expect(there).toContain('Your sign-in tokens for Microsoft 365, encrypted until you type “sign out”');
  expect(there).not.toContain('made-up');
  const shop = await production({ ...singleTenant, BUYING: 'off' });
  const [privacy, terms] = await Promise.all(
    ['/privacy', '/terms'].map(async (path) => read((await shop.browser().open(path)).html)),
  );
  shop.close();
  expect(privacy).toContain('Cards are added and changed on Microsoft’s own pages.');
  expect(terms).toContain('Buying, adding licences and what is paid with are on Microsoft’s own pages.');
});
