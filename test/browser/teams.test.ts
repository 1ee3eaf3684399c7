import { afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Browser, BrowserContext, Page, Route } from 'playwright-core';
import { card } from '../bot/pages/card-form-app.ts';
import { type ProductionApp, PUBLIC, startProductionApp } from '../bot/sign-in/production-app.ts';
import { browserFile } from './chat.ts';
import { useBrowser } from './fixture.ts';

/** A fake Teams host page that answers the messages of Teams' client library. */
const host = (page: string, token: string | undefined) => `<!doctype html><title>Teams</title>
<iframe name="dialog" width="480" height="720" src="${page}"></iframe>
<script>
const runtime = JSON.stringify({ apiVersion: 4, isLegacyTeams: false, hostVersionsInfo: {},
  supports: { dialog: { card: {}, url: { bot: {}, parentCommunication: {} }, update: {} } } });
globalThis.heard = [];
addEventListener('message', ({ data, source, origin }) => {
  heard.push({ func: data.func, args: data.args });
  const answers = {
    initialize: ['task', 'web', runtime, '2.0.0'],
    'authentication.getAuthToken': ${JSON.stringify(token ? [true, token] : [false, 'resourceRequiresConsent'])},
  };
  const args = answers[data.func];
  if (args) source.postMessage({ id: data.id, uuidAsString: data.uuidAsString, args }, origin);
});
</script>`;

(browserFile ? describe : describe.skip)('in a frame of Teams, in a browser', () => {
  let browser: Browser;
  let context: BrowserContext;
  let app: ProductionApp;

  const sharedBrowser = useBrowser();

  beforeAll(async () => {
    browser = await sharedBrowser();
  });

  beforeEach(async () => {
    app = await startProductionApp();
    context = await browser.newContext({ locale: 'nl-NL' });
    context.setDefaultTimeout(0);
    await context.route('**/*', (route) => route.abort());
    await context.route(`${PUBLIC}**`, forwardToApp);
  });
  afterEach(async () => {
    await context.unrouteAll({ behavior: 'wait' });
    await context.close();
    app.close();
  });

  /** Forwards requests for the public URL to the app. */
  async function forwardToApp(route: Route): Promise<void> {
    const { pathname, search } = new URL(route.request().url());
    const response = await route.fetch({ url: new URL(`${pathname}${search}`, app.base).href });
    await route.fulfill({ response });
  }

  async function openDialog(token: string | undefined): Promise<Page> {
    const address = `${await app.cardPage()}?host=teams`;
    await context.route('https://teams.microsoft.com/', (route) =>
      route.fulfill({ contentType: 'text/html', body: host(address, token) }),
    );
    const page = await context.newPage();
    await page.goto('https://teams.microsoft.com/');
    return page;
  }

  test('the page takes the place of the shell, saves a card, says so and closes its dialog', async () => {
    const page = await openDialog(await app.entra.token(app.personId('many')));
    const frame = page.frameLocator('iframe');
    for (const [name, value] of Object.entries(card)) {
      if (name !== 'country') await frame.locator(`#${name}`).fill(value);
    }
    await frame.locator('form button').click();
    await frame.getByText('Done, you can close this window').waitFor();
    await frame.getByRole('button', { name: 'Close' }).click();
    await page.waitForFunction("heard.some(({ func }) => func === 'tasks.completeTask')");
    expect(app.readLog()).not.toContain('eyJ');
  });

  test('when Teams does not say who it is, the page offers the browser, where one can sign in', async () => {
    const page = await openDialog(undefined);
    const frame = page.frameLocator('iframe');
    await frame.getByText('Teams liet niet weten wie u bent').waitFor();
    const popup = page.waitForEvent('popup');
    await frame.getByText('Openen in browser').click();
    const outside = await popup;
    await outside.getByText('Meld u aan om deze pagina te openen').waitFor();
    expect(new URL(outside.url()).search).toBe('');
  });

  test('in a frame that is not of Teams nothing is shown', async () => {
    const address = `${await app.cardPage()}?host=teams`;
    await context.route('https://evil.example.com/', (route) =>
      route.fulfill({ contentType: 'text/html', body: host(address, undefined) }),
    );
    const page = await context.newPage();
    await page.goto('https://evil.example.com/');
    await page.waitForLoadState('networkidle');
    expect(await page.frameLocator('iframe').locator('main').count()).toBe(0);
  });
});
