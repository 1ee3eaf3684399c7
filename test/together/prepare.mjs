import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Before all tests: one folder for all that they write, and the product, for the tests in several processes that start it. */
export default function prepare({ testPathPatterns }) {
  process.env.TMPDIR = mkdtempSync(join(tmpdir(), 'purchase-desk-tests-'));
  // PostgreSQL may run as somebody else.
  chmodSync(process.env.TMPDIR, 0o755);
  const asked = testPathPatterns?.patterns ?? [];
  if (asked.length > 0 && !asked.some((pattern) => /browser|bot|state|postgres/.test(pattern))) return;
  // Once, so that none reads what another is writing.
  execFileSync('npm', ['run', '--silent', 'build'], { stdio: 'inherit' });
}
