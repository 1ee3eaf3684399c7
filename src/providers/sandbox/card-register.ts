import { randomBytes } from 'node:crypto';
import type { CardDetails, CardRegister, CardRegistration } from '../../application/ports/card-register.ts';
import type { Clock } from '../../application/ports/clock.ts';
import type { Documents } from '../../application/ports/documents.ts';

/** What the sandbox's card company stores of a card; never its number. */
export interface RegisteredCard {
  readonly charges: 'approves' | 'declines';
}

export const cardKey = (token: string): string => `gateway-card/${token}`;

/** Published test numbers and the result each is for. Every other number is accepted. */
const DECLINED = '4000000000000002';
const DECLINES_CHARGES = '4000000000000341';
const EXPIRED = '4000000000000069';
const UNRESPONSIVE = '4000000000000259';

/** Registers cards at the sandbox's card company, under a random token. */
export class SandboxCardRegister implements CardRegister {
  readonly #documents: Documents;
  readonly #clock: Clock;

  constructor(documents: Documents, clock: Clock) {
    this.#documents = documents;
    this.#clock = clock;
  }

  async register({ number, expires }: CardDetails, signal: AbortSignal): Promise<CardRegistration> {
    if (number === UNRESPONSIVE) return waitForAbort(signal);
    if (number === DECLINED) return { result: 'declined' };
    if (number === EXPIRED || expires <= this.#clock()) return { result: 'expired' };
    const token = `card_${randomBytes(24).toString('base64url')}`;
    const card: RegisteredCard = { charges: number === DECLINES_CHARGES ? 'declines' : 'approves' };
    await this.#documents.write(cardKey(token), card, { ifVersion: 0 });
    return { result: 'registered', token, brand: cardBrand(number), lastFour: number.slice(-4) };
  }

  async update(
    _token: string,
    { expires }: Omit<CardDetails, 'number'>,
    _signal: AbortSignal,
  ): Promise<'updated' | 'expired'> {
    return expires <= this.#clock() ? 'expired' : 'updated';
  }
}

/** Never resolves; rejects when the caller aborts. */
const waitForAbort = (signal: AbortSignal): Promise<never> =>
  new Promise((_resolve, reject) => {
    const fail = () => reject(new Error('The card company did not answer in time.'));
    if (signal.aborted) fail();
    signal.addEventListener('abort', fail, { once: true });
  });

const BRANDS: readonly (readonly [start: RegExp, brand: string])[] = [
  [/^4/, 'Visa'],
  [/^(?:5[1-5]|2[2-7])/, 'Mastercard'],
  [/^3[47]/, 'American Express'],
  [/^6(?:011|4[4-9]|5)/, 'Discover'],
  [/^3(?:0|6|8)/, 'Diners Club'],
  [/^35/, 'JCB'],
  [/^62/, 'UnionPay'],
];

const cardBrand = (number: string): string => BRANDS.find(([start]) => start.test(number))?.[1] ?? 'Maestro';
