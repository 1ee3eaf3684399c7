import type { Clock } from '../../../src/application/ports/clock.ts';
import type { Documents } from '../../../src/application/ports/documents.ts';
import type { WebAuthentication } from '../../../src/application/ports/web-authentication.ts';
import type { MsalTokens } from '../../../src/providers/microsoft365/sign-in/msal-tokens.ts';
import { allowedTenants } from '../../channel/authentication/tenants.ts';
import type { Settings } from '../../settings.ts';
import { ChatSignIn } from './chat-sign-in.ts';
import { appCredential } from './credential.ts';
import { EntraClient } from './entra-client.ts';
import { EntraTokens } from './entra-tokens.ts';
import { microsoft365Tokens } from './microsoft365-tokens.ts';
import { Session } from './session.ts';
import type { SignInRoutesDeps } from './sign-in-routes.ts';
import { TokenSignIn } from './token-sign-in.ts';

export interface EntraSignInDeps {
  readonly settings: Settings;
  readonly secret: string;
  /** Store for the users' tokens. */
  readonly documents: Documents;
  readonly clock: Clock;
  readonly baseUrl: () => string;
  readonly fetch: typeof fetch;
  /** The users' tokens for Microsoft 365, if the provider uses them too. */
  readonly userTokens?: MsalTokens | undefined;
}

/** Sign-in for production: a session cookie after Entra's page, or a token from Teams. */
export function entraSignIn({ settings, secret, documents, clock, baseUrl, fetch, userTokens }: EntraSignInDeps): {
  readonly authentication: WebAuthentication;
  readonly routes: Omit<SignInRoutesDeps, 'log' | 'onSignedIn'>;
} {
  const { MicrosoftAppId: botId = '', MicrosoftAppType: type } = settings;
  const appId = settings.SIGN_IN_APP_ID ?? botId;
  const tenant = type === 'MultiTenant' ? undefined : settings.MicrosoftAppTenantId;
  const options = {
    loginUrl: settings.LOGIN_URL,
    tenant,
    allowedTenants: allowedTenants(settings),
    appId,
    fetch,
    clock,
  };
  const tokens = new EntraTokens(options);
  const credential = appCredential(settings);
  const client = new EntraClient({
    ...options,
    credential,
    redirectUrl: () => new URL('sign-in/callback', baseUrl()).href,
  });
  const session = new Session(secret, clock);
  const teamsSignIn = new TokenSignIn(tokens, [
    appId,
    ...['', 'botid-'].map((kind) => `api://${new URL(baseUrl()).host}/${kind}${appId}`),
  ]);
  // The identity suffices for the sandbox; Microsoft 365 is called with the user's own tokens, which the chat must obtain.
  const chat =
    settings.PROVIDER === 'microsoft365'
      ? new ChatSignIn({
          tokens: userTokens ?? microsoft365Tokens(settings, documents, fetch),
          entra: tokens,
          appId,
          loginUrl: settings.LOGIN_URL,
          secret,
          baseUrl,
        })
      : undefined;
  return {
    authentication: {
      people: async (caller) => (await Promise.all([session, teamsSignIn].map((one) => one.people(caller)))).flat(),
    },
    routes: { client, tokens, appId, session, secret, clock, baseUrl, chat },
  };
}
