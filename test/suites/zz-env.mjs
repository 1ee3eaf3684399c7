import { writeSync } from 'node:fs';
import { TestEnvironment } from 'jest-environment-node';
export default class extends TestEnvironment {
  handleTestEvent(_e, state) {
    this.global.testRun = state;
  }
  async teardown() {
    await super.teardown();
    writeSync(2, 'ACTIVE ' + process.pid + ' ' + JSON.stringify(process.getActiveResourcesInfo()) + '\n');
  }
}
