import { rmSync } from 'node:fs';

/** After all tests: nothing of what they wrote stays. */
export default function clean() {
  rmSync(process.env.TMPDIR, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
}
