import { generateKeyPairSync } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { card } from '../pages/card-form-app.ts';
import { APP, LOGIN } from './fake-entra.ts';
import { type ProductionApp, PUBLIC, singleTenant, startProductionApp } from './production-app.ts';

const MINUTE = 60_000;

let app: ProductionApp;
let page: string;

beforeEach(async () => {
  app = await startProductionApp();
  page = await app.cardPage();
});
afterEach(() => app.close());

test('a purchaser signs in, opens their card page and saves a card', async () => {
  const browser = app.openBrowser();
  const refusal = await browser.open(page);
  expect([refusal.status, refusal.html.includes('Sign in to open this page')]).toEqual([403, true]);
  const [, link = ''] = /href="([^"]+\/sign-in[^"]+)"/.exec(refusal.html) ?? [];
  expect(link).toBe(`${PUBLIC}sign-in?to=${encodeURIComponent(new URL(page).pathname)}`);
  const { to, status } = await browser.open(link);
  const params = Object.fromEntries(new URL(to).searchParams);
  expect([status, to.split('?')[0]]).toEqual([
    303,
    `${LOGIN}/${singleTenant.MicrosoftAppTenantId}/oauth2/v2.0/authorize`,
  ]);
  expect(params).toMatchObject({
    client_id: APP,
    response_type: 'code',
    response_mode: 'query',
    redirect_uri: `${PUBLIC}sign-in/callback`,
    code_challenge_method: 'S256',
    state: expect.stringMatching(/^[0-9a-f]{32}$/),
    nonce: expect.stringMatching(/^[0-9a-f]{32}$/),
  });
  expect(params).not.toHaveProperty('prompt');
  const callback = await browser.open(app.entra.completeSignIn(to, app.personId('many')));
  expect([callback.status, callback.to]).toEqual([303, page]);
  expect((await browser.open(callback.to)).html).toContain('<form');
  expect(await (await browser.post(page, card)).json()).toMatchObject({ saved: true });
});

test('a link to an invoice leads to sign-in and then returns the PDF', async () => {
  const browser = app.openBrowser();
  const link = app.invoice();
  const { to } = await browser.open(link);
  const callback = await browser.open(app.entra.completeSignIn((await browser.open(to)).to, app.personId('many')));
  expect(callback.to).toBe(link);
  expect((await browser.open(link)).headers.get('content-type')).toBe('application/pdf');
});

test('another person of the tenant gets neither page, and can sign in with another account', async () => {
  const browser = app.openBrowser('nl-NL');
  const callback = await browser.signIn(page, app.personId('manager'));
  const refusal = await browser.open(callback.to);
  expect([refusal.status, refusal.html.includes('Deze pagina is voor iemand anders')]).toEqual([403, true]);
  expect(refusal.html).not.toMatch(/Noor|<form/);
  expect((await browser.post(page, card)).status).toBe(403);
  expect((await browser.open(app.invoice())).status).toBe(403);
  // Without it Entra would sign the same user in again without asking.
  expect(new URL(await browser.beginSignIn(page)).searchParams.get('prompt')).toBe('select_account');
  await browser.signIn(page, app.personId('many'));
  expect((await browser.open(page)).status).toBe(200);
});

test('a user of another organisation is rejected, even with a token from Entra', async () => {
  const browser = app.openBrowser();
  const foreign = { ...app.personId('many'), tenant: '9ceaaf30-8142-48ea-91d9-3080f9b439fc' };
  const callback = await browser.signIn(page, foreign);
  expect([callback.status, callback.html.includes('That account cannot be used here')]).toEqual([403, true]);
  expect([...browser.cookies.keys()]).toEqual([]);
});

test('when every organisation can sign in, a page still opens for its owner only', async () => {
  app.close();
  const { MicrosoftAppTenantId: _none, ...env } = { ...singleTenant, MicrosoftAppType: 'MultiTenant' };
  app = await startProductionApp(env);
  page = await app.cardPage();
  const foreign = { ...app.personId('many'), tenant: '9ceaaf30-8142-48ea-91d9-3080f9b439fc' };
  const browser = app.openBrowser();
  expect(await browser.beginSignIn(page)).toContain(`${LOGIN}/organizations/oauth2/v2.0/authorize?`);
  expect((await browser.signIn(page, foreign)).status).toBe(303);
  expect((await browser.open(page)).status).toBe(403);
  await browser.signIn(page, app.personId('many'));
  expect((await browser.open(page)).status).toBe(200);
});

