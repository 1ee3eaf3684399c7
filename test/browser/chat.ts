import { existsSync } from 'node:fs';
import { type Browser, type BrowserContextOptions, chromium, type Locator, type Page } from 'playwright-core';

/** Path of the installed Chromium; undefined when there is none. */
export const browserFile = [
  process.env.CHROMIUM,
  // Preferred: the build without a window uses less CPU.
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
].find((file) => file && existsSync(file));

/** @param flags additional command-line flags */
export const openBrowser = (flags: readonly string[] = []): Promise<Browser> =>
  chromium.launch({
    ...(browserFile && { executablePath: browserFile }),
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--no-first-run',
      ...flags,
    ],
  });

const BUBBLE = '.webchat__bubble:visible';

/** A user's tab with the chat page. */
export class Chat {
  readonly page: Page;

  private constructor(page: Page) {
    this.page = page;
  }

  static async open(browser: Browser, url: string, options: BrowserContextOptions = {}): Promise<Chat> {
    const context = await browser.newContext({ viewport: { width: 1100, height: 900 }, ...options });
    // Jest limits the time of a test.
    context.setDefaultTimeout(0);
    const chat = new Chat(await context.newPage());
    await chat.page.goto(url);
    await chat.waitUntilIdle();
    return chat;
  }

  async reload(): Promise<void> {
    await this.page.reload();
    await this.waitUntilIdle();
  }

  /** The newest card or message. */
  get newest(): Locator {
    return this.page.locator(BUBBLE).last();
  }

  /** Waits until the conversation has stopped scrolling. */
  async waitForScroll(): Promise<void> {
    const position = async () => JSON.stringify(await this.newest.boundingBox());
    for (let previous = ''; previous !== (await position()); ) {
      previous = await position();
      await this.page.evaluate('new Promise((over) => setTimeout(over, 200))');
    }
  }

  get last(): Promise<string> {
    return this.newest.innerText();
  }

  get all(): Promise<string> {
    return this.page.locator('.webchat__basic-transcript__transcript').innerText();
  }

  async say(text: string): Promise<string> {
    const box = this.page.locator('[data-id=webchat-sendbox-input]');
    await box.fill(text);
    return this.#waitForReply(() => box.press('Enter'));
  }

  /** Presses the last button or row with this title. */
  press(title: string, which: 'last' | 'first' = 'last'): Promise<string> {
    const button = this.page.locator('.ac-pushButton, .ac-selectable', { hasText: title });
    return this.#waitForReply(() => button[which]().click());
  }

  fill(value: string): Promise<void> {
    return this.page.locator('.ac-numberInput').last().fill(value);
  }

  /** Ticks the option with this label on the newest card. */
  tick(name: string): Promise<void> {
    return this.newest.locator('label', { hasText: name }).first().click();
  }

  /** Fills the last text field of the newest card. */
  write(text: string): Promise<void> {
    return this.newest.locator('textarea, input[type=text]').last().fill(text);
  }

  /** Waits until the newest card or message contains this text. */
  async waitForText(text: string): Promise<void> {
    await this.newest.filter({ hasText: text }).waitFor();
    await this.waitUntilIdle();
  }

  async move(to: 'day' | 'week' | 'next'): Promise<void> {
    await this.page.locator(`[data-move=${to}]`).click();
    await this.waitUntilIdle();
  }

  async waitUntilIdle(): Promise<void> {
    await this.page.waitForSelector('[data-id=webchat-sendbox-input]');
    await this.page.waitForSelector('html[data-idle="yes"]');
    // New activities are rendered in the following frames.
    await this.page.evaluate('new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))');
  }

  /** Does something that makes the bot reply; returns the newest bubble once the reply is rendered. */
  async #waitForReply(act: () => Promise<void>): Promise<string> {
    const bubbles = this.page.locator(BUBBLE);
    const count = await bubbles.count();
    await act();
    await bubbles.nth(count).waitFor();
    await this.waitUntilIdle();
    return this.last;
  }
}
