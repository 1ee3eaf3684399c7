import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { card, otherCard } from '../bot/pages/card-form-app.ts';
import { LOGIN } from '../bot/sign-in/fake-entra.ts';
import { type ProductionApp, PUBLIC, singleTenant, startProductionApp } from '../bot/sign-in/production-app.ts';
import { ChatDriver } from '../conversation/support/chat-driver.ts';
import { browserFile } from './chat.ts';
import { useBrowser } from './fixture.ts';
import { Internet } from './internet.ts';

const MINUTE = 60_000;
const APP_HOST = new URL(PUBLIC).host;
/** The attacker's site, and a sibling domain, from which browsers send the bot's cookies. */
const FOREIGN = 'evil.test';
const NEIGHBOUR = 'evil.example.com';
const TEAMS = 'teams.microsoft.com';
const ENTRA = new URL(LOGIN).host;

/** An image that cannot be loaded, with a script that runs then. */
const scriptWith = (mark: string): string => `"'><img src=x onerror="globalThis.pwned='${mark}'">`;

(browserFile ? describe : describe.skip)('attacked in a browser', () => {
  let internet: Internet;
  let browser: Browser;
  let app: ProductionApp;
  /** The persona that Entra signs in. */
  let role: string;
  const contexts: BrowserContext[] = [];
  const sharedBrowser = useBrowser();

  beforeAll(async () => {
    internet = await Internet.open();
    browser = await sharedBrowser();
  });
  afterAll(async () => {
    internet?.close();
  });

  beforeEach(() => startApp());
  afterEach(async () => {
    for (const context of contexts.splice(0)) await context.close();
    app.close();
  });

  async function startApp(options: Parameters<typeof startProductionApp>[1] = {}): Promise<void> {
    app?.close();
    app = await startProductionApp(singleTenant, options);
    role = 'many';
    internet.requests.length = 0;
    internet.forward(APP_HOST, app.base);
    internet.redirect(ENTRA, (address) => app.entra.completeSignIn(address, app.personId(role)));
  }

  async function openTab(context?: BrowserContext): Promise<Page> {
    const tabContext = context ?? (await browser.newContext({ ignoreHTTPSErrors: true, proxy: internet.proxy }));
    tabContext.setDefaultTimeout(0);
    if (!context) contexts.push(tabContext);
    return tabContext.newPage();
  }

  /** Signs a persona in and opens an address. */
  async function signInTo(address: string, as = 'many', page?: Page): Promise<Page> {
    role = as;
    const tab = page ?? (await openTab());
    await tab.goto(`${PUBLIC}sign-in?${new URLSearchParams({ to: address.slice(PUBLIC.length - 1) })}`);
    return tab;
  }

  const session = async (page: Page) =>
    (await page.context().cookies(PUBLIC)).find(({ name }) => name === '__Host-desk')?.value;

  const cards = async () => (await new ChatDriver(app.testApp, 'teams', 'many').say('payment')).text;

  async function fill(page: Page, details: Readonly<Record<string, string>>): Promise<void> {
    for (const [name, value] of Object.entries(details)) {
      if (name !== 'country') await page.locator(`#${name}`).fill(value);
    }
    await page.locator('form button').click();
  }

  test.each([
    ['another site', FOREIGN, false],
    ['a neighbour of ours', NEIGHBOUR, true],
  ])('forms and scripts of %s save no card and use up no page', async (_name, host, cookies) => {
    const link = await app.cardPage();
    const noor = await signInTo(link);
    expect(await noor.locator('form').count()).toBe(1);
    const body = JSON.stringify(otherCard);
    internet.page(
      host,
      `<form method="post" enctype="text/plain" action="${link}"><input name='${body.slice(0, -1)},"x":"' value='"}'></form>
<script type="module">
  const post = (mode, type) => fetch('${link}', { method: 'POST', mode, credentials: 'include', body: '${body}',
    headers: { 'content-type': type } }).catch(() => undefined);
  await post('no-cors', 'text/plain');
  await post('no-cors', 'application/x-www-form-urlencoded');
  await post('cors', 'application/json');
  document.forms[0].submit();
</script>`,
    );
    const attacker = await openTab(noor.context());
    await attacker.goto(`https://${host}/`);
    await attacker.waitForURL(link);
    const posts = internet.requests.filter(({ method, headers }) => method === 'POST' && headers.host === APP_HOST);
    expect(posts.map(({ headers }) => /__Host-desk=/.test(headers.cookie ?? ''))).toEqual([cookies, cookies, cookies]);
    expect(await cards()).not.toContain('1111');
    await noor.reload();
    await fill(noor, otherCard);
    await noor.getByText('Done, you can close this window').waitFor();
    expect(await cards()).toContain('1111');
  });

  /** URLs of every kind of page, for a signed-in user. */
  const createUrls = async (): Promise<readonly string[]> => {
    const [link, expiredInvoice] = [await app.cardPage(), app.invoice()];
    app.testApp.pass(11 * MINUTE);
    return [
      await app.cardPage(),
      link,
      expiredInvoice,
      ...[
        'admin',
        'admin?host=other',
        'sign-in?to=/nowhere',
        'sign-in/callback',
        'sign-in/out',
        'card/x',
        'nowhere',
      ].map((path) => PUBLIC + path),
    ];
  };

  /** URLs of the frames after a page of this host embeds these URLs. */
  async function framedUrls(
    host: string,
    urls: readonly string[],
    context: BrowserContext,
  ): Promise<readonly string[]> {
    internet.page(host, urls.map((url) => `<iframe src="${url}"></iframe>`).join('\n'));
    const page = await openTab(context);
    await page.goto(`https://${host}/`);
    const frames = page.mainFrame().childFrames();
    // A frame has no URL until its page is loaded or blocked.
    while (frames.some((frame) => frame.url() === '')) await pause(20);
    return frames.map((frame) => frame.url());
  }

  test('no page stands in a frame of another site, nor of Teams unless it was asked for there', async () => {
    const noor = await signInTo(await app.cardPage());
    const urls = await createUrls();
    for (const host of [FOREIGN, NEIGHBOUR, TEAMS]) {
      const inFrames = [
        ...urls,
        ...(host === TEAMS ? [] : urls.slice(0, 4).map((url) => `${url.split('?')[0]}?host=teams`)),
      ];
      expect([host, await framedUrls(host, inFrames, noor.context())]).toEqual([
        host,
        inFrames.map(() => 'chrome-error://chromewebdata/'),
      ]);
    }
    const allowedUrls = [`${urls[0]}?host=teams`, `${PUBLIC}admin?host=teams`];
    expect(await framedUrls(TEAMS, allowedUrls, noor.context())).toEqual(allowedUrls);
  });

  test('a link gives another user nothing, however they open it, and stays valid for its owner', async () => {
    const [link, invoice] = [await app.cardPage(), app.invoice()];
    const iris = await signInTo(link, 'manager');
    expect(await iris.locator('h1').innerText()).toBe('This page is for another person');
    expect(await iris.content()).not.toMatch(/Noor|4242|<form/);
    await iris.goto(invoice);
    expect(await iris.locator('h1').innerText()).toBe('This invoice is for another person');
    expect(await iris.innerText('body')).not.toMatch(/Noor|44H2/);
    // From a page of the bot, so that only the user is wrong.
    const saveScript = `fetch('${link}', { method: 'POST', headers: { 'content-type': 'application/json' }, body: '${JSON.stringify(otherCard)}' })`;
    expect(await iris.evaluate(`${saveScript}.then(({ status }) => status)`)).toBe(403);
    expect(await cards()).not.toContain('1111');
    const noor = await signInTo(link);
    expect(await noor.locator('form').count()).toBe(1);
  });

  test('a link that is shared in a chat is not used up by those who preview it; used or late, it is of no more use', async () => {
    const link = await app.cardPage();
    const noor = await signInTo(link);
    for (const agent of ['SkypeUriPreview Preview/0.5', 'Slackbot-LinkExpanding 1.0', 'facebookexternalhit/1.1']) {
      for (const method of ['GET', 'HEAD', 'OPTIONS']) {
        const preview = await fetch(app.base + link.slice(PUBLIC.length), {
          method,
          headers: { 'user-agent': agent },
        });
        expect(preview.status).toBeGreaterThanOrEqual(400);
        expect(await preview.text()).not.toMatch(/Noor|<form/);
      }
    }
    await noor.reload();
    await fill(noor, card);
    await noor.getByText('Done, you can close this window').waitFor();
    await noor.reload();
    expect(await noor.locator('h1').innerText()).toBe('This page was already used');
    const [second, invoice] = [await app.cardPage(), app.invoice()];
    app.testApp.pass(10 * MINUTE + 1);
    await noor.goto(second);
    expect(await noor.locator('h1').innerText()).toBe('This page has expired');
    await noor.goto(invoice);
    expect(await noor.locator('h1').innerText()).toBe('This link has expired');
    // The stylesheet was loaded.
    expect(await noor.locator('.desk').evaluate('getComputedStyle(document.body).margin')).toBe('0px');
  });

  test('names that are programs are shown as they are, and do nothing', async () => {
    await startApp({
      directory: ({ person }) => ({
        person: async (tenant, id) => {
          const member = await person(tenant, id);
          return member && { ...member, name: `${member.name} ${scriptWith('name')}` };
        },
      }),
    });
    const [purchase] = await app.testApp.documents.find({ kind: 'purchase', limit: 1 });
    const row = {
      ...purchase?.row,
      purchaser: scriptWith('purchaser'),
      purchaserSorted: '',
      productName: scriptWith('product'),
    };
    await app.testApp.documents.write('account/x', {}, { index: row as NonNullable<typeof purchase>['row'] });
    const page = await signInTo(`${PUBLIC}admin?sort=purchaser&search=`, 'administrator');
    const text = await page.innerText('main');
    for (const mark of ['name', 'purchaser', 'product']) expect(text).toContain(`pwned='${mark}'`);
    await page.locator('tbody a').nth(1).click();
    await page.goto(`${PUBLIC}admin?${new URLSearchParams({ search: scriptWith('search') })}`);
    expect(await page.locator('#search').inputValue()).toContain('pwned');

    const link = await app.cardPage();
    await signInTo(link, 'many', page);
    await fill(page, { ...otherCard, holder: `N" autofocus onfocus="globalThis.pwned='holder'` });
    await page.getByText('Done, you can close this window').waitFor();
    const noor = new ChatDriver(app.testApp, 'teams', 'many');
    await noor.say('payment');
    await noor.press('Visa •••• 1111');
    await page.goto(await noor.pageBehind('Edit'));
    expect(await page.locator('#holder').inputValue()).toContain("pwned='holder'");
    for (const one of page.context().pages()) expect(await one.evaluate('globalThis.pwned')).toBeUndefined();
    expect(internet.requests.filter(({ url }) => url?.endsWith('/x'))).toEqual([]);
  });

  test.each([`//${FOREIGN}/`, `/card/../..//${FOREIGN}`, `/admin/..?next=${FOREIGN}`])(
    'signing in leads to no other site: %s',
    async (to) => {
      internet.page(FOREIGN, 'You are mine.');
      const page = await openTab();
      await page.goto(`${PUBLIC}sign-in?${new URLSearchParams({ to })}`);
      expect(new URL(page.url()).host).toBe(APP_HOST);
      expect(internet.requests.filter(({ headers }) => headers.host === FOREIGN)).toEqual([]);
    },
  );

  test('a victim cannot be signed in as the attacker: neither by the end of another’s sign-in nor by a neighbour’s cookie', async () => {
    const link = await app.cardPage();
    const mallory = await signInTo(link, 'manager');
    const [{ value: attackerCookie = '' } = {}] = await mallory.context().cookies(PUBLIC);
    expect(attackerCookie).toContain('.');
    const attackerBrowser = app.openBrowser();
    const callbackUrl = app.entra.completeSignIn(await attackerBrowser.beginSignIn(link), app.personId('manager'));
    const noor = await openTab();
    await noor.goto(callbackUrl);
    expect(await noor.locator('h1').innerText()).toBe('Signing in was not finished in time');
    internet.answer(NEIGHBOUR, (_req, res) => {
      const cookies = ['__Host-desk', '__Secure-desk', 'desk'].flatMap((name) => [
        `${name}=${attackerCookie}; Domain=example.com; Path=/; Secure`,
        `${name}=${attackerCookie}; Domain=${APP_HOST}; Path=/; Secure`,
      ]);
      res.writeHead(200, { 'content-type': 'text/html', 'set-cookie': cookies });
      res.end(`<script>for (const one of ${JSON.stringify(cookies)}) document.cookie = one;</script>`);
    });
    await noor.goto(`https://${NEIGHBOUR}/`);
    expect((await noor.context().cookies(PUBLIC)).map(({ name }) => name).sort()).toEqual(['__Secure-desk', 'desk']);
    await noor.goto(link);
    expect(await noor.locator('h1').innerText()).toBe('Sign in to open this page');
    // Signing in replaces an earlier session.
    const cookie = { name: '__Host-desk', value: attackerCookie, url: PUBLIC, secure: true };
    await noor.context().addCookies([cookie]);
    await signInTo(link, 'many', noor);
    expect(await noor.locator('form').count()).toBe(1);
    expect(await session(noor)).not.toBe(attackerCookie);
  });

  test('a replayed redirect signs no user in, neither with everything from the first time nor with another’s code', async () => {
    const link = await app.cardPage();
    const noor = await openTab();
    let callbackUrl = '';
    internet.redirect(ENTRA, (address) => {
      callbackUrl = app.entra.completeSignIn(address, app.personId(role));
      return callbackUrl;
    });
    await signInTo(link, 'many', noor);
    expect(await session(noor)).toBeDefined();
    await noor.goto(`${PUBLIC}sign-in/out`);
    await noor.goto(callbackUrl);
    expect(await noor.locator('h1').innerText()).toBe('Signing in was not finished in time');
    const { cookie = '' } = internet.requests.find(({ url }) => url?.startsWith('/sign-in/callback'))?.headers ?? {};
    const [, name = '', value = ''] = /^(__Host-sign-in-\w)=([\w.-]+)$/.exec(cookie) ?? [];
    await noor.context().addCookies([{ name, value, url: PUBLIC, secure: true }]);
    await noor.goto(callbackUrl);
    expect(await noor.locator('h1').innerText()).toBe('Signing in did not work');
    expect(await session(noor)).toBeUndefined();

    // Entra issued this code to another user's browser.
    const code = new URL(
      app.entra.completeSignIn(await app.openBrowser().beginSignIn(link), app.personId('manager')),
    ).searchParams.get('code');
    internet.redirect(ENTRA, (requestedUrl) => {
      const address = new URL(app.entra.completeSignIn(requestedUrl, app.personId('many')));
      address.searchParams.set('code', code ?? '');
      return address.href;
    });
    await signInTo(link, 'many', noor);
    expect(await noor.locator('h1').innerText()).toBe('Signing in did not work');
    expect(await session(noor)).toBeUndefined();
  });
});
