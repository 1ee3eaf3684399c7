import { AsyncLocalStorage } from 'node:async_hooks';

const references = new AsyncLocalStorage<string>();

/** Does a turn's work: whatever goes wrong in it, also out of its sight, can be found by its reference. */
export const underReference = <T>(reference: string, work: () => Promise<T>): Promise<T> =>
  references.run(reference, work);

/** The reference of the turn that is at work here. */
export const referenceOfTurn = (): string | undefined => references.getStore();
