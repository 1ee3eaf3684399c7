import { type INetworkModule, ManagedIdentityApplication, type NodeAuthOptions } from '@azure/msal-node';

/** The credential that authenticates this app at Entra. */
export type AppCredential =
  | { readonly secret: string }
  | { readonly certificate: Required<NodeAuthOptions>['clientCertificate'] }
  /** The client id of the managed identity that authenticates the app. */
  | { readonly identity: string };

/** The resource of a managed identity's token that Entra accepts in place of a secret. */
const TOKEN_EXCHANGE_RESOURCE = 'api://AzureADTokenExchange';

/** The credential in the form that msal-node takes. */
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
