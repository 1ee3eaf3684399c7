// Renders the icons of manifest/ from icon.svg: white on the accent colour, and white on transparent for the outline.
import { readFileSync } from 'node:fs';
import manifest from '../manifest/manifest.json' with { type: 'json' };
import { openBrowser } from '../test/browser/chat.ts';

const svg = readFileSync(new URL('../manifest/icon.svg', import.meta.url), 'utf8');
const browser = await openBrowser();
for (const [name, size, background] of [
  ['color', 192, manifest.accentColor],
  ['outline', 32, 'transparent'],
] as const) {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  await page.setContent(`<body style="margin:0;background:${background}">${svg}`);
  await page.screenshot({ path: `manifest/${name}.png`, omitBackground: true });
}
await browser.close();
