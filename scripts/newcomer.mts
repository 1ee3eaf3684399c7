// Times a newcomer's path through the README, from a clean clone to the first changed licence. With --test, also times the tests.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Chat, openBrowser } from '../test/browser/chat.ts';
import { findFreePort, startProgram } from '../test/support/program.ts';

/** Milliseconds per key of a slow typist, and to read a card before pressing a button. */
const KEY_DELAY = 150;
const READING_TIME = 5_000;

const clone = mkdtempSync(join(tmpdir(), 'purchase-desk-newcomer-'));
execFileSync('git', ['clone', '-q', '.', clone]);
process.chdir(clone);
const startedAt = performance.now();
const seconds = () => `${((performance.now() - startedAt) / 1_000).toFixed(0)} s`;
const report = (step: string) => console.log(`${seconds().padStart(6)}  ${step}`);

execFileSync('npm', ['ci', '--silent'], { stdio: ['ignore', 'ignore', 'inherit'] });
report('npm ci');
const product = await startProgram(['npm', 'start'], {
  PORT: `${await findFreePort()}`,
  DATA_DIR: join(clone, 'data'),
});
report('npm start');
const browser = await openBrowser();
try {
  const chat = await Chat.open(browser, product.url);
  report('the chat page');
  await chat.page.waitForTimeout(READING_TIME);
  await chat.page
    .locator('[data-id="webchat-sendbox-input"]')
    .pressSequentially('5 more Power BI Pro', { delay: KEY_DELAY });
  await chat.page.keyboard.press('Enter');
  const pay = chat.page.getByRole('button', { name: /^Pay/ }).last();
  await pay.waitFor();
  report('what it costs');
  await chat.page.waitForTimeout(READING_TIME);
  await pay.click();
  await chat.page.getByText('Charged', { exact: true }).last().waitFor();
  report('the first licences changed');
} finally {
  await browser.close();
  await product.stop();
}
if (process.argv.includes('--test')) {
  const testStart = performance.now();
  const { status } = spawnSync('npm', ['test'], { stdio: ['ignore', 'ignore', 'inherit'] });
  console.log(`npm test: ${((performance.now() - testStart) / 1_000).toFixed(0)} s, exit code ${status}`);
}
process.chdir(tmpdir());
rmSync(clone, { recursive: true, force: true });
