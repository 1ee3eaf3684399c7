import { z } from 'zod';
import { hostPattern } from './service-hosts.ts';

/** A list of values separated by commas. */
const commaSeparated = <T extends z.ZodType<string, string>>(item: T) =>
  z
    .string()
    .transform((text) => text.split(',').map((value) => value.trim().toLowerCase()))
    .pipe(z.array(item));

/** An address of this computer, which needs no TLS. */
export const LOOPBACK_URL = /^http:\/\/(?:localhost|127\.0\.0\.1|\[::1\])[:/]/;

/** The settings for authenticating callers, and for the app's own credentials. */
export const authenticationSettings = {
  CertificateThumbprint: z
    .string()
    .transform((text) => text.replaceAll(':', '').trim())
    .pipe(
      z.string().regex(/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/i, {
        error: 'CertificateThumbprint must be the SHA-256 or SHA-1 thumbprint of the certificate, in hexadecimal',
      }),
    )
    .optional(),
  // Tools that store a variable in one line write line breaks as \n.
  CertificatePrivateKey: z
    .string()
    .transform((text) => text.replaceAll('\\n', '\n'))
    .pipe(
      z.string().regex(/^-----BEGIN (?:RSA )?PRIVATE KEY-----/, {
        error: 'CertificatePrivateKey must be the private key in PEM: -----BEGIN PRIVATE KEY----- and so on',
      }),
    )
    .optional(),
  ALLOWED_TENANTS: commaSeparated(
    z.guid({ error: 'ALLOWED_TENANTS must be the GUIDs of tenants, with commas between them' }),
  ).optional(),
  CLOUD: z.enum(['global', 'usgov', 'china'], { error: 'CLOUD can be: global, usgov, china' }).default('global'),
  BOT_HOSTS: commaSeparated(
    z.string().regex(hostPattern, {
      error: 'BOT_HOSTS must be names of hosts such as smba.trafficmanager.net,*.botframework.com',
    }),
  ).optional(),
  BOT_METADATA_URL: z
    .string()
    .refine((url) => URL.canParse(url) && (url.startsWith('https://') || LOOPBACK_URL.test(url)), {
      error: 'BOT_METADATA_URL must be an https address, or one of this computer',
    })
    .optional(),
};
