import type { AppCredential } from '../../../src/providers/microsoft365/sign-in/app-credential.ts';
import type { Settings } from '../../settings.ts';

const SHA_1_LENGTH = 40;

/** The app's credential from the settings: secret, certificate or managed identity. */
export function appCredential(settings: Settings): AppCredential {
  const { MicrosoftAppId: identity = '', MicrosoftAppPassword: secret } = settings;
  const { CertificateThumbprint: thumbprint, CertificatePrivateKey: privateKey } = settings;
  if (secret !== undefined) return { secret };
  if (thumbprint === undefined || privateKey === undefined) return { identity };
  const thumbprintProperty = thumbprint.length === SHA_1_LENGTH ? { thumbprint } : { thumbprintSha256: thumbprint };
  return { certificate: { ...thumbprintProperty, privateKey } };
}
