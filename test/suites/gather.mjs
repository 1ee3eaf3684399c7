import { describe } from '@jest/globals';
import { suites } from './suites.mjs';

/**
 * Takes in the test files of a suite, each under its own name: what one does before or after its tests is its own affair.
 * @param {keyof typeof suites} suite
 */
export async function gather(suite) {
  // The run as Jest's own runner keeps it: what is said outside of any heading goes under the current one.
  const { testRun } = globalThis;
  const root = testRun.currentDescribeBlock;
  for (const file of suites[suite]) {
    let heading;
    describe(file, () => {
      heading = testRun.currentDescribeBlock;
    });
    testRun.currentDescribeBlock = heading;
    await import(`../${file}`);
    testRun.currentDescribeBlock = root;
  }
}
