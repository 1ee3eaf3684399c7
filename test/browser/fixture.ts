import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from '@jest/globals';
import { findFreePort, type RunningProgram, startProgram } from '../support/program.ts';
import { openBrowser } from './chat.ts';

/** The program as `npm start` runs it; the build before all tests compiled it. */
export const MAIN = ['node', 'dist/bot/main.js'];

/** A running program and its data folder. */
interface RunningApp extends RunningProgram {
  readonly folder: string;
}

/**
 * Shares something that is expensive to start between the test files of a run: the first test that needs it starts it, and it
 * stops after the last file that uses it. Call `use…` while the tests are defined, and what it returns in a hook or test.
 */
function shared<T>(
  start: () => Promise<T>,
  stop: (value: T) => Promise<unknown>,
  cleanUp: (value: T) => Promise<unknown> = async () => undefined,
): () => () => Promise<T> {
  let files = 0;
  let value: Promise<T> | undefined;
  return () => {
    files++;
    afterAll(async () => {
      files--;
      if (value) await (files === 0 ? stop : cleanUp)(await value);
    });
    return () => {
      value ??= start();
      return value;
    };
  };
}

async function startApp(): Promise<RunningApp> {
  const folder = await mkdtemp(join(tmpdir(), 'purchase-desk-'));
  const env = { PORT: String(await findFreePort()), DATA_DIR: folder, LOG_LEVEL: 'info' };
  return { ...(await startProgram(MAIN, env)), folder };
}

/** One Chromium for all browser tests; the tabs of a file close after it. */
export const useBrowser = shared(
  () => openBrowser(),
  (browser) => browser.close(),
  (browser) => Promise.all(browser.contexts().map((context) => context.close())),
);

/** One running app for the tests that neither restart it nor move its clock. */
export const useApp = shared(startApp, (app) => app.stop());
