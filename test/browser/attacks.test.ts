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
const DESK = new URL(PUBLIC).host;
/** The attacker's site, and a sibling domain, from which browsers send the bot's cookies. */
const FOREIGN = 'evil.test';
const NEIGHBOUR = 'evil.example.com';
const TEAMS = 'teams.microsoft.com';
const ENTRA = new URL(LOGIN).host;

/** An image that cannot be loaded, with a script that runs then. */
const evil = (mark: string): string => `"'><img src=x onerror="globalThis.pwned='${mark}'">`;

(browserFile ? describe : describe.skip)('attacked in a browser', () => {
  let internet: Internet;
  let browser: Browser;
  let desk: ProductionApp;
  /** The persona that Entra signs in. */
  let role: string;
  const contexts: BrowserContext[] = [];
  const sharedBrowser = useBrowser();

  beforeAll(async () => {
    internet = await Internet.open();
    browser = await sharedBrowser();
  }, 60_000);
  afterAll(async () => {
    internet?.close();
  });

  beforeEach(() => opened());
  afterEach(async () => {
    for (const context of contexts.splice(0)) await context.close();
    desk.close();
  });

  async function opened(circumstances: Parameters<typeof startProductionApp>[1] = {}): Promise<void> {
    desk?.close();
    desk = await startProductionApp(singleTenant, circumstances);
    role = 'many';
    internet.asked.length = 0;
    internet.forward(DESK, desk.base);
    internet.redirect(ENTRA, (address) => desk.entra.completeSignIn(address, desk.of(role)));
  }

  async function tab(context?: BrowserContext): Promise<Page> {
    const own = context ?? (await browser.newContext({ ignoreHTTPSErrors: true, proxy: internet.proxy }));
    own.setDefaultTimeout(0);
    if (!context) contexts.push(own);
    return own.newPage();
  }

  /** Signs a persona in and opens an address. */
  async function visit(address: string, as = 'many', page?: Page): Promise<Page> {
    role = as;
    const at = page ?? (await tab());
    await at.goto(`${PUBLIC}sign-in?${new URLSearchParams({ to: address.slice(PUBLIC.length - 1) })}`);
    return at;
  }

  const session = async (page: Page) =>
    (await page.context().cookies(PUBLIC)).find(({ name }) => name === '__Host-desk')?.value;

  const cards = async () => (await new ChatDriver(desk.place, 'teams', 'many').say('payment')).text;

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
    const link = await desk.cardPage();
    const noor = await visit(link);
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
    const attacker = await tab(noor.context());
    await attacker.goto(`https://${host}/`);
    await attacker.waitForURL(link);
    const posts = internet.asked.filter(({ method, headers }) => method === 'POST' && headers.host === DESK);
    expect(posts.map(({ headers }) => /__Host-desk=/.test(headers.cookie ?? ''))).toEqual([cookies, cookies, cookies]);
    expect(await cards()).not.toContain('1111');
    await noor.reload();
    await fill(noor, otherCard);
    await noor.getByText('Done, you can close this window').waitFor();
    expect(await cards()).toContain('1111');
  });

  /** URLs of every kind of page, for a signed-in user. */
  const addresses = async (): Promise<readonly string[]> => {
    const [link, late] = [await desk.cardPage(), desk.invoice()];
    desk.place.pass(11 * MINUTE);
    return [
      await desk.cardPage(),
      link,
      late,
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
  async function framed(host: string, urls: readonly string[], context: BrowserContext): Promise<readonly string[]> {
    internet.page(host, urls.map((url) => `<iframe src="${url}"></iframe>`).join('\n'));
    const page = await tab(context);
    await page.goto(`https://${host}/`);
    const frames = page.mainFrame().childFrames();
    // A frame has no URL until its page is loaded or blocked.
    while (frames.some((frame) => frame.url() === '')) await pause(20);
    return frames.map((frame) => frame.url());
  }

  test('no page stands in a frame of another site, nor of Teams unless it was asked for there', async () => {
    const noor = await visit(await desk.cardPage());
    const urls = await addresses();
    for (const host of [FOREIGN, NEIGHBOUR, TEAMS]) {
      const inFrames = [
        ...urls,
        ...(host === TEAMS ? [] : urls.slice(0, 4).map((url) => `${url.split('?')[0]}?host=teams`)),
      ];
      expect([host, await framed(host, inFrames, noor.context())]).toEqual([
        host,
        inFrames.map(() => 'chrome-error://chromewebdata/'),
      ]);
    }
    const here = [`${urls[0]}?host=teams`, `${PUBLIC}admin?host=teams`];
    expect(await framed(TEAMS, here, noor.context())).toEqual(here);
  });

  test('a link that somebody else opens gives them nothing, in whatever way, and stays its owner’s', async () => {
    const [link, invoice] = [await desk.cardPage(), desk.invoice()];
    const iris = await visit(link, 'manager');
    expect(await iris.locator('h1').innerText()).toBe('This page is for another person');
    expect(await iris.content()).not.toMatch(/Noor|4242|<form/);
    await iris.goto(invoice);
    expect(await iris.locator('h1').innerText()).toBe('This invoice is for another person');
    expect(await iris.innerText('body')).not.toMatch(/Noor|44H2/);
    // From a page of the bot, so that only the user is wrong.
    const tried = `fetch('${link}', { method: 'POST', headers: { 'content-type': 'application/json' }, body: '${JSON.stringify(otherCard)}' })`;
    expect(await iris.evaluate(`${tried}.then(({ status }) => status)`)).toBe(403);
    expect(await cards()).not.toContain('1111');
    const noor = await visit(link);
    expect(await noor.locator('form').count()).toBe(1);
  });

  test('a link that is shared in a chat is not used up by those who preview it; used or late, it is of no more use', async () => {
    const link = await desk.cardPage();
    const noor = await visit(link);
    for (const agent of ['SkypeUriPreview Preview/0.5', 'Slackbot-LinkExpanding 1.0', 'facebookexternalhit/1.1']) {
      for (const method of ['GET', 'HEAD', 'OPTIONS']) {
        const preview = await fetch(desk.base + link.slice(PUBLIC.length), {
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
    const [second, invoice] = [await desk.cardPage(), desk.invoice()];
    desk.place.pass(10 * MINUTE + 1);
    await noor.goto(second);
    expect(await noor.locator('h1').innerText()).toBe('This page has expired');
    await noor.goto(invoice);
    expect(await noor.locator('h1').innerText()).toBe('This link has expired');
    // The stylesheet was loaded.
    expect(await noor.locator('.desk').evaluate('getComputedStyle(document.body).margin')).toBe('0px');
  });

  test('names that are programs are shown as they are, and do nothing', async () => {
    await opened({
      directory: ({ person }) => ({
        person: async (tenant, id) => {
          const known = await person(tenant, id);
          return known && { ...known, name: `${known.name} ${evil('name')}` };
        },
      }),
    });
    const [found] = await desk.place.documents.find({ kind: 'purchase', limit: 1 });
    const row = { ...found?.row, purchaser: evil('purchaser'), purchaserSorted: '', productName: evil('product') };
    await desk.place.documents.write('account/x', {}, { index: row as NonNullable<typeof found>['row'] });
    const page = await visit(`${PUBLIC}admin?sort=purchaser&search=`, 'administrator');
    const shown = await page.innerText('main');
    for (const mark of ['name', 'purchaser', 'product']) expect(shown).toContain(`pwned='${mark}'`);
    await page.locator('tbody a').nth(1).click();
    await page.goto(`${PUBLIC}admin?${new URLSearchParams({ search: evil('search') })}`);
    expect(await page.locator('#search').inputValue()).toContain('pwned');

    const link = await desk.cardPage();
    await visit(link, 'many', page);
    await fill(page, { ...otherCard, holder: `N" autofocus onfocus="globalThis.pwned='holder'` });
    await page.getByText('Done, you can close this window').waitFor();
    const noor = new ChatDriver(desk.place, 'teams', 'many');
    await noor.say('payment');
    await noor.press('Visa •••• 1111');
    await page.goto(await noor.pageBehind('Edit'));
    expect(await page.locator('#holder').inputValue()).toContain("pwned='holder'");
    for (const one of page.context().pages()) expect(await one.evaluate('globalThis.pwned')).toBeUndefined();
    expect(internet.asked.filter(({ url }) => url?.endsWith('/x'))).toEqual([]);
  });

  test.each([`//${FOREIGN}/`, `/card/../..//${FOREIGN}`, `/admin/..?next=${FOREIGN}`])(
    'signing in leads to no other site: %s',
    async (to) => {
      internet.page(FOREIGN, 'You are mine.');
      const page = await tab();
      await page.goto(`${PUBLIC}sign-in?${new URLSearchParams({ to })}`);
      expect(new URL(page.url()).host).toBe(DESK);
      expect(internet.asked.filter(({ headers }) => headers.host === FOREIGN)).toEqual([]);
    },
  );

  test('nobody can be signed in as the attacker: by the end of another’s sign-in, nor by a cookie from a neighbour', async () => {
    const link = await desk.cardPage();
    const mallory = await visit(link, 'manager');
    const [{ value: stolen = '' } = {}] = await mallory.context().cookies(PUBLIC);
    expect(stolen).toContain('.');
    const begun = desk.openBrowser();
    const back = desk.entra.completeSignIn(await begun.beginSignIn(link), desk.of('manager'));
    const noor = await tab();
    await noor.goto(back);
    expect(await noor.locator('h1').innerText()).toBe('Signing in was not finished in time');
    internet.answer(NEIGHBOUR, (_req, res) => {
      const planted = ['__Host-desk', '__Secure-desk', 'desk'].flatMap((name) => [
        `${name}=${stolen}; Domain=example.com; Path=/; Secure`,
        `${name}=${stolen}; Domain=${DESK}; Path=/; Secure`,
      ]);
      res.writeHead(200, { 'content-type': 'text/html', 'set-cookie': planted });
      res.end(`<script>for (const one of ${JSON.stringify(planted)}) document.cookie = one;</script>`);
    });
    await noor.goto(`https://${NEIGHBOUR}/`);
    expect((await noor.context().cookies(PUBLIC)).map(({ name }) => name).sort()).toEqual(['__Secure-desk', 'desk']);
    await noor.goto(link);
    expect(await noor.locator('h1').innerText()).toBe('Sign in to open this page');
    // Signing in replaces an earlier session.
    const own = { name: '__Host-desk', value: stolen, url: PUBLIC, secure: true };
    await noor.context().addCookies([own]);
    await visit(link, 'many', noor);
    expect(await noor.locator('form').count()).toBe(1);
    expect(await session(noor)).not.toBe(stolen);
  });

  test('coming back a second time signs nobody in, with all that was there the first time, nor with another’s code', async () => {
    const link = await desk.cardPage();
    const noor = await tab();
    let back = '';
    internet.redirect(ENTRA, (address) => {
      back = desk.entra.completeSignIn(address, desk.of(role));
      return back;
    });
    await visit(link, 'many', noor);
    expect(await session(noor)).toBeDefined();
    await noor.goto(`${PUBLIC}sign-in/out`);
    await noor.goto(back);
    expect(await noor.locator('h1').innerText()).toBe('Signing in was not finished in time');
    const { cookie = '' } = internet.asked.find(({ url }) => url?.startsWith('/sign-in/callback'))?.headers ?? {};
    const [, name = '', value = ''] = /^(__Host-sign-in-\w)=([\w.-]+)$/.exec(cookie) ?? [];
    await noor.context().addCookies([{ name, value, url: PUBLIC, secure: true }]);
    await noor.goto(back);
    expect(await noor.locator('h1').innerText()).toBe('Signing in did not work');
    expect(await session(noor)).toBeUndefined();

    // Entra issued this code to another user's browser.
    const code = new URL(
      desk.entra.completeSignIn(await desk.openBrowser().beginSignIn(link), desk.of('manager')),
    ).searchParams.get('code');
    internet.redirect(ENTRA, (asked) => {
      const address = new URL(desk.entra.completeSignIn(asked, desk.of('many')));
      address.searchParams.set('code', code ?? '');
      return address.href;
    });
    await visit(link, 'many', noor);
    expect(await noor.locator('h1').innerText()).toBe('Signing in did not work');
    expect(await session(noor)).toBeUndefined();
  });
});
