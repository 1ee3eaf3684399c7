import type { NodeAuthOptions } from '@azure/msal-node';
import type { Settings } from '../settings.ts';

/** What proves to Entra that it is this app that asks. */
export type AppCredential =
  | { readonly secret: string }
  | { readonly certificate: Required<NodeAuthOptions>['clientCertificate'] }
  /** The managed identity that speaks for the app. */
  | { readonly identity: string };

const SHA_1 = 40;

/** The one of them that is set. */
export function credentialIn(settings: Settings): AppCredential {
  const { MicrosoftAppId: identity = '', MicrosoftAppPassword: secret } = settings;
  const { CertificateThumbprint: thumbprint, CertificatePrivateKey: privateKey } = settings;
  if (secret !== undefined) return { secret };
  if (thumbprint === undefined || privateKey === undefined) return { identity };
  const print = thumbprint.length === SHA_1 ? { thumbprint } : { thumbprintSha256: thumbprint };
  return { certificate: { ...print, privateKey } };
}
