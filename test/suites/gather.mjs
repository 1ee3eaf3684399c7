import { describe } from '@jest/globals';

/** Defines the tests of several files in one suite, each file under its own name and with its own hooks. */
export async function gather(paths) {
  // Jest's runner keeps the block under which tests are defined; `environment.mjs` passes it on.
  const { testRun } = globalThis;
  const top = testRun.currentDescribeBlock;
  for (const path of paths) {
    let block;
    describe(path, () => {
      block = testRun.currentDescribeBlock;
    });
    testRun.currentDescribeBlock = block;
    await import(`../${path}`);
    testRun.currentDescribeBlock = top;
  }
}
