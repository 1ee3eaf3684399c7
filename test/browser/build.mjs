import { execFileSync } from 'node:child_process';

/** Builds the product once, before tests in several processes start it: none reads what another is writing. */
export default function build({ testPathPatterns }) {
  const asked = testPathPatterns?.patterns ?? [];
  if (asked.length > 0 && !asked.some((pattern) => /browser|bot|state|postgres/.test(pattern))) return;
  execFileSync('npm', ['run', '--silent', 'build'], { stdio: 'inherit' });
}
