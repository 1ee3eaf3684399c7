import type {
  CardRegister,
  Clock,
  Commerce,
  Directory,
  Documents,
  Organisations,
} from '../../src/application/ports/ports.ts';
import type { SignEntry } from '../../src/domain/audit/audit-trail.ts';
import type { Terms } from '../../src/domain/catalogue/product.ts';
import type { PersonId } from '../../src/domain/common/person.ts';
import type { Rules } from '../../src/domain/common/rules.ts';

/** The system that holds people and purchases, and changes them. */
export interface Provider {
  readonly commerce: Commerce;
  /** The same for background work, in which no user can sign in. */
  readonly unattended: Commerce;
  readonly directory: Directory & Organisations;
  /** Registers typed card details; rejects them where cards are added on the provider's own pages. */
  readonly cards: CardRegister;
  /** Rewrites an account's index rows. */
  readonly refresh: (owner: PersonId) => Promise<unknown>;
}

/** What each provider needs. */
export interface ProviderOptions {
  readonly documents: Documents;
  readonly clock: Clock;
  readonly rules: Rules;
  readonly terms: () => Terms;
  readonly sign: SignEntry;
  /** Actions that this edition does not offer. */
  readonly unsupported: Commerce['unsupported'];
  readonly onError: (error: unknown) => void;
}
