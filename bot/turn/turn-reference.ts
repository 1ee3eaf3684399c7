import { AsyncLocalStorage } from 'node:async_hooks';

const references = new AsyncLocalStorage<string>();

/** Runs a turn's work under its error reference, so that errors outside its promise chain can be traced to it. */
export const underReference = <T>(reference: string, work: () => Promise<T>): Promise<T> =>
  references.run(reference, work);

/** The error reference of the turn that is running here. */
export const referenceOfTurn = (): string | undefined => references.getStore();
