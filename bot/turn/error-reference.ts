import { randomBytes } from 'node:crypto';
import { readableCode } from '../../src/application/audit/readable-code.ts';

/** A reference such as 7F3K-22Q9: the log line of a turn has it, and so does the card that says it went wrong. */
export function newReference(): string {
  const letters = readableCode(randomBytes(8));
  return `${letters.slice(0, 4)}-${letters.slice(4)}`;
}
