// Takes the screenshots of docs/ from the running product: every card, and those of the guide. `cards` or `guide` takes only those.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContextOptions } from 'playwright-core';
import { Chat, openBrowser } from '../test/browser/chat.ts';
import { findFreePort, startProgram } from '../test/support/program.ts';
import { gallery, type Shot } from './gallery.ts';
import { guideShots } from './guide-shots.ts';

type Language = 'en' | 'nl';

const docs = new URL('../docs/', import.meta.url).pathname;
const light = { colorScheme: 'light', deviceScaleFactor: 1.5 } as const;
const desktop = { ...light, viewport: { width: 1100, height: 1500 } };
const phone = { ...light, colorScheme: 'dark', viewport: { width: 360, height: 1500 } } as const;

const sets: Readonly<Record<string, { shots: readonly Shot[]; options: Record<Language, BrowserContextOptions> }>> = {
  cards: { shots: Object.values(gallery).flat(), options: { en: desktop, nl: phone } },
  guide: { shots: guideShots, options: { en: desktop, nl: desktop } },
};

const [, , onlySet] = process.argv;
const browser = await openBrowser();
for (const [name, { shots, options }] of Object.entries(sets)) {
  if (onlySet !== undefined && onlySet !== name) continue;
  const folder = join(docs, name);
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  for (const language of ['en', 'nl'] as const) await takeAll(shots, language, options[language], folder);
}
await browser.close();
if (onlySet === undefined || onlySet === 'cards') await writeFile(join(docs, 'cards.md'), galleryPage());

/** Takes the screenshots of one conversation with a newly started product. */
async function takeAll(shots: readonly Shot[], language: Language, options: BrowserContextOptions, folder: string) {
  const DATA_DIR = await mkdtemp(join(tmpdir(), 'purchase-desk-'));
  const env = { PORT: `${await findFreePort()}`, DATA_DIR, LOG_LEVEL: 'error' };
  const product = await startProgram(['node', 'dist/bot/main.js'], env);
  try {
    const chat = await Chat.open(browser, `${product.url}?as=many&lang=${language}`, options);
    for (const shot of shots) await take(chat, shot, language, folder);
    await chat.page.context().close();
  } finally {
    await product.stop();
  }
}

async function take(chat: Chat, { name, page, ...steps }: Shot, language: Language, folder: string): Promise<void> {
  for (const step of steps[language]) {
    const [, action = '', value = ''] = /^(\w+):(.*)$/.exec(step) ?? [];
    await chat[action as 'say' | 'press' | 'tick' | 'write' | 'fill' | 'waitForText'](value).catch((error: Error) => {
      throw new Error(`${name} (${language}), ${step}: ${error.message}`);
    });
  }
  const path = join(folder, `${name}.${language}.png`);
  if (page) {
    const { path: pagePath, as, ...viewport } = page;
    const { origin } = new URL(chat.page.url());
    const viewer = await Chat.open(browser, `${origin}/?as=${as}&lang=${language}`, { ...light, viewport });
    await viewer.page.goto(`${origin}/${pagePath}?in=${language}`);
    await viewer.page.screenshot({ path });
    await viewer.page.context().close();
    return;
  }
  await chat.page.mouse.move(0, 0);
  await chat.waitForScroll();
  await chat.newest.screenshot({ path });
  if (language === 'en' && name === 'review' && folder.endsWith('cards')) {
    await chat.page.screenshot({ path: join(docs, 'chat.png') });
  }
}

/** A Markdown page with every card in both languages. */
function galleryPage(): string {
  const image = (name: string, language: Language) => `![${name}](cards/${name}.${language}.png)`;
  const sections = Object.entries(gallery).map(
    ([title, shots]) => `## ${title}

| card | English | Dutch |
| --- | --- | --- |
${shots.map(({ name }) => `| ${name} | ${image(name, 'en')} | ${image(name, 'nl')} |`).join('\n')}
`,
  );
  return `# Screenshots of all cards

\`npm run screenshots\` takes them from the running product: English on a desktop with the light theme, Dutch on a phone with the dark theme.

${sections.join('\n')}`;
}
