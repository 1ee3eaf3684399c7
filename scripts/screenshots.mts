// Makes the pictures of docs/ from the running product: each card as it is seen, in both languages.
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Chat, openBrowser } from '../test/browser/chat.ts';
import { freePort, startProduct } from '../test/browser/product.ts';

type Step = readonly [does: 'say' | 'press' | 'fill', what: string];

/** A card, and what somebody does to see it, in each language. */
const cards: readonly { name: string; en: readonly Step[]; nl: readonly Step[] }[] = [
  { name: 'home', en: [['say', 'home']], nl: [['say', 'start']] },
  { name: 'list', en: [['say', 'my subscriptions']], nl: [['say', 'mijn abonnementen']] },
  { name: 'detail', en: [['press', 'Planner Plan 1']], nl: [['press', 'Planner Plan 1']] },
  { name: 'choose', en: [['say', '5 more Visio']], nl: [['say', '5 Visio erbij']] },
  { name: 'form', en: [['say', 'change Power BI Pro']], nl: [['say', 'wijzig Power BI Pro']] },
  { name: 'form-refused', en: [['say', '12']], nl: [['say', '12']] },
  { name: 'review', en: [['say', '25']], nl: [['say', '25']] },
  { name: 'receipt', en: [['press', 'Pay']], nl: [['press', 'betalen']] },
  { name: 'review-refund', en: [['press', 'Undo']], nl: [['press', 'Terugdraaien']] },
  { name: 'review-split', en: [['say', 'set Power BI Pro to 18']], nl: [['say', 'zet Power BI Pro op 18']] },
  {
    name: 'review-over',
    en: [
      ['say', 'set Power BI Pro to 12'],
      ['press', '12 at renewal'],
    ],
    nl: [
      ['say', 'zet Power BI Pro op 12'],
      ['press', '12 bij verlenging'],
    ],
  },
  { name: 'superseded', en: [['press', '20 now']], nl: [['press', 'Nu 20']] },
  { name: 'refusal', en: [['say', 'set F3 to 40']], nl: [['say', 'zet F3 op 40']] },
  { name: 'invoices', en: [['say', 'my invoices']], nl: [['say', 'mijn facturen']] },
  { name: 'invoice', en: [['say', 'last invoice']], nl: [['say', 'laatste factuur']] },
  {
    name: 'period',
    en: [
      ['say', 'invoices from March to May'],
      ['press', 'Other period'],
    ],
    nl: [
      ['say', 'facturen van maart tot en met mei'],
      ['press', 'Andere periode'],
    ],
  },
  { name: 'spending', en: [['say', 'what did I spend']], nl: [['say', 'wat heb ik uitgegeven']] },
  { name: 'payment', en: [['say', 'payment']], nl: [['say', 'betaling']] },
  { name: 'profile', en: [['press', 'Insight team']], nl: [['press', 'Insight team']] },
  { name: 'review-detach', en: [['press', 'Detach']], nl: [['press', 'Ontkoppelen']] },
  { name: 'help', en: [['say', 'help']], nl: [['say', 'help']] },
  { name: 'language', en: [['say', 'language']], nl: [['say', 'taal']] },
  { name: 'who', en: [['say', 'be']], nl: [['say', 'wees']] },
];

const looks = {
  en: { viewport: { width: 1100, height: 1000 }, colorScheme: 'light', deviceScaleFactor: 1.5 },
  nl: { viewport: { width: 360, height: 1000 }, colorScheme: 'dark', deviceScaleFactor: 1.5 },
} as const;

const folder = new URL('../docs/cards/', import.meta.url).pathname;
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
  for (const { name, ...steps } of cards) {
    for (const [does, what] of steps[language]) await chat[does](what);
    await chat.page.mouse.move(0, 0);
    await chat.still();
    await chat.newest.screenshot({ path: join(folder, `${name}.${language}.png`) });
    if (language === 'en' && name === 'review') await chat.page.screenshot({ path: join(folder, '../chat.png') });
  }
}

const picture = (name: string, language: 'en' | 'nl') => `![${name}](cards/${name}.${language}.png)`;
await writeFile(
  join(folder, '../cards.md'),
  `# The cards

Made by \`npm run screenshots\` from the running product: English on a desktop in light, Dutch on a phone in dark.

| card | English | Dutch |
| --- | --- | --- |
${cards.map(({ name }) => `| ${name} | ${picture(name, 'en')} | ${picture(name, 'nl')} |`).join('\n')}
`,
);
