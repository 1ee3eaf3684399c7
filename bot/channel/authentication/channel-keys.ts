import { createPublicKey, type KeyObject } from 'node:crypto';
import { z } from 'zod';
import type { Clock } from '../../../src/application/ports/clock.ts';

const DAY = 24 * 60 * 60_000;
/** After keys were had, how long an unknown one is not asked for again. */
const REFRESH_INTERVAL = 60_000;
/** After keys could not be had. */
const RETRY_INTERVAL = 10_000;
const TIMEOUT = 5_000;
const MIN_KEY_BITS = 2_048;

const metadataSchema = z.object({ jwks_uri: z.url() });

const keySetSchema = z.object({
  keys: z.array(
    z.looseObject({
      kty: z.string(),
      kid: z.string().optional(),
      use: z.string().optional(),
      endorsements: z.array(z.string()).optional(),
    }),
  ),
});

type PublishedKey = z.infer<typeof keySetSchema>['keys'][number];

/** A key that channels' tokens are signed with. */
export interface ChannelKey {
  readonly key: KeyObject;
  /** The channels it may speak for. */
  readonly endorsements: readonly string[];
}

/** Bot Framework's keys cannot be had, so that nobody can tell who calls. */
export class KeysUnavailableError extends Error {
  override readonly name = 'KeysUnavailable';

  constructor(cause?: unknown) {
    super('The keys of Bot Framework cannot be had', { cause });
  }
}

export interface ChannelKeysOptions {
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
  readonly #options: ChannelKeysOptions;
  #keys: ReadonlyMap<string, ChannelKey> = new Map();
  #fetchedAt = Number.NEGATIVE_INFINITY;
  #requestedAt = Number.NEGATIVE_INFINITY;
  #hasFailed = false;
  #pendingRequest: Promise<void> | undefined;

  constructor(options: ChannelKeysOptions) {
    this.#options = options;
  }

  /** @throws {KeysUnavailableError} */
  async find(kid: string): Promise<ChannelKey | undefined> {
    const cached = this.#cached(kid);
    if (cached) return cached;
    if (this.#pendingRequest || this.#mayRequest) await this.#refreshOnce();
    else if (this.#hasFailed) throw new KeysUnavailableError();
    return this.#cached(kid);
  }

  #cached(kid: string): ChannelKey | undefined {
    return this.#since(this.#fetchedAt) < DAY ? this.#keys.get(kid) : undefined;
  }

  get #mayRequest(): boolean {
    return this.#since(this.#requestedAt) >= (this.#hasFailed ? RETRY_INTERVAL : REFRESH_INTERVAL);
  }

  /** A clock that was set back must not stop time. */
  #since(moment: number): number {
    return Math.abs(this.#options.clock() - moment);
  }

  #refreshOnce(): Promise<void> {
    this.#pendingRequest ??= this.#refresh().finally(() => {
      this.#pendingRequest = undefined;
    });
    return this.#pendingRequest;
  }

  async #refresh(): Promise<void> {
    const { url, clock } = this.#options;
    this.#requestedAt = clock();
    try {
      const { jwks_uri } = metadataSchema.parse(await this.#get(url));
      if (new URL(jwks_uri).protocol !== new URL(url).protocol) throw new Error('The keys are at an unsafe address');
      const keys = keySetSchema.parse(await this.#get(jwks_uri)).keys.flatMap(toChannelKey);
      if (keys.length === 0) throw new Error('There are no keys');
      this.#keys = new Map(keys);
      this.#fetchedAt = clock();
      this.#hasFailed = false;
    } catch (cause) {
      this.#hasFailed = true;
      throw new KeysUnavailableError(cause);
    }
  }

  async #get(url: string): Promise<unknown> {
    const { fetch, timeLimit } = this.#options;
    const response = await fetch(url, { redirect: 'error', signal: timeLimit(TIMEOUT) });
    if (!response.ok) throw new Error(`HTTP ${response.status}`);
    return response.json();
  }
}

/** RSA keys to sign with, and no short ones. */
function toChannelKey({ endorsements = [], ...jwk }: PublishedKey): readonly [string, ChannelKey][] {
  if (jwk.kid === undefined || jwk.kty !== 'RSA' || (jwk.use ?? 'sig') !== 'sig') return [];
  try {
    const key = createPublicKey({ key: jwk, format: 'jwk' });
    const { modulusLength = 0 } = key.asymmetricKeyDetails ?? {};
    return modulusLength < MIN_KEY_BITS ? [] : [[jwk.kid, { key, endorsements }]];
  } catch {
    return [];
  }
}
