import { TestEnvironment } from 'jest-environment-node';

/** Lets a suite put the tests of several files each under a heading of its own. */
export default class extends TestEnvironment {
  handleTestEvent(_event, state) {
    this.global.testRun = state;
  }
}
