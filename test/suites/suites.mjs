import { readdirSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';

const root = new URL('../', import.meta.url);
const files = readdirSync(root, { recursive: true })
  .map((file) => String(file).replaceAll('\\', '/'))
  .filter((file) => file.endsWith('.test.ts'))
  .sort();

/** Test files that start programs: the product, PostgreSQL, a browser, a writer that is killed. */
const startsPrograms = (file) =>
  /^(browser|postgres)\//.test(file) ||
  /from '[./]+\/(support\/program|support\/run-in-process|writer)\.ts'|node:child_process/.test(
    readFileSync(new URL(file, root), 'utf8'),
  );

/** They run one after the other, in one suite. */
export const processes = files.filter(startsPrograms);

/** How many suites the other files share. Each loads the product once; half of the cores are for what the processes start. */
export const SUITES = Math.max(1, Math.min(4, Math.floor(availableParallelism() / 2)));

/** The files of a suite: dealt out one by one, so that files of one folder spread over all suites. */
export const inProcess = (suite) =>
  files.filter((file) => !startsPrograms(file)).filter((_, n) => n % SUITES === suite);
