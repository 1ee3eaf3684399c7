import type { Clock } from '../../application/ports/clock.ts';
import type { Documents } from '../../application/ports/documents.ts';
import type { GatewayCharge, PaymentGateway } from '../../application/ports/payment-gateway.ts';
import { readOrCreate } from '../../application/runtime/update-document.ts';

import { cardKey, type RegisteredCard } from './card-register.ts';

interface RecordedCharge {
  readonly result: 'accepted' | 'declined' | 'voided';
  readonly amount: number;
  readonly at: number;
}

/**
 * The sandbox's card company. It stores the result of each key, and accepts the tokens of its card register and tokens that
 * name their result: `approves`, `declines`, or `declines-from:<instant>`.
 */
export class SandboxGateway implements PaymentGateway {
  readonly #documents: Documents;
  readonly #clock: Clock;

  constructor(documents: Documents, clock: Clock) {
    this.#documents = documents;
    this.#clock = clock;
  }

  async charge({ key, amount, token }: GatewayCharge): Promise<'accepted' | 'declined' | 'voided'> {
    const result = amount > 0 && (await this.#isDeclined(token)) ? 'declined' : 'accepted';
    return this.#recordOnce(key, { result, amount, at: this.#clock() });
  }

  async void(key: string): Promise<'accepted' | 'voided'> {
    const result = await this.#recordOnce(key, { result: 'voided', amount: 0, at: this.#clock() });
    return result === 'accepted' ? 'accepted' : 'voided';
  }

  async #isDeclined(token: string): Promise<boolean> {
    const card = await this.#documents.read<RegisteredCard>(cardKey(token));
    return card ? card.value.charges === 'declines' : isDeclinedToken(token, this.#clock());
  }

  /** Stores the first result of a key, and returns that one from then on. */
  async #recordOnce(key: string, charge: RecordedCharge): Promise<RecordedCharge['result']> {
    return (await readOrCreate(this.#documents, `gateway/${key}`, () => charge)).result;
  }
}

function isDeclinedToken(token: string, now: number): boolean {
  const [kind, from] = token.split(':');
  return kind === 'declines' || (kind === 'declines-from' && now >= Number(from));
}
