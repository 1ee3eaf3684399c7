import { AsyncLocalStorage } from 'node:async_hooks';
import { randomBytes } from 'node:crypto';
import { readableCode } from '../../src/application/audit/readable-code.ts';

/** An error reference such as 7F3K-22Q9. It stands in the turn's log line and on the card that reports the error. */
export function newReference(): string {
  const code = readableCode(randomBytes(8));
  return `${code.slice(0, 4)}-${code.slice(4)}`;
}

const references = new AsyncLocalStorage<string>();

/** Runs a turn's work under its error reference, so that errors outside its promise chain can be traced to it. */
export const underReference = <T>(reference: string, work: () => Promise<T>): Promise<T> =>
  references.run(reference, work);

/** The error reference of the turn that is running here. */
export const referenceOfTurn = (): string | undefined => references.getStore();
