// Times a newcomer's path from a clean clone: what the README says, until the first licence is changed; with --test, the tests too.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Chat, openBrowser } from '../test/browser/chat.ts';
import { findFreePort, startProgram } from '../test/support/program.ts';

/** As fast as somebody types who looks at the keys; and how long they look at each card before they press. */
const KEY = 150;
const LOOK = 5_000;

const clone = mkdtempSync(join(tmpdir(), 'purchase-desk-newcomer-'));
execFileSync('git', ['clone', '-q', '.', clone]);
process.chdir(clone);
const begun = performance.now();
const seconds = () => `${((performance.now() - begun) / 1_000).toFixed(0)} s`;
const say = (what: string) => console.log(`${seconds().padStart(6)}  ${what}`);

execFileSync('npm', ['ci', '--silent'], { stdio: ['ignore', 'ignore', 'inherit'] });
say('npm ci');
const product = await startProgram(['npm', 'start'], {
  PORT: `${await findFreePort()}`,
  DATA_DIR: join(clone, 'data'),
});
say('npm start');
const browser = await openBrowser();
try {
  const chat = await Chat.open(browser, product.url);
  say('the chat page');
  await chat.page.waitForTimeout(LOOK);
  await chat.page.locator('[data-id="webchat-sendbox-input"]').pressSequentially('5 more Power BI Pro', { delay: KEY });
  await chat.page.keyboard.press('Enter');
  const pay = chat.page.getByRole('button', { name: /^Pay/ }).last();
  await pay.waitFor();
  say('what it costs');
  await chat.page.waitForTimeout(LOOK);
  await pay.click();
  await chat.page.getByText('Charged', { exact: true }).last().waitFor();
  say('the first licences changed');
} finally {
  await browser.close();
  await product.stop();
}
if (process.argv.includes('--test')) {
  const from = performance.now();
  const { status } = spawnSync('npm', ['test'], { stdio: ['ignore', 'ignore', 'inherit'] });
  console.log(`npm test: ${((performance.now() - from) / 1_000).toFixed(0)} s, exit code ${status}`);
}
process.chdir(tmpdir());
rmSync(clone, { recursive: true, force: true });
