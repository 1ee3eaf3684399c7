import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Before all tests: the product, for the tests in several processes that start it, and one folder for all that they write. */
export default function prepare({ testPathPatterns }) {
  const asked = testPathPatterns?.patterns ?? [];
  if (asked.length === 0 || asked.some((pattern) => /browser|bot|state|postgres/.test(pattern))) {
    // Once, so that none reads what another is writing.
    execFileSync('npm', ['run', '--silent', 'build'], { stdio: 'inherit' });
  }
  process.env.TMPDIR = mkdtempSync(join(tmpdir(), 'purchase-desk-tests-'));
  // PostgreSQL may run as somebody else.
  chmodSync(process.env.TMPDIR, 0o755);
}
