import { rmSync } from 'node:fs';
import { dirname } from 'node:path';

/** After all tests: nothing of what they wrote stays, and the next run in the same process (`--watch`) begins as this one did. */
export default function clean() {
  rmSync(process.env.TMPDIR, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  process.env.TMPDIR = dirname(process.env.TMPDIR);
}
