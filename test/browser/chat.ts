import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';
import { type Words, wordsFor } from '../../cards/words.ts';

const PATIENCE = 15_000;

interface Visit extends BrowserContextOptions {
  /** Whom to be: a persona's role. */
  readonly as: string;
  readonly lang?: 'en' | 'nl';
}

/** One person at the chat page, in a browser of their own. What they do comes back when the bot has answered. */
export class Chat {
  readonly page: Page;
  /** What the bot says to them, in their language. */
  readonly words: Words;

  private constructor(page: Page, words: Words) {
    this.page = page;
    this.words = words;
  }

  static async open(browser: Browser, url: string, { as, lang = 'en', ...look }: Visit): Promise<Chat> {
    const page = await browser.newPage({ viewport: { width: 1100, height: 800 }, ...look });
    page.setDefaultTimeout(PATIENCE);
    const chat = new Chat(page, wordsFor(lang === 'nl' ? 'nl-NL' : 'en-GB'));
    await page.goto(`${url}?${new URLSearchParams({ as, lang })}`);
    await chat.settled();
    return chat;
  }

  /** Until nothing is on its way any more, and what came is drawn. */
  async settled(): Promise<void> {
    await this.page.locator('html[data-idle="yes"]').waitFor();
    await this.page.locator('html').evaluate(drawn);
  }

  async reload(): Promise<void> {
    await this.page.reload();
    await this.settled();
  }

  async say(text: string): Promise<void> {
    await this.sendBox.fill(text);
    await this.#posting(() => this.sendBox.press('Enter'));
  }

  async press(title: string, card = this.last): Promise<void> {
    await this.#posting(() => this.button(title, card).click());
  }

  /** Presses a row of a list, by what it says. */
  async row(text: string, card = this.last): Promise<void> {
    await this.#posting(() => card.locator('.ac-selectable:not(.ac-pushButton)', { hasText: text }).click());
  }

  async key(key: string): Promise<void> {
    await this.#posting(() => this.page.keyboard.press(key));
  }

  /** Fills in the newest card's only field. */
  async fill(value: string): Promise<void> {
    await this.field.fill(value);
  }

  async send(file: { name: string; mimeType: string; text: string }): Promise<void> {
    const { text, ...named } = file;
    const input = this.page.locator('input[type=file]');
    await this.#posting(() => input.setInputFiles({ ...named, buffer: Buffer.from(text) }));
  }

  async moveClock(move: 'day' | 'week' | 'next'): Promise<void> {
    await this.#posting(() => this.page.locator(`[data-move=${move}]`).click());
  }

  get sendBox(): Locator {
    return this.page.locator('[data-id=webchat-sendbox-input]');
  }

  get field(): Locator {
    return this.last.locator('.ac-input');
  }

  /** What the bot said, oldest first. */
  get cards(): Locator {
    return this.page.locator('.webchat__bubble:not(.webchat__bubble--from-user)');
  }

  get last(): Locator {
    return this.cards.last();
  }

  /** The card as it stands now: unlike `last` it stays the same one. */
  async thisCard(): Promise<Locator> {
    return this.cards.nth((await this.cards.count()) - 1);
  }

  button(title: string, card = this.last): Locator {
    return card.locator('.ac-pushButton', { hasText: title }).last();
  }

  async buttons(card = this.last): Promise<readonly string[]> {
    return (await card.locator('.ac-pushButton').allInnerTexts()).map(plain);
  }

  /** What a card says, a line each. */
  async lines(card = this.last): Promise<readonly string[]> {
    return (await card.innerText()).split('\n').map(plain).filter(Boolean);
  }

  async text(card = this.last): Promise<string> {
    return plain(await card.innerText());
  }

  /** What stands beside a label. */
  async value(label: string, card = this.last): Promise<string | undefined> {
    const lines = await this.lines(card);
    const at = lines.indexOf(plain(label));
    return at < 0 ? undefined : lines[at + 1];
  }

  /** The moment in the header. */
  async today(): Promise<string> {
    return this.page.locator('#now').innerText();
  }

  async #posting(act: () => Promise<unknown>): Promise<void> {
    const answered = this.page.waitForResponse(
      (response) => response.request().method() === 'POST' && /\/(?:activities|upload|clock)$/.test(response.url()),
    );
    await act();
    await answered;
    await this.settled();
  }
}

/** Text as people see it: words with one space between them. */
export const plain = (text: string): string => text.replace(/\s+/g, ' ').trim();

// biome-ignore lint/suspicious/noExplicitAny: this runs in the page, whose types are not known here
const drawn = (html: any): Promise<void> => {
  const { requestAnimationFrame } = html.ownerDocument.defaultView;
  return new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve())));
};
