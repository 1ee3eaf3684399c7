import type { SignedIn } from '../../src/application/ports.ts';

/** Nobody can be told apart: pages that are for one person stay closed. */
export const nobodySignedIn: SignedIn = { people: async () => [] };
