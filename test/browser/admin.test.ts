import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { beforeAll, describe, expect, test } from '@jest/globals';
import type { AxeResults } from 'axe-core';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { deep } from '../domain/support/arbitrary.ts';
import type { RunningProgram } from '../support/program.ts';
import { browserFile, Chat } from './chat.ts';
import { useApp, useBrowser } from './fixture.ts';

const plain = (text: string): string => text.replaceAll('\u00a0', ' ');
const axe = readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

(browserFile ? describe : describe.skip)('the administrator’s page in a browser', () => {
  let product: RunningProgram;
  let browser: Browser;
  let femke: Chat;

  const sharedApp = useApp();
  const sharedBrowser = useBrowser();

  beforeAll(async () => {
    [product, browser] = await Promise.all([sharedApp(), sharedBrowser()]);
    femke = await Chat.open(browser, `${product.url}?as=administrator&lang=en`);
  });

  /** Opens the administrator's page in a new browser context with these options. */
  async function openTab(query = '', options: BrowserContextOptions = {}): Promise<Page> {
    const cookies = await femke.page.context().cookies();
    const context = await browser.newContext({ viewport: { width: 1100, height: 900 }, ...options });
    await context.addCookies(cookies);
    const page = await context.newPage();
    await page.goto(`${product.url}admin${query}`);
    return page;
  }

  const column = async (page: Page, at: number): Promise<readonly string[]> =>
    (await page.locator(`.scroll tbody tr > :nth-child(${at})`).allInnerTexts()).map(plain);

  const focused = (page: Page): Promise<string> => page.evaluate('document.activeElement.id') as Promise<string>;

  test('is reached from the chat by an administrator who is signed in there', async () => {
    await femke.say('total of all purchases');
    const popup = femke.page.waitForEvent('popup');
    await femke.page.locator('.ac-pushButton', { hasText: 'Open as a page' }).last().click();
    const page = await popup;
    await page.waitForLoadState('load');
    expect(await page.locator('h1').innerText()).toBe('All purchases');
    expect(plain(await page.locator('.hint').innerText())).toContain('Signed in as Femke Visser');
    await page.close();
  });

  test('shows nothing to users who are not signed in or not an administrator', async () => {
    const anonymous = await browser.newPage();
    expect((await anonymous.goto(`${product.url}admin`))?.status()).toBe(403);
    await anonymous.close();
    const noor = await Chat.open(browser, `${product.url}?as=many&lang=en`);
    for (const path of ['admin', 'admin/purchases.csv', 'admin/purchase?person=x&subscription=y']) {
      expect((await noor.page.goto(`${product.url}${path}`))?.status()).toBe(403);
      expect(await noor.page.locator('h1').innerText()).toBe('Only administrators see what others bought');
    }
    await noor.page.context().close();
  });

  test('is searched, filtered, sorted and paged by keyboard alone, and the focus stays where one was', async () => {
    const page = await openTab('?in=en-GB');
    expect(await page.locator('.scroll tbody tr').count()).toBe(10);
    expect(await page.locator('th[aria-sort]').innerText()).toContain('Purchaser');

    await page.locator('#by-monthly').focus();
    await page.keyboard.press('Enter');
    await page.waitForURL(/sort=monthly/);
    expect(await focused(page)).toBe('by-monthly');
    expect(await page.locator('th:has(#by-monthly)').getAttribute('aria-sort')).toBe('ascending');
    await page.keyboard.press('Enter');
    await page.waitForURL(/sort=-monthly/);
    expect(await page.locator('th:has(#by-monthly)').getAttribute('aria-sort')).toBe('descending');
    const amounts = (await column(page, 7)).map((text) => Number(text.replace(/[^\d.]/g, '')));
    expect(amounts).toEqual([...amounts].sort((one, other) => other - one));

    await page.locator('#next').focus();
    await page.keyboard.press('Enter');
    await page.waitForURL(/page=1/);
    expect(await focused(page)).toBe('results');
    expect(await page.locator('nav span').innerText()).toBe('Page 2 of 5');
    expect(page.url()).toContain('sort=-monthly');

    await page.locator('#search').focus();
    await page.keyboard.type('noor visio');
    await page.keyboard.press('Enter');
    await page.waitForURL(/search=noor/);
    expect(await focused(page)).toBe('results');
    expect(new Set(await column(page, 1))).toEqual(new Set(['Noor de Vries']));
    expect((await column(page, 2)).every((name) => name.startsWith('Visio'))).toBe(true);

    await page.locator('#search').fill('');
    await page.locator('#state').selectOption('left');
    await page.locator('button[type=submit]').press('Enter');
    await page.waitForURL(/state=left/);
    expect((await column(page, 1))[0]).toMatch(/^Hidde Bosma\s+left the organisation$/);
    await page.goBack();
    expect(await page.locator('#search').inputValue()).toBe('noor visio');
    await page.context().close();
  });

  test('opens a purchase with the people who have it, and gives what is filtered as a file', async () => {
    const page = await openTab('?in=nl-NL&search=noor&product=CFQ7TTC0HD32');
    await page.locator('tbody a').first().click();
    const facts = plain(await page.locator('dl').innerText());
    for (const label of ['Koper', 'Gekochte licenties', 'Vervaldatum', 'Aankoopprijs', 'Status']) {
      expect(facts).toContain(label);
    }
    expect(facts).toContain('Noor de Vries');
    expect(await page.locator('ul li').count()).toBeGreaterThan(0);
    await page.goBack();
    const download = page.waitForEvent('download');
    await page.locator('.csv').click();
    const file = await download;
    expect(file.suggestedFilename()).toBe('aankopen.csv');
    const text = await readFile(await file.path(), 'utf8');
    expect(text.startsWith('\ufeffProduct;Koper;')).toBe(true);
    expect(
      text
        .trimEnd()
        .split('\r\n')
        .slice(1)
        .every((line) => line.includes(';Noor de Vries;')),
    ).toBe(true);
    await page.context().close();
  });

  const variants = ['en-GB', 'nl-NL'].flatMap((locale) =>
    (['light', 'dark'] as const).flatMap((colorScheme) =>
      [1100, 360].map((width) => [locale, colorScheme, width] as const),
    ),
  );

  // All of them in deep runs; otherwise one.
  test.each(deep ? variants : [variants[7]].flatMap((variant) => (variant ? [variant] : [])))(
    'can be used by everybody: %s, %s, %s px wide (axe)',
    async (locale, colorScheme, width) => {
      const page = await openTab(`?in=${locale}`, { colorScheme, viewport: { width, height: 800 } });
      const errors: string[] = [];
      page.on('console', (line) => line.type() === 'error' && errors.push(line.text()));
      const detail = await page.locator('tbody a').first().getAttribute('href');
      const statements = ['privacy', 'terms'].map((path) => `${product.url}${path}?in=${locale}`);
      for (const address of [
        page.url(),
        `${product.url}${detail?.slice(1)}`,
        `${page.url()}&search=qqqq`,
        ...statements,
      ]) {
        await page.goto(address);
        await page.evaluate(await axe);
        const results = (await page.evaluate('axe.run()')) as AxeResults;
        const violations = results.violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]);
        expect([address, violations]).toEqual([address, []]);
        const pageWidth = (await page.evaluate('document.documentElement.scrollWidth')) as number;
        expect(pageWidth).toBeLessThanOrEqual(width);
      }
      expect(errors).toEqual([]);
      await page.context().close();
    },
  );
});
