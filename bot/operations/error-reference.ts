import { randomBytes } from 'node:crypto';
import { readableCode } from '../../src/application/audit/readable-code.ts';

/** An error reference such as 7F3K-22Q9. It stands in the turn's log line and on the card that reports the error. */
export function newReference(): string {
  const code = readableCode(randomBytes(8));
  return `${code.slice(0, 4)}-${code.slice(4)}`;
}
