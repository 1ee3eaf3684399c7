import { createPublicKey, type KeyObject } from 'node:crypto';
import { z } from 'zod';
import type { Clock } from '../../../src/application/ports/clock.ts';

const DAY = 24 * 60 * 60_000;
/** Milliseconds between requests for an unknown key. */
const REFRESH_INTERVAL = 60_000;
/** Milliseconds to wait after a failed request. */
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

/** A key that signs channels' tokens. */
export interface ChannelKey {
  readonly key: KeyObject;
  /** The channels whose tokens the key may sign. */
  readonly endorsements: readonly string[];
}

/** Bot Framework's keys cannot be fetched, so callers cannot be authenticated. */
export class KeysUnavailableError extends Error {
  override readonly name = 'KeysUnavailableError';

  constructor(cause?: unknown) {
    super('The keys of Bot Framework cannot be fetched', { cause });
  }
}

export interface ChannelKeysOptions {
  /** The address of the OpenID metadata document, which names the key set. */
  readonly url: string;
  readonly fetch: typeof fetch;
  readonly clock: Clock;
  /** A signal that aborts after so many milliseconds. */
  readonly timeLimit: (milliseconds: number) => AbortSignal;
}

/**
 * The keys of Bot Framework, cached for a day. Concurrent callers share one request, and an unknown key causes at most one
 * request a minute.
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

  /**
   * The key with this id, if Bot Framework publishes it.
   * @throws {KeysUnavailableError}
   */
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

  /** Absolute, so that a clock that was set back does not block requests. */
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
      if (new URL(jwks_uri).protocol !== new URL(url).protocol)
        throw new Error('The key set is at an address with another protocol');
      const keys = keySetSchema.parse(await this.#get(jwks_uri)).keys.flatMap(toChannelKey);
      if (keys.length === 0) throw new Error('The key set has no usable keys');
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

/** The key if it is an RSA signing key of at least {@link MIN_KEY_BITS} bits. */
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
