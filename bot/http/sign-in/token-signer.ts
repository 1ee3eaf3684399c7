import { createHmac } from 'node:crypto';
import type { Clock } from '../../../src/application/ports/clock.ts';
import { timingSafeTextEqual } from '../timing-safe-equal.ts';

/** Creates signed tokens for one purpose that expire. They are not encrypted. */
export class TokenSigner {
  readonly #key: Buffer;
  readonly #clock: Clock;

  constructor(secret: string, purpose: string, clock: Clock) {
    this.#key = createHmac('sha256', secret).update(`sign-in/${purpose}`).digest();
    this.#clock = clock;
  }

  /** @param lifetime in milliseconds */
  sign(value: object, lifetime: number): string {
    const text = Buffer.from(JSON.stringify({ value, until: this.#clock() + lifetime })).toString('base64url');
    return `${text}.${this.#signature(text)}`;
  }

  /** The value of a token; undefined when its signature is invalid or it has expired. */
  verify(token: string): unknown {
    const [text = '', signature = ''] = token.split('.');
    if (!timingSafeTextEqual(signature, this.#signature(text))) return undefined;
    const { value, until } = JSON.parse(Buffer.from(text, 'base64url').toString());
    return this.#clock() < until ? value : undefined;
  }

  #signature(text: string): string {
    return createHmac('sha256', this.#key).update(text).digest('base64url');
  }
}