test('when some organisations are allowed, users of others cannot sign in', async () => {
  app.close();
  const { MicrosoftAppTenantId: tenant, ...env } = { ...singleTenant, MicrosoftAppType: 'MultiTenant' };
  app = await startProductionApp({ ...env, ALLOWED_TENANTS: tenant });
  page = await app.cardPage();
  const browser = app.openBrowser();
  const foreign = { ...app.personId('many'), tenant: '9ceaaf30-8142-48ea-91d9-3080f9b439fc' };
  expect((await browser.signIn(page, foreign)).status).toBe(403);
  expect((await browser.signIn(page, app.personId('many'))).status).toBe(303);
});

test('a certificate authenticates the app instead of a secret', async () => {
  app.close();
  const { MicrosoftAppPassword: _none, ...env } = singleTenant;
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const CertificatePrivateKey = String(privateKey.export({ type: 'pkcs8', format: 'pem' }));
  app = await startProductionApp({ ...env, CertificateThumbprint: 'ab'.repeat(32), CertificatePrivateKey });
  app.entra.certificate = publicKey;
  page = await app.cardPage();
  const browser = app.openBrowser();
  expect((await browser.signIn(page, app.personId('many'))).status).toBe(303);
  expect((await browser.open(page)).status).toBe(200);
});

test('a managed identity authenticates the app instead of a secret', async () => {
  app.close();
  const { MicrosoftAppPassword: _none, ...env } = { ...singleTenant, MicrosoftAppType: 'UserAssignedMSI' };
  const signInId = '6b1c3d0a-0000-4000-8000-00000000000b';
  app = await startProductionApp({ ...env, SIGN_IN_APP_ID: signInId });
  const browser = app.openBrowser();
  page = await app.cardPage();
  expect(new URL(await browser.beginSignIn(page)).searchParams.get('client_id')).toBe(signInId);
  expect((await browser.signIn(page, app.personId('many'))).status).toBe(303);
  expect((await browser.open(page)).status).toBe(200);
});

test('cookies are for this host, HTTPS only, hidden from scripts, and valid for an hour', async () => {
  const browser = app.openBrowser();
  await browser.signIn(page, app.personId('many'));
  expect(browser.setCookies.map((one) => one.replace(/=[\w.-]*;/, '=…;').replace(/in-[0-9a-f]=/, 'in-0='))).toEqual([
    '__Host-sign-in-0=…; Max-Age=600; Path=/; HttpOnly; Secure; SameSite=Lax',
    '__Host-sign-in-0=…; Max-Age=0; Path=/; HttpOnly; Secure; SameSite=Lax',
    '__Host-desk=…; Max-Age=3600; Path=/; HttpOnly; Secure; SameSite=Lax',
  ]);
});

test('a session ends after an hour', async () => {
  const browser = app.openBrowser();
  await browser.signIn(page, app.personId('many'));
  app.testApp.pass(60 * MINUTE - 1);
  expect((await browser.open(app.invoice())).status).toBe(200);
  app.testApp.pass(1);
  expect((await browser.open(app.invoice())).status).toBe(303);
});

test('signing out ends the session', async () => {
  const browser = app.openBrowser('nl-NL');
  await browser.signIn(page, app.personId('many'));
  expect((await browser.open('sign-in/out')).html).toContain('U bent hier afgemeld');
  expect((await browser.open(page)).status).toBe(403);
});

test('a cookie that is changed, forged or from another purpose identifies no one', async () => {
  const browser = app.openBrowser();
  await browser.signIn(page, app.personId('manager'));
  const [text = '', signature = ''] = browser.cookies.get('__Host-desk')?.split('.') ?? [];
  const { until } = JSON.parse(Buffer.from(text, 'base64url').toString());
  const encode = (value: object, at = until) => Buffer.from(JSON.stringify({ value, until: at })).toString('base64url');
  await browser.beginSignIn(page);
  const flow = [...browser.cookies].find(([name]) => name.startsWith('__Host-sign-in'))?.[1] ?? '';
  for (const token of [
    `${encode(app.personId('many'))}.${signature}`,
    `${encode(app.personId('manager'), until + 1)}.${signature}`,
    `${text}.${signature.slice(1)}`,
    `${text}.`,
    text,
    '',
    '.',
    'a.b.c',
    flow,
  ]) {
    browser.cookies.set('__Host-desk', token);
    const { status, html } = await browser.open(page);
    expect([token.slice(-8), status, html.includes('Sign in to open this page')]).toEqual([token.slice(-8), 403, true]);
  }
});

