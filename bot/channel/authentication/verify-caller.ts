import { ConfigurationBotFrameworkAuthentication } from 'botbuilder';
import type { BotFrameworkAuthentication } from 'botframework-connector';
import type { Clock } from '../../../src/application/ports/clock.ts';
import { appCredential } from '../../http/sign-in/credential.ts';
import type { Settings } from '../../settings.ts';
import { AppTokens } from './app-tokens.ts';
import { ChannelKeys } from './channel-keys.ts';
import { TokenVerifier } from './channel-token.ts';
import { clouds } from './clouds.ts';
import { shareKeys } from './framework-keys.ts';
import { ServiceHosts } from './service-hosts.ts';
import { allowedTenants } from './tenants.ts';

export interface AuthenticationDeps {
  readonly fetch: typeof fetch;
  readonly clock: Clock;
  /** A signal that aborts after so many milliseconds. */
  readonly timeLimit: (milliseconds: number) => AbortSignal;
}

/** Decides who may call, and where the bot may answer. */
export interface CallerAuthentication {
  readonly hosts: ServiceHosts;
  /** Absent without an app id: callers are not authenticated, and only this computer is served. */
  readonly token: TokenVerifier | undefined;
  /** Bot Framework's own verification, which runs after ours, and its clients for channels. */
  readonly framework: BotFrameworkAuthentication;
}

/** With an app id every check is on; without one, only this computer is served. There is nothing in between. */
export function createCallerAuthentication(
  settings: Settings,
  { fetch, clock, timeLimit }: AuthenticationDeps,
): CallerAuthentication {
  const { MicrosoftAppId: appId, MicrosoftAppTenantId, MicrosoftAppType, LOGIN_URL, BOT_METADATA_URL: url } = settings;
  if (appId === undefined) {
    return {
      hosts: ServiceHosts.loopback,
      token: undefined,
      framework: new ConfigurationBotFrameworkAuthentication(),
    };
  }
  const cloud = clouds[settings.CLOUD];
  const hosts = ServiceHosts.of(settings.BOT_HOSTS);
  const keys = new ChannelKeys({ url, fetch, clock, timeLimit });
  shareKeys(url, keys);
  const tenant = MicrosoftAppType === 'MultiTenant' ? cloud.botTenant : MicrosoftAppTenantId;
  const authority = `${LOGIN_URL}/${tenant}`;
  const tokens = new AppTokens({ appId, credential: appCredential(settings), authority, hosts, fetch });
  return {
    hosts,
    token: new TokenVerifier({ keys, issuer: cloud.framework, appId, hosts, tenants: allowedTenants(settings), clock }),
    framework: new ConfigurationBotFrameworkAuthentication(
      // Set all seven or none: the ones left out would be undefined.
      {
        ToChannelFromBotLoginUrl: authority,
        ToChannelFromBotOAuthScope: cloud.framework,
        ToBotFromChannelTokenIssuer: cloud.framework,
        OAuthUrl: cloud.userTokens,
        ToBotFromChannelOpenIdMetadataUrl: url,
        ToBotFromEmulatorOpenIdMetadataUrl: cloud.emulatorMetadata,
        CallerId: cloud.callerId,
      },
      tokens,
    ),
  };
}
