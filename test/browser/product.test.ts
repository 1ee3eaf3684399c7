import { once } from 'node:events';
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { findFreePort, type RunningProgram, runToExit, startProgram } from '../support/program.ts';
import { browserFile, Chat } from './chat.ts';
import { MAIN, useBrowser } from './fixture.ts';

const plain = (text: string): string => text.replaceAll('\u00a0', ' ');

if (!browserFile)
  console.log('Browser tests skipped: no Chromium was found. Install one, or set CHROMIUM to its path.');

(browserFile ? describe : describe.skip)('two people side by side in Web Chat 4.15, as the README says', () => {
  let product: RunningProgram;
  let browser: Browser;
  let noor: Chat;
  let femke: Chat;
  let env: Record<string, string>;
  const sharedBrowser = useBrowser();

  beforeAll(async () => {
    const folder = await mkdtemp(join(tmpdir(), 'purchase-desk-'));
    env = { PORT: String(await findFreePort()), DATA_DIR: folder, LOG_LEVEL: 'error' };
    [product, browser] = await Promise.all([startProgram(MAIN, env), sharedBrowser()]);
    noor = await Chat.open(browser, `${product.url}?as=many&lang=en`);
    femke = await Chat.open(browser, `${product.url}?as=administrator&lang=nl`, { colorScheme: 'dark' });
  });

  afterAll(async () => {
    await product?.stop();
  });

  test('the console says in three lines what runs where', () => {
    expect(product.lines).toEqual([
      `Chat page        http://localhost:${env.PORT}/`,
      `Bot Emulator     http://localhost:${env.PORT}/api/messages`,
      `Data             ${env.DATA_DIR}`,
    ]);
  });

  test('each is welcomed once, in their language, with what needs attention first', async () => {
    expect(plain(await noor.all)).toContain('Welcome, Noor de Vries');
    expect(plain(await femke.all)).toContain('Welkom, Femke Visser');
    expect(await noor.last).toContain('Undo 5 × Visio Plan 2');
    await noor.reload();
    expect(plain(await noor.all).split('Welcome, Noor de Vries')).toHaveLength(2);
  });

  test('they see what they bought themselves, a page at a time, and one in detail', async () => {
    expect(plain(await noor.press('My subscriptions'))).toContain('17 of 20 used');
    expect(plain(await noor.press('Next 5'))).toContain('6 to 10 of 15');
    expect(plain(await noor.press('Previous'))).toContain('1 to 5 of 15');
    expect(plain(await noor.press('Power BI Pro'))).toContain('Visa •••• 4242');
    expect(plain(await femke.say('mijn abonnementen'))).toContain('4 van 5 in gebruik');
  });

  test('a change by form: reviewed, confirmed, and once, however often it is pressed', async () => {
    await noor.press('Change licences');
    await noor.fill('25');
    const review = plain(await noor.press('Review'));
    expect(review).toContain('20 → 25 licences');
    expect(review).toContain('charged today to Visa •••• 4242');
    const receipt = plain(await noor.press('Pay'));
    expect(receipt).toContain('25 licences');
    const number = /PD-\d{4}-\w{6}/.exec(receipt)?.[0];
    expect(plain(await noor.press('Pay'))).toContain(`${number}`);
    expect(plain(await noor.say('my subscriptions'))).toContain('17 of 25 used');
  });

  test('a typed sentence in Dutch leads to the same review, and a declined card or a stop changes nothing', async () => {
    expect(plain(await femke.say('zet Power BI Pro op 8'))).toContain('5 → 8 licenties');
    expect(plain(await femke.press('Stoppen'))).toContain('Gestopt · niets gewijzigd');
    expect(plain(await femke.say('mijn abonnementen'))).toContain('4 van 5 in gebruik');
  });

  test('undo takes the order back', async () => {
    expect(plain(await noor.say('undo'))).toContain('25 → 20 licences');
    expect(plain(await noor.press('Remove 5'))).toContain('20 licences');
  });

  test('a card that was replaced says so and offers the current one', async () => {
    await noor.say('set Power BI Pro to 25');
    await noor.press('Other number');
    expect(await noor.press('Pay €')).toContain('No longer current · nothing changed');
    expect(await noor.press('Back to the card')).toContain('New total');
  });

  test('an empty field keeps Review back but not Back, and what is no number is answered with the form', async () => {
    await noor.fill('');
    await noor.page.locator('.ac-pushButton', { hasText: 'Review' }).last().click();
    await noor.page.waitForSelector('text=A whole number from 1 to 10,000');
    expect(await noor.say('banana')).toContain('“banana” is not a whole number. Enter a number from 1 to 10,000.');
    expect(await noor.say('0')).toContain('With 0 nothing is left.');
    await noor.fill('');
    expect(plain(await noor.press('Back'))).toContain('17 of 20');
  });

  test('a file is answered', async () => {
    await noor.page
      .locator('input[type=file]')
      .setInputFiles({ name: 'order.txt', mimeType: 'text/plain', buffer: Buffer.from('12') });
    await noor.page.waitForSelector('text=I cannot use files');
    await noor.waitUntilIdle();
  });

  test('the keyboard alone is enough', async () => {
    await noor.say('home');
    const button = noor.page.locator('.ac-pushButton', { hasText: 'Help' }).last();
    await button.focus();
    await noor.page.keyboard.press('Enter');
    await noor.page.waitForSelector('text=What you can do here');
    await noor.waitUntilIdle();
  });

  test.each(['light', 'dark'] as const)('at 360 px in %s nothing is cut off sideways', async (colorScheme) => {
    await noor.page.setViewportSize({ width: 360, height: 800 });
    await noor.page.emulateMedia({ colorScheme });
    await noor.say('my subscriptions');
    await noor.say('set Power BI Pro to 12');
    expect(await noor.page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(360);
    const wide = await noor.page
      .locator('.ac-adaptiveCard, .ac-pushButton')
      .evaluateAll((all) =>
        all.filter((one) => one.scrollWidth > one.clientWidth + 1).map(({ textContent }) => textContent),
      );
    expect(wide).toEqual([]);
    await noor.page.setViewportSize({ width: 1100, height: 900 });
  });

  test('“language” changes the language, and it stays', async () => {
    expect(await noor.say('language Dutch')).toContain('Ik spreek nu Nederlands');
    expect(await noor.page.locator('#language').inputValue()).toBe('nl');
    await noor.reload();
    expect(await noor.say('mijn abonnementen')).toContain('Mijn abonnementen');
    await noor.page.locator('#language').selectOption('en');
    await noor.page.waitForSelector('text=I speak English now');
    await noor.waitUntilIdle();
    expect(await noor.say('my subscriptions')).toContain('My subscriptions');
  });

  test('the tester’s clock moves time, and what is due happens', async () => {
    const date = () => noor.page.locator('#now').innerText();
    const previous = await date();
    await noor.move('day');
    expect(await date()).not.toBe(previous);
    await noor.move('week');
    await noor.move('next');
    expect(plain(await noor.say('home'))).not.toContain('Undo 5 × Visio Plan 2');
  });

  test('what was changed is still changed after a restart, and the conversation is still there', async () => {
    await femke.say('3 Power BI Pro erbij');
    expect(plain(await femke.press('betalen'))).toContain('8 licenties');
    await product.stop();
    product = await startProgram(MAIN, env);
    await femke.reload();
    expect(plain(await femke.all)).toContain('Welkom, Femke Visser');
    expect(plain(await femke.say('mijn abonnementen'))).toContain('4 van 8 in gebruik');
  });
});

describe('starting and stopping', () => {
  /** One sentence on one line, without a stack trace. */
  const sentence = /^[^\n]+\.\n$/;

  test('a port in use: one sentence that says what to do, exit code 1', async () => {
    const otherServer = createServer().listen(0, '127.0.0.1');
    await once(otherServer, 'listening');
    const { port } = otherServer.address() as { port: number };
    const DATA_DIR = await mkdtemp(join(tmpdir(), 'purchase-desk-'));
    const { code, output } = await runToExit(MAIN, { PORT: String(port), DATA_DIR });
    otherServer.close();
    expect(output).toBe(`Port ${port} is taken: set PORT to another, or stop what uses it.\n`);
    expect(code).toBe(1);
  });

  test('a data folder that cannot be used: one sentence, exit code 1', async () => {
    const file = join(await mkdtemp(join(tmpdir(), 'purchase-desk-')), 'file');
    await writeFile(file, '');
    const { code, output } = await runToExit(MAIN, {
      PORT: String(await findFreePort()),
      DATA_DIR: file,
    });
    expect(output).toMatch(sentence);
    expect(output).toContain('set DATA_DIR to a folder that can be written');
    expect(code).toBe(1);
  });

  test('data of an earlier version: one sentence, exit code 1', async () => {
    const DATA_DIR = await mkdtemp(join(tmpdir(), 'purchase-desk-'));
    await mkdir(join(DATA_DIR, 'documents', 'ab'), { recursive: true });
    await writeFile(join(DATA_DIR, 'documents', 'ab', 'abc.json'), '{"format":1,');
    const { code, output } = await runToExit(MAIN, {
      PORT: String(await findFreePort()),
      DATA_DIR,
    });
    expect(output).toMatch(sentence);
    expect(output).toContain('run "npm run data -- migrate"');
    expect(code).toBe(1);
  });

  test('a setting that is wrong: one sentence, exit code 1', async () => {
    const { code, output } = await runToExit(MAIN, { PORT: 'many' });
    expect(output).toBe('PORT must be a number from 0 to 65535, such as 3978.\n');
    expect(code).toBe(1);
  });

  test('SIGTERM ends it with exit code 0', async () => {
    const DATA_DIR = await mkdtemp(join(tmpdir(), 'purchase-desk-'));
    const product = await startProgram(MAIN, {
      PORT: String(await findFreePort()),
      DATA_DIR,
      LOG_LEVEL: 'error',
    });
    expect(await product.stop()).toBe(0);
  });
});
