import { TestEnvironment } from 'jest-environment-node';

// A worker that has nothing left to do takes over half a second to free its memory piece by piece; Jest then reports it as
// "failed to exit gracefully". Exiting at once leaves that to the operating system.
if (process.argv[1]?.endsWith('processChild.js')) process.once('exit', () => process.exit());

/** Passes Jest's state on to the tests, so that a suite can put the tests of several files each under a heading. */
export default class extends TestEnvironment {
  handleTestEvent(_event, state) {
    this.global.testRun = state;
  }
}