describe('the sign-in callback is rejected', () => {
  test.each<[string, (url: URL) => void]>([
    ['with another state', (url) => url.searchParams.set('state', '0'.repeat(32))],
    ['with an invalid state', (url) => url.searchParams.set('state', '__proto__')],
    ['without a state', (url) => url.searchParams.delete('state')],
  ])('%s', async (_name, change) => {
    const browser = app.openBrowser();
    const url = new URL(app.entra.completeSignIn(await browser.beginSignIn(page), app.personId('many')));
    change(url);
    const callback = await browser.open(url.href);
    expect([callback.status, callback.html.includes('Signing in was not finished in time')]).toEqual([400, true]);
    expect(app.entra.requests.filter((one) => one.includes('/token'))).toEqual([]);
  });

  test('in another browser, so that a user cannot be signed in as another', async () => {
    const url = app.entra.completeSignIn(await app.openBrowser().beginSignIn(page), app.personId('manager'));
    expect((await app.openBrowser().open(url)).status).toBe(400);
  });

  test('with the nonce of another sign-in', async () => {
    const browser = app.openBrowser();
    for (const nonce of ['another', undefined]) {
      app.entra.claimOverrides = { nonce } as never;
      const callback = await browser.signIn(page, app.personId('many'));
      expect([callback.status >= 400, browser.cookies.has('__Host-desk')]).toEqual([true, false]);
    }
  });

  test('with a token for another app or an expired one', async () => {
    const browser = app.openBrowser();
    for (const claims of [{ aud: 'other' }, { exp: 1 }, { iss: 'https://evil.example.com' }]) {
      app.entra.claimOverrides = claims;
      const callback = await browser.signIn(page, app.personId('many'));
      expect([claims, callback.status >= 400, browser.cookies.has('__Host-desk')]).toEqual([claims, true, false]);
    }
  });

  test('after ten minutes, and the second time', async () => {
    const browser = app.openBrowser();
    const expiredUrl = app.entra.completeSignIn(await browser.beginSignIn(page), app.personId('many'));
    app.testApp.pass(10 * MINUTE);
    expect((await browser.open(expiredUrl)).status).toBe(400);
    const url = app.entra.completeSignIn(await browser.beginSignIn(page), app.personId('many'));
    expect((await browser.open(url)).status).toBe(303);
    expect((await browser.open(url)).status).toBe(400);
  });
});

