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

/** How many suites the other files share: one for each core, so that each worker loads the product once. */
export const SUITES = Math.min(4, availableParallelism());

/** The files of a suite: dealt out one by one, so that files of one folder spread over all suites. */
export const inProcess = (suite) => files.filter((file) => !startsPrograms(file)).filter((_, n) => n % SUITES === suite);
