import {
  type Clock,
  ConflictError,
  type Documents,
  type GatewayCharge,
  type PaymentGateway,
} from '../../application/ports/ports.ts';

import { cardKeyOf, type KeptCard } from './card-register.ts';

interface Remembered {
  readonly result: 'accepted' | 'declined' | 'voided';
  readonly amount: number;
  readonly at: number;
}

/**
 * The sandbox's card company. It remembers every key, and knows a card by the token it gave it, or by one that says what
 * it does: `approves`, `declines`, or `declines-from:<instant>`.
 */
export class SandboxGateway implements PaymentGateway {
  readonly #documents: Documents;
  readonly #clock: Clock;

  constructor(documents: Documents, clock: Clock) {
    this.#documents = documents;
    this.#clock = clock;
  }

  async charge({ key, amount, token }: GatewayCharge): Promise<'accepted' | 'declined' | 'voided'> {
    const result = amount > 0 && (await this.#declines(token)) ? 'declined' : 'accepted';
    return this.#once(key, { result, amount, at: this.#clock() });
  }

  async void(key: string): Promise<'accepted' | 'voided'> {
    const result = await this.#once(key, { result: 'voided', amount: 0, at: this.#clock() });
    return result === 'accepted' ? 'accepted' : 'voided';
  }

  async #declines(token: string): Promise<boolean> {
    const card = await this.#documents.read<KeptCard>(cardKeyOf(token));
    return card ? card.value.charges === 'declines' : declines(token, this.#clock());
  }

  /** Remembers the first outcome of a key and gives it ever after. */
  async #once(key: string, outcome: Remembered): Promise<Remembered['result']> {
    const name = `gateway/${key}`;
    const known = await this.#documents.read<Remembered>(name);
    if (known) return known.value.result;
    try {
      await this.#documents.write(name, outcome, { ifVersion: 0 });
      return outcome.result;
    } catch (error) {
      if (error instanceof ConflictError) return this.#once(key, outcome);
      throw error;
    }
  }
}

function declines(token: string, now: number): boolean {
  const [kind, from] = token.split(':');
  return kind === 'declines' || (kind === 'declines-from' && now >= Number(from));
}
