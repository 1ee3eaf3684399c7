import type { Clock, SignedIn } from '../../src/application/ports.ts';
import { tenantsIn } from '../callers/tenants.ts';
import type { Settings } from '../settings.ts';
import { credentialIn } from './app-credential.ts';
import { EntraClient } from './entra-client.ts';
import { EntraTokens } from './entra-tokens.ts';
import type { SignInParts } from './serve.ts';
import { Session } from './session.ts';
import { TokenSignIn } from './token-sign-in.ts';

export interface EntraSurroundings {
  readonly settings: Settings;
  readonly secret: string;
  readonly clock: Clock;
  readonly base: () => string;
  readonly fetch: typeof fetch;
}

/** Signing in as production has it: a cookie after Entra's page, or a token from Teams. */
export function entraSignIn({ settings, secret, clock, base, fetch }: EntraSurroundings): {
  readonly signedIn: SignedIn;
  readonly parts: Omit<SignInParts, 'log'>;
} {
  const { MicrosoftAppId: botId = '', MicrosoftAppType: type } = settings;
  const appId = settings.SIGN_IN_APP_ID ?? botId;
  const tenant = type === 'MultiTenant' ? undefined : settings.MicrosoftAppTenantId;
  const setting = { login: settings.LOGIN_URL, tenant, tenants: tenantsIn(settings), appId, fetch, clock };
  const tokens = new EntraTokens(setting);
  const credential = credentialIn(settings);
  const client = new EntraClient({ ...setting, credential, redirect: () => new URL('sign-in/callback', base()).href });
  const session = new Session(secret, clock);
  const inTeams = new TokenSignIn(tokens, [appId, `api://${new URL(base()).host}/${appId}`]);
  return {
    signedIn: {
      people: async (caller) => (await Promise.all([session, inTeams].map((one) => one.people(caller)))).flat(),
    },
    parts: { client, tokens, appId, session, secret, clock, base },
  };
}
