import type { CardRegister } from '../../src/application/ports/card-register.ts';
import type { Clock } from '../../src/application/ports/clock.ts';
import type { Commerce } from '../../src/application/ports/commerce.ts';
import type { Directory, Organisations } from '../../src/application/ports/directory.ts';
import type { Documents } from '../../src/application/ports/documents.ts';
import type { SignEntry } from '../../src/domain/audit/audit-trail.ts';
import type { Terms } from '../../src/domain/catalogue/product.ts';
import type { PersonId } from '../../src/domain/common/person.ts';
import type { ProviderAction } from '../../src/domain/common/provider-action.ts';
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
  readonly disabledActions: ReadonlySet<ProviderAction>;
  readonly onError: (error: unknown) => void;
}
