import type { Documents } from '../../../src/application/ports/documents.ts';
import { EncryptedText } from '../../../src/providers/microsoft365/sign-in/encrypted-text.ts';
import { MsalTokens } from '../../../src/providers/microsoft365/sign-in/msal-tokens.ts';
import { TokenStore } from '../../../src/providers/microsoft365/sign-in/token-store.ts';
import type { Settings } from '../../settings.ts';
import { appCredential } from './credential.ts';

/** Tokens for calling Microsoft 365, by the settings; the users' tokens are encrypted with `TOKEN_KEY`. */
export function microsoft365Tokens(settings: Settings, documents: Documents, request: typeof fetch): MsalTokens {
  const { SIGN_IN_APP_ID, MicrosoftAppId = '', LOGIN_URL, GRAPH_URL, RESOURCE_MANAGER_URL, TOKEN_KEY = [] } = settings;
  return new MsalTokens({
    login: LOGIN_URL,
    appId: SIGN_IN_APP_ID ?? MicrosoftAppId,
    credential: appCredential(settings),
    graph: GRAPH_URL,
    resourceManager: RESOURCE_MANAGER_URL,
    store: new TokenStore(documents, new EncryptedText(TOKEN_KEY, 'microsoft365/tokens')),
    fetch: request,
  });
}
