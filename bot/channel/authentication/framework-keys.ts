import { JwtTokenExtractor } from 'botframework-connector/lib/auth/jwtTokenExtractor.js';
import { type IOpenIdMetadataKey, OpenIdMetadata } from 'botframework-connector/lib/auth/openIdMetadata.js';
import type { ChannelKeys } from './channel-keys.ts';

/** Gives Bot Framework's own verification the cached keys. */
class SharedKeys extends OpenIdMetadata {
  readonly #channelKeys: ChannelKeys;

  constructor(url: string, channelKeys: ChannelKeys) {
    super(url);
    this.#channelKeys = channelKeys;
  }

  override async getKey(kid: string): Promise<IOpenIdMetadataKey | null> {
    const channelKey = await this.#channelKeys.find(kid);
    if (!channelKey) return null;
    return {
      key: String(channelKey.key.export({ type: 'spki', format: 'pem' })),
      endorsements: [...channelKey.endorsements],
    };
  }
}

/** The cache that Bot Framework's verification looks in before it requests keys; its type hides it. */
interface MetadataCache {
  readonly openIdMetadataCache: Map<string, OpenIdMetadata>;
}

/**
 * Makes Bot Framework's own verification use the same keys. By itself it requests them without a time limit, once per
 * caller, and requests an unknown key only an hour later.
 */
export function shareKeys(url: string, keys: ChannelKeys): void {
  (JwtTokenExtractor as unknown as MetadataCache).openIdMetadataCache.set(url, new SharedKeys(url, keys));
}
