import { LocalSignIn } from '../http/local/local-sign-in.ts';
import { localSignInUrl } from '../http/local/local-sign-in-routes.ts';
import { entraSignIn } from '../http/sign-in/entra-sign-in.ts';
import { signInUrl } from '../http/sign-in/sign-in-routes.ts';
import type { Core } from './core.ts';
import type { Dependencies, TestOverrides } from './dependencies.ts';

export type SignIn = ReturnType<typeof composeSignIn>;

/** Composes sign-in: with an app id by Entra, else by the test channel on this computer. */
export function composeSignIn(deps: Dependencies, core: Core, { fetch = globalThis.fetch }: TestOverrides) {
  const { settings, organisation, documents, secret, realClock: clock, baseUrl } = core;
  if (settings.MicrosoftAppId === undefined) {
    const local = new LocalSignIn(documents, organisation.tenant);
    return { local, authentication: local, signIn: localSignInUrl, inTeams: false };
  }
  const entra = entraSignIn({ settings, secret, documents, clock, baseUrl, fetch, userTokens: deps.tokens });
  return {
    entra: entra.routes,
    authentication: entra.authentication,
    /** The address that signs the user in and then continues at `to`. */
    signIn: (to: string) => signInUrl(baseUrl(), to),
    inTeams: true,
  };
}
