import { createPublicKey, type KeyObject } from 'node:crypto';
import { z } from 'zod';
import type { Clock } from '../../../src/application/ports/clock.ts';

const DAY = 24 * 60 * 60_000;
/** After keys were had, how long an unknown one is not asked for again. */
const AFTER_KEYS = 60_000;
/** After keys could not be had. */
const AFTER_FAILURE = 10_000;
const PATIENCE = 5_000;
const SMALLEST_KEY = 2_048;

const metadata = z.object({ jwks_uri: z.url() });

const published = z.object({
  keys: z.array(
    z.looseObject({
      kty: z.string(),
      kid: z.string().optional(),
      use: z.string().optional(),
      endorsements: z.array(z.string()).optional(),
    }),
  ),
});

type Published = z.infer<typeof published>['keys'][number];

/** A key that channels' tokens are signed with. */
export interface ChannelKey {
  readonly key: KeyObject;
  /** The channels it may speak for. */
  readonly endorsements: readonly string[];
}

/** Bot Framework's keys cannot be had, so that nobody can tell who calls. */
export class KeysUnavailable extends Error {
  override readonly name = 'KeysUnavailable';

  constructor(cause?: unknown) {
    super('The keys of Bot Framework cannot be had', { cause });
  }
}

export interface KeysSetting {
  /** The address of the metadata document that names the keys. */
  readonly url: string;
  readonly fetch: typeof fetch;
  readonly clock: Clock;
  /** A signal that comes after so many milliseconds. */
  readonly timeLimit: (milliseconds: number) => AbortSignal;
}

/**
 * The keys of Bot Framework, kept for a day. However many ask, and for whatever key, there is one request at a time, and
 * at most one in a minute for keys nobody knows.
 */
export class ChannelKeys {
  readonly #setting: KeysSetting;
  #keys: ReadonlyMap<string, ChannelKey> = new Map();
  #keysFrom = Number.NEGATIVE_INFINITY;
  #asked = Number.NEGATIVE_INFINITY;
  #failed = false;
  #asking: Promise<void> | undefined;

  constructor(setting: KeysSetting) {
    this.#setting = setting;
  }

  /** @throws {KeysUnavailable} */
  async of(kid: string): Promise<ChannelKey | undefined> {
    const known = this.#known(kid);
    if (known) return known;
    if (this.#asking || this.#mayAsk) await this.#askOnce();
    else if (this.#failed) throw new KeysUnavailable();
    return this.#known(kid);
  }

  #known(kid: string): ChannelKey | undefined {
    return this.#since(this.#keysFrom) < DAY ? this.#keys.get(kid) : undefined;
  }

  get #mayAsk(): boolean {
    return this.#since(this.#asked) >= (this.#failed ? AFTER_FAILURE : AFTER_KEYS);
  }

  /** A clock that was set back must not stop time. */
  #since(moment: number): number {
    return Math.abs(this.#setting.clock() - moment);
  }

  #askOnce(): Promise<void> {
    this.#asking ??= this.#ask().finally(() => {
      this.#asking = undefined;
    });
    return this.#asking;
  }

  async #ask(): Promise<void> {
    const { url, clock } = this.#setting;
    this.#asked = clock();
    try {
      const { jwks_uri } = metadata.parse(await this.#get(url));
      if (new URL(jwks_uri).protocol !== new URL(url).protocol) throw new Error('The keys are at an unsafe address');
      const keys = published.parse(await this.#get(jwks_uri)).keys.flatMap(usable);
      if (keys.length === 0) throw new Error('There are no keys');
      this.#keys = new Map(keys);
      this.#keysFrom = clock();
      this.#failed = false;
    } catch (cause) {
      this.#failed = true;
      throw new KeysUnavailable(cause);
    }
  }

  async #get(url: string): Promise<unknown> {
    const { fetch, timeLimit } = this.#setting;
    const answer = await fetch(url, { redirect: 'error', signal: timeLimit(PATIENCE) });
    if (!answer.ok) throw new Error(`HTTP ${answer.status}`);
    return answer.json();
  }
}

/** RSA keys to sign with, and no short ones. */
function usable({ endorsements = [], ...jwk }: Published): readonly [string, ChannelKey][] {
  if (jwk.kid === undefined || jwk.kty !== 'RSA' || (jwk.use ?? 'sig') !== 'sig') return [];
  try {
    const key = createPublicKey({ key: jwk, format: 'jwk' });
    const { modulusLength = 0 } = key.asymmetricKeyDetails ?? {};
    return modulusLength < SMALLEST_KEY ? [] : [[jwk.kid, { key, endorsements }]];
  } catch {
    return [];
  }
}
