import { type INetworkModule, ManagedIdentityApplication, type NodeAuthOptions } from '@azure/msal-node';

/** What proves to Entra that it is this app that asks. */
export type AppCredential =
  | { readonly secret: string }
  | { readonly certificate: Required<NodeAuthOptions>['clientCertificate'] }
  /** The managed identity that speaks for the app. */
  | { readonly identity: string };

/** What a managed identity's token is asked for, to be believed in place of a secret. */
const TOKEN_EXCHANGE_RESOURCE = 'api://AzureADTokenExchange';

/** The credential as msal-node takes it. */
export function toAuthOptions(credential: AppCredential, networkClient: INetworkModule): Partial<NodeAuthOptions> {
  if ('secret' in credential) return { clientSecret: credential.secret };
  if ('certificate' in credential) return { clientCertificate: credential.certificate };
  return { clientAssertion: () => fetchAssertion(credential.identity, networkClient) };
}

async function fetchAssertion(userAssignedClientId: string, networkClient: INetworkModule): Promise<string> {
  const identity = new ManagedIdentityApplication({
    managedIdentityIdParams: { userAssignedClientId },
    system: { networkClient },
  });
  return (await identity.acquireToken({ resource: TOKEN_EXCHANGE_RESOURCE })).accessToken;
}
