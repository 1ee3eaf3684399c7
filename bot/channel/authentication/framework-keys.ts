import { JwtTokenExtractor } from 'botframework-connector/lib/auth/jwtTokenExtractor.js';
import { type IOpenIdMetadataKey, OpenIdMetadata } from 'botframework-connector/lib/auth/openIdMetadata.js';
import type { ChannelKeys } from './channel-keys.ts';

/** The keys as Bot Framework's own check asks for them. */
class SharedKeys extends OpenIdMetadata {
  readonly #channelKeys: ChannelKeys;

  constructor(url: string, channelKeys: ChannelKeys) {
    super(url);
    this.#channelKeys = channelKeys;
  }

  override async getKey(kid: string): Promise<IOpenIdMetadataKey | null> {
    const known = await this.#channelKeys.find(kid);
    if (!known) return null;
    return { key: String(known.key.export({ type: 'spki', format: 'pem' })), endorsements: [...known.endorsements] };
  }
}

/** Where Bot Framework's own check looks before it asks for keys; its type hides it. */
interface MetadataCache {
  readonly openIdMetadataCache: Map<string, OpenIdMetadata>;
}

/**
 * Gives Bot Framework's own check the same keys: by itself it asks without a time limit, once for each caller, and for
 * a key it does not know only an hour later.
 */
export function shareKeys(url: string, keys: ChannelKeys): void {
  (JwtTokenExtractor as unknown as MetadataCache).openIdMetadataCache.set(url, new SharedKeys(url, keys));
}
