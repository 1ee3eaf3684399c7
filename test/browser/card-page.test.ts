import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { storeFolder } from '../state/data-folder.ts';
import type { RunningProgram } from '../support/program.ts';
import { browserFile, Chat } from './chat.ts';
import { useApp, useBrowser } from './fixture.ts';

const plain = (text: string): string => text.replaceAll('\u00a0', ' ');

(browserFile ? describe : describe.skip)('the page for card details in a browser', () => {
  let product: RunningProgram;
  let browser: Browser;
  let noor: Chat;
  let folder: string;

  const sharedApp = useApp();
  const sharedBrowser = useBrowser();

  beforeAll(async () => {
    const [app, chromium] = await Promise.all([sharedApp(), sharedBrowser()]);
    [product, browser, folder] = [app, chromium, app.folder];
    noor = await Chat.open(browser, `${product.url}?as=many&lang=en`);
  });

  /** Opens the page behind a button of the newest card in a new tab. */
  async function openPage(title: string): Promise<Page> {
    const popup = noor.page.waitForEvent('popup');
    await noor.page.locator('.ac-pushButton', { hasText: title }).last().click();
    const page = await popup;
    await page.waitForLoadState('load');
    return page;
  }

  async function fillForm(page: Page, details: Readonly<Record<string, string>>): Promise<void> {
    for (const [name, value] of Object.entries(details)) {
      await page.locator(`#${name}`).fill('');
      await page.locator(`#${name}`).pressSequentially(value);
    }
  }

  const card = {
    number: '4111111111111111',
    expires: '0929',
    code: '737',
    holder: 'N. de Vries',
    line: 'Kade 12',
    postalCode: '1011 ab',
    city: 'Amsterdam',
  };

  test('is checked as one types, saved once, and the chat shows it by itself', async () => {
    await noor.say('payment');
    const page = await openPage('Add card');
    const errors: string[] = [];
    page.on('console', (line) => line.type() === 'error' && errors.push(line.text()));
    await page.locator('button').click();
    expect(await page.locator('#number-problem').innerText()).toBe('Enter the card number.');
    await fillForm(page, { ...card, number: '378282246310005', expires: '02/20' });
    expect(await page.locator('#number').inputValue()).toBe('3782 822463 10005');
    expect(await page.locator('#number-hint').innerText()).toBe('American Express');
    expect(await page.locator('#code-hint').innerText()).toBe('4 digits on the front');
    expect(await page.locator('#expires').inputValue()).toBe('02/20');
    await page.locator('button').click();
    expect(await page.locator('#expires-problem').innerText()).toBe('This card has expired. Use another card.');
    expect(await page.locator('#code-problem').innerText()).toBe('The security code has 4 digits.');
    await fillForm(page, card);
    await page.locator('button').click();
    await page.waitForSelector('text=Done, you can close this window');
    expect(await page.locator('form').isVisible()).toBe(false);
    await noor.page.waitForSelector('text=Card added');
    await noor.waitUntilIdle();
    expect(plain(await noor.last)).toContain('Visa •••• 1111');
    await page.reload();
    expect(await page.innerText('main')).toContain('This page was already used');
    expect(errors).toEqual([expect.stringContaining('410')]);
    await page.close();
  });

  test('a user without a session signs in first, and another user is rejected', async () => {
    await noor.say('add card');
    const page = await openPage('Open page');
    const { url } = { url: page.url() };
    await page.close();
    const context = await browser.newContext({ locale: 'nl-NL' });
    const emulator = await context.newPage();
    await emulator.goto(url);
    await emulator.click('a.button');
    await emulator.selectOption('#person', { label: 'Femke Visser' });
    await emulator.click('button');
    await emulator.waitForSelector('text=Deze pagina is voor iemand anders');
    await emulator.click('a.button');
    await emulator.selectOption('#person', { label: 'Noor de Vries' });
    await emulator.click('button');
    await emulator.waitForSelector('text=Add a card');
    await context.close();
  });

  test.each([
    ['light', 1100],
    ['dark', 360],
    ['light', 320],
  ] as const)('in %s at %i px nothing is cut off sideways', async (colorScheme, width) => {
    await noor.say('add card');
    const page = await openPage('Open page');
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width, height: 800 });
    await page.locator('button').click();
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
    await page.close();
  });

  test('a card number typed into the chat is masked on the page, after a reload and in the data folder', async () => {
    await noor.say('4242 4242 4242 4242');
    expect(await noor.last).toContain('That looked like a card number');
    expect(await noor.all).not.toContain('4242 4242');
    await noor.reload();
    expect(await noor.all).not.toContain('4242 4242');
    const store = await storeFolder(folder);
    const files = await readdir(store, { recursive: true });
    const texts = files.filter((file) => /\.(json|log)$/.test(file)).map((file) => readFile(join(store, file), 'utf8'));
    const all = `${(await Promise.all(texts)).join('')}${product.lines.join('')}`;
    expect(all).toContain('That looked like a card number');
    expect(all).not.toMatch(/4242[ -]?4242|4111[ -]?1111|"737"/);
  });
});
