// Makes the pictures of docs/ from the running product: each card as it is seen, in both languages.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Chat, openBrowser } from '../test/browser/chat.ts';
import { freePort, startProduct } from '../test/browser/product.ts';
import { gallery } from './gallery.ts';

const looks = {
  en: { viewport: { width: 1100, height: 1500 }, colorScheme: 'light', deviceScaleFactor: 1.5 },
  nl: { viewport: { width: 360, height: 1500 }, colorScheme: 'dark', deviceScaleFactor: 1.5 },
} as const;

const folder = new URL('../docs/cards/', import.meta.url).pathname;
await rm(folder, { recursive: true, force: true });
await mkdir(folder, { recursive: true });
const browser = await openBrowser();

for (const language of ['en', 'nl'] as const) {
  const DATA_DIR = await mkdtemp(join(tmpdir(), 'purchase-desk-'));
  const env = { PORT: `${await freePort()}`, DATA_DIR, LOG_LEVEL: 'error' };
  const product = await startProduct(['node', 'dist/bot/main.js'], env);
  try {
    await shoot(await Chat.open(browser, `${product.url}?as=many&lang=${language}`, looks[language]), language);
  } finally {
    await product.stop();
  }
}
await browser.close();

async function shoot(chat: Chat, language: 'en' | 'nl'): Promise<void> {
  for (const { name, ...steps } of Object.values(gallery).flat()) {
    for (const step of steps[language]) {
      const [, does = '', what = ''] = /^(\w+):(.*)$/.exec(step) ?? [];
      await chat[does as 'say' | 'press' | 'tick' | 'write' | 'fill' | 'hear'](what).catch((error: Error) => {
        throw new Error(`${name} (${language}), ${step}: ${error.message}`);
      });
    }
    await chat.page.mouse.move(0, 0);
    await chat.still();
    await chat.newest.screenshot({ path: join(folder, `${name}.${language}.png`) });
    if (language === 'en' && name === 'review') await chat.page.screenshot({ path: join(folder, '../chat.png') });
  }
}

const picture = (name: string, language: 'en' | 'nl') => `![${name}](cards/${name}.${language}.png)`;
const sections = Object.entries(gallery).map(
  ([title, shots]) => `## ${title}

| card | English | Dutch |
| --- | --- | --- |
${shots.map(({ name }) => `| ${name} | ${picture(name, 'en')} | ${picture(name, 'nl')} |`).join('\n')}
`,
);
await writeFile(
  join(folder, '../cards.md'),
  `# The cards

Made by \`npm run screenshots\` from the running product: English on a desktop in light, Dutch on a phone in dark.

${sections.join('\n')}`,
);
