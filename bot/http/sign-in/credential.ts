import type { AppCredential } from '../../../src/providers/microsoft365/sign-in/app-credential.ts';
import type { Settings } from '../../settings.ts';

const SHA_1 = 40;

/** What proves that it is this app: the one that is set. */
export function credentialIn(settings: Settings): AppCredential {
  const { MicrosoftAppId: identity = '', MicrosoftAppPassword: secret } = settings;
  const { CertificateThumbprint: thumbprint, CertificatePrivateKey: privateKey } = settings;
  if (secret !== undefined) return { secret };
  if (thumbprint === undefined || privateKey === undefined) return { identity };
  const print = thumbprint.length === SHA_1 ? { thumbprint } : { thumbprintSha256: thumbprint };
  return { certificate: { ...print, privateKey } };
}