test('several tabs can sign in at once', async () => {
  const browser = app.openBrowser();
  const cookieSlot = (url: string) => new URL(url).searchParams.get('state')?.[0];
  let signInUrls: string[];
  do signInUrls = [await browser.beginSignIn(page), await browser.beginSignIn(page)];
  while (cookieSlot(signInUrls[0] ?? '') === cookieSlot(signInUrls[1] ?? ''));
  for (const url of signInUrls) {
    expect((await browser.open(app.entra.completeSignIn(url, app.personId('many')))).status).toBe(303);
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
])('sign-in redirects to no foreign address: %j', async (to) => {
  const browser = app.openBrowser();
  const answer = await browser.open(`sign-in?${new URLSearchParams({ to })}`);
  expect([answer.status, answer.html.includes('This page does not exist'), browser.setCookies]).toEqual([
    400,
    true,
    [],
  ]);
});

test.each([
  ['en-GB', 'You are not signed in', 'Sign in again'],
  ['nl-NL', 'U bent niet aangemeld', 'Opnieuw aanmelden'],
])('a user who cancels sign-in reads what to do, in %s', async (language, title, buttonTitle) => {
  const browser = app.openBrowser(language);
  const state = new URL(await browser.beginSignIn(page)).searchParams.get('state') ?? '';
  const query = new URLSearchParams({ state, error: 'access_denied', error_description: 'canary@fabrikaat <script>' });
  const callback = await browser.open(`sign-in/callback?${query}`);
  expect(callback.status).toBe(403);
  expect(callback.html).toContain(title);
  expect(callback.html).toContain(buttonTitle);
  expect(callback.html).not.toContain('canary');
  expect(callback.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
});

test('when Entra does not answer or rejects the app, the page shows the reference in the log', async () => {
  const browser = app.openBrowser();
  const url = app.entra.completeSignIn(await browser.beginSignIn(page), app.personId('many'));
  app.entra.isDown = true;
  const callback = await browser.open(url);
  expect([callback.status, callback.html.includes('Signing in did not work')]).toEqual([502, true]);
  const [, reference = 'none'] = /reference: ([\w-]{9})/.exec(callback.html) ?? [];
  expect(app.readLog()).toContain(reference);
  app.entra.isDown = false;
  expect((await browser.open(url)).status).toBe(400);
});

test('no token, code, secret or name is in the log or in a URL', async () => {
  const browser = app.openBrowser();
  const addresses: string[] = [];
  for (const claims of [{}, { aud: 'other' }, { nonce: 'other' }]) {
    app.entra.claimOverrides = claims;
    const callback = await browser.signIn(page, app.personId('many'));
    addresses.push(callback.to);
  }
  const codeUrl = app.entra.completeSignIn(await browser.beginSignIn(page), app.personId('many'));
  app.entra.isDown = true;
  await browser.open(codeUrl);
  app.entra.isDown = false;
  const wrongCodeUrl = app.entra
    .completeSignIn(await browser.beginSignIn(page), app.personId('many'))
    .replace(/code=[^&]+/, 'code=canary-code');
  await browser.open(wrongCodeUrl);
  expect(app.readLog()).toContain('invalid_grant');
  for (const text of [app.readLog(), addresses.join()]) {
    expect(text).not.toMatch(/canary|eyJ|the-app-secret/i);
    expect(text).not.toContain(app.personId('many').person);
  }
});

/** The text of a page, without tags. */
const textOf = (html: string): string =>
  html
    .replace(/<[^>]+>/g, ' ')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&')
    .replace(/\s+/g, ' ');

test('privacy and terms are public, in the user’s language, and cannot be framed', async () => {
  for (const [path, en, nl] of [
    ['/privacy', 'What is kept, and how long', 'Wat er wordt bewaard, en hoe lang'],
    ['/terms', 'Who a purchase is between', 'Tussen wie een aankoop tot stand komt'],
  ] as const) {
    for (const [address, language, lang, heading] of [
      [path, 'en-GB', 'en', en],
      [path, 'nl', 'nl', nl],
      [`${path}?in=nl`, 'en-GB', 'nl', nl],
      [`${path}?in=en`, 'nl', 'en', en],
      [`${path}?in=%22%3E%3Cscript%3E`, 'nl', 'en', en],
    ] as const) {
      const { status, html, headers } = await app.openBrowser(language).open(address);
      expect([address, status, html.includes(`<html lang="${lang}">`)]).toEqual([address, 200, true]);
      expect(html).toContain(heading);
      expect(html).not.toMatch(/<script|style=| on\w+=|undefined|NaN/);
      expect(headers.get('content-security-policy')).toMatch(/^default-src 'none'; .*frame-ancestors 'none'$/);
      expect(headers.get('x-content-type-options')).toBe('nosniff');
    }
  }
});

test('privacy and terms name the operator as text and link to the contact, or else to the administrator', async () => {
  const unnamedText = textOf((await app.openBrowser().open('/privacy')).html);
  expect(unnamedText).toContain('run by your organisation');
  expect(unnamedText).toContain('Ask your administrator.');
  for (const [contact, url] of [
    ['desk@contoso.example.com', 'mailto:desk@contoso.example.com'],
    ['https://contoso.example.com/it?a=1&b=2', 'https://contoso.example.com/it?a=1&amp;b=2'],
    ['https://contoso.example.com/@it', 'https://contoso.example.com/@it'],
  ]) {
    const set = { ...singleTenant, OPERATOR_NAME: '<b>Contoso</b> & Sons', OPERATOR_CONTACT: contact ?? '' };
    const namedApp = await startProductionApp(set);
    for (const path of ['/privacy', '/terms']) {
      const { html } = await namedApp.openBrowser().open(path);
      expect(html).toContain('&lt;b&gt;Contoso&lt;/b&gt; &amp; Sons');
      expect(html).not.toContain('<b>');
      expect(html).toContain(`<a href="${url}">`);
      expect(html).not.toContain('your administrator');
    }
    namedApp.close();
  }
});

test('privacy states the configured retention times, and what is sent to Microsoft', async () => {
  const sandboxText = textOf((await app.openBrowser().open('/privacy')).html);
  expect(sandboxText).toContain(
    '12 months after they are closed; a request that is not decided is closed after 30 days',
  );
  expect(sandboxText).toContain('60 days after you got them');
  expect(sandboxText).toContain('10 minutes; removed a day later');
  expect(sandboxText).toContain('compared for 30 days');
  expect(sandboxText).toContain('nothing of what is bought here goes to Microsoft');
  expect(sandboxText).not.toMatch(/tokens|Azure Billing|test chat/);
  const env = { ...singleTenant, PROVIDER: 'microsoft365', TOKEN_KEY: 'k'.repeat(32) };
  const microsoft365App = await startProductionApp(env);
  const microsoft365Text = textOf((await microsoft365App.openBrowser().open('/privacy')).html);
  microsoft365App.close();
  expect(microsoft365Text).toContain(
    'Orders, changes, cancellations and invoices go through Azure Billing, in your name.',
  );
  expect(microsoft365Text).toContain('Your sign-in tokens for Microsoft 365, encrypted until you type “sign out”');
  expect(microsoft365Text).not.toContain('made-up');
  const editionWithoutBuying = await startProductionApp({ ...singleTenant, BUYING: 'off' });
  const [privacy, terms] = await Promise.all(
    ['/privacy', '/terms'].map(async (path) => textOf((await editionWithoutBuying.openBrowser().open(path)).html)),
  );
  editionWithoutBuying.close();
  expect(privacy).toContain('Cards are added and changed on Microsoft’s own pages.');
  expect(terms).toContain('Buying, adding licences and payment methods are on Microsoft’s own pages.');
});
