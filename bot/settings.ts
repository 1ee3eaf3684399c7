import { z } from 'zod';
import { type Links, worldwide } from '../cards/kit/links.ts';
import type { Policy } from '../src/domain/catalogue/product.ts';
import { authenticationSettings, LOOPBACK_URL } from './channel/authentication/authentication-settings.ts';
import { clouds } from './channel/authentication/clouds.ts';

const text = z.string().trim().min(1);

/** The purchase policy of one product (RULES #18). */
const POLICY_RULE = /^\s*(?<product>\w+)\s*=\s*(?<policy>Enabled|OnlyTrialsWithoutPaymentMethod|Disabled)\s*$/;

/** The address of a service, which needs TLS except on this computer. */
const serviceUrl = (name: string, example: string) =>
  z
    .string()
    .refine((url) => URL.canParse(url) && (url.startsWith('https://') || LOOPBACK_URL.test(url)), {
      error: `${name} must be an https address such as ${example}`,
    })
    .transform((url) => new URL(url).origin)
    .optional();

const CONTACT = 'OPERATOR_CONTACT must be an e-mail address or an https address, such as desk@example.com';

/** The settings by their environment variables. docs/operate.md lists the same. */
const environmentSchema = z
  .object({
    PORT: z.coerce
      .number({ error: 'PORT must be a number from 0 to 65535, such as 3978' })
      .int()
      .min(0)
      .max(65_535)
      .default(3978),
    DATA_DIR: text.default('data'),
    PUBLIC_URL: z
      .url({ protocol: /^https?$/, error: 'PUBLIC_URL must be an address such as https://desk.example.com' })
      .optional(),
    LINK_SECRET: z
      .string()
      .min(32, { error: 'LINK_SECRET must have at least 32 characters: set it to a random text, or remove it' })
      .optional(),
    AUDIT_KEY: z
      .string()
      .min(32, { error: 'AUDIT_KEY must have at least 32 characters: set it to a random text, or remove it' })
      .optional(),
    PROVIDER: z
      .enum(['sandbox', 'microsoft365'], { error: 'PROVIDER can be: sandbox, microsoft365' })
      .default('sandbox'),
    TOKEN_KEY: z
      .string()
      .transform((text) => text.split(',').map((key) => key.trim()))
      .pipe(
        z.array(
          z.string().min(32, {
            error: 'TOKEN_KEY must have at least 32 characters: a random text; to replace one, new,old',
          }),
        ),
      )
      .optional(),
    GRAPH_URL: serviceUrl('GRAPH_URL', clouds.global.graph),
    RESOURCE_MANAGER_URL: serviceUrl('RESOURCE_MANAGER_URL', clouds.global.resourceManager),
    STORE: z.enum(['lowdb', 'postgres'], { error: 'STORE can be: lowdb, postgres' }).default('lowdb'),
    DATABASE_URL: z
      .url({
        protocol: /^postgres(ql)?$/,
        error: 'DATABASE_URL must be an address such as postgres://user:password@host/database',
      })
      .optional(),
    POLICY: z
      .string()
      .transform((text, context) => {
        const rules = text.split(',').map((rule) => POLICY_RULE.exec(rule)?.groups);
        if (!rules.includes(undefined)) {
          return new Map(rules.map((rule) => [rule?.product ?? '', rule?.policy as Policy]));
        }
        const message = 'POLICY must be such as CFQ7TTC0HD33=Disabled,CFQ7TTC0LH2H=OnlyTrialsWithoutPaymentMethod';
        context.addIssue({ code: 'custom', message });
        return z.NEVER;
      })
      .optional(),
    BUYING: z.enum(['on', 'off'], { error: 'BUYING can be: on, off' }).default('on'),
    APPROVAL_ABOVE: z.coerce
      .number({ error: 'APPROVAL_ABOVE must be a whole amount a month, such as 100' })
      .int({ error: 'APPROVAL_ABOVE must be a whole amount a month, such as 100' })
      .min(0, { error: 'APPROVAL_ABOVE must be a whole amount a month, such as 100' })
      .optional(),
    MESSAGES_A_MINUTE: z
      .string()
      .regex(/^[1-9]\d{0,8}$/, { error: 'MESSAGES_A_MINUTE must be a whole number from 1, such as 120' })
      .default('120')
      .transform(Number),
    ANSWER_WITHIN: z.coerce
      .number({ error: 'ANSWER_WITHIN must be a number of seconds, such as 2.5' })
      .min(0.1, { error: 'ANSWER_WITHIN must be a number of seconds, such as 2.5' })
      .max(600, { error: 'ANSWER_WITHIN must be a number of seconds, such as 2.5' })
      // Teams gives up on a press after five seconds.
      .default(2.5),
    OPERATOR_NAME: text.max(100, { error: 'OPERATOR_NAME must be a name of at most 100 letters' }).optional(),
    OPERATOR_CONTACT: z
      .string()
      .trim()
      .pipe(z.union([z.email(), z.url({ protocol: /^https$/ })], { error: CONTACT }))
      .optional(),
    METRICS_PORT: z.coerce
      .number({ error: 'METRICS_PORT must be a number from 0 to 65535, such as 9464' })
      .int()
      .min(0, { error: 'METRICS_PORT must be a number from 0 to 65535, such as 9464' })
      .max(65_535, { error: 'METRICS_PORT must be a number from 0 to 65535, such as 9464' })
      .optional(),
    METRICS_TOKEN: z
      .string()
      .min(32, { error: 'METRICS_TOKEN must have at least 32 characters: set it to a random text, or remove it' })
      .optional(),
    OTEL_EXPORTER_OTLP_ENDPOINT: z
      .url({
        protocol: /^https?$/,
        error: 'OTEL_EXPORTER_OTLP_ENDPOINT must be the address of a collector, such as http://localhost:4318',
      })
      .optional(),
    LOG_LEVEL: z
      .enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent'], {
        error: 'LOG_LEVEL can be: fatal, error, warn, info, debug, silent',
      })
      .default('info'),
    MicrosoftAppId: z.guid({ error: 'MicrosoftAppId must be the GUID of the bot registration' }).optional(),
    MicrosoftAppPassword: text.optional(),
    MicrosoftAppType: z
      .enum(['MultiTenant', 'SingleTenant', 'UserAssignedMSI'], {
        error: 'MicrosoftAppType can be: MultiTenant, SingleTenant, UserAssignedMSI',
      })
      .default('MultiTenant'),
    MicrosoftAppTenantId: z.guid({ error: 'MicrosoftAppTenantId must be the GUID of your tenant' }).optional(),
    SIGN_IN_APP_ID: z.guid({ error: 'SIGN_IN_APP_ID must be the GUID of an app registration' }).optional(),
    LOGIN_URL: z
      .url({ protocol: /^https$/, error: 'LOGIN_URL must be an address such as https://login.microsoftonline.com' })
      .transform((url) => new URL(url).origin)
      .optional(),
    ...authenticationSettings,
  })
  .superRefine((settings, context) => {
    const rejectIf = (isWrong: boolean, message: string) => isWrong && context.addIssue({ code: 'custom', message });
    const {
      MicrosoftAppId: id,
      MicrosoftAppPassword: password,
      MicrosoftAppType: type,
      MicrosoftAppTenantId: tenant,
      SIGN_IN_APP_ID: signInId,
      PUBLIC_URL: url,
    } = settings;
    const { STORE: store, DATABASE_URL: database } = settings;
    rejectIf(store === 'postgres' && !database, 'STORE=postgres needs DATABASE_URL: set it');
    rejectIf(store === 'lowdb' && database !== undefined, 'DATABASE_URL is for STORE=postgres: set that, or remove it');
    const { PROVIDER: provider, TOKEN_KEY: tokenKey } = settings;
    const isMicrosoft365 = provider === 'microsoft365';
    rejectIf(isMicrosoft365 && !id, 'PROVIDER=microsoft365 needs MicrosoftAppId: set it and what goes with it');
    rejectIf(
      isMicrosoft365 && !tokenKey,
      'PROVIDER=microsoft365 needs TOKEN_KEY: set it to a random text of at least 32 characters, and keep it',
    );
    const isManagedIdentity = type === 'UserAssignedMSI';
    const { CertificateThumbprint: thumbprint, CertificatePrivateKey: key } = settings;
    const hasCertificate = thumbprint !== undefined || key !== undefined;
    rejectIf(
      !id && password !== undefined,
      'MicrosoftAppPassword needs MicrosoftAppId: set it, or remove the password',
    );
    rejectIf(!id && hasCertificate, 'A certificate needs MicrosoftAppId: set it, or remove the certificate');
    rejectIf(
      id !== undefined && !isManagedIdentity && !password && !hasCertificate,
      'MicrosoftAppId needs MicrosoftAppPassword: set it, or CertificateThumbprint and CertificatePrivateKey',
    );
    rejectIf(
      hasCertificate && !(thumbprint && key),
      'A certificate is CertificateThumbprint and CertificatePrivateKey: set both',
    );
    rejectIf(
      hasCertificate && password !== undefined,
      'MicrosoftAppPassword is not for a certificate: remove one of them',
    );
    rejectIf(hasCertificate && isManagedIdentity, 'A certificate is not for UserAssignedMSI: remove it');
    rejectIf(id !== undefined && type !== 'MultiTenant' && !tenant, `${type} needs MicrosoftAppTenantId: set it`);
    rejectIf(
      id !== undefined && isManagedIdentity && password !== undefined,
      'MicrosoftAppPassword is not for UserAssignedMSI: remove it',
    );
    rejectIf(
      id !== undefined && isManagedIdentity && !signInId,
      'UserAssignedMSI needs SIGN_IN_APP_ID: a managed identity has no page to sign in, an app registration has',
    );
    rejectIf(signInId !== undefined && !(id && isManagedIdentity), 'SIGN_IN_APP_ID is for UserAssignedMSI: remove it');
    rejectIf(
      id !== undefined && !url?.startsWith('https://'),
      'PUBLIC_URL must be set with MicrosoftAppId: the https address where browsers reach this, such as https://desk.example.com',
    );
  });

/** The addresses of Microsoft's pages, each with its own setting: `LINK_PRODUCTS` and so on. */
const linkSchema = z.object(
  Object.fromEntries(
    Object.entries(worldwide).map(([name, defaultUrl]) => [
      linkSettingName(name),
      z.url({ protocol: /^https$/, error: `${linkSettingName(name)} must be an https address` }).default(defaultUrl),
    ]),
  ),
);

/** The names of all settings. */
export const settingNames: readonly string[] = [
  ...Object.keys(environmentSchema.shape),
  ...Object.keys(linkSchema.shape),
];

type Environment = z.infer<typeof environmentSchema>;

/** The settings, with the defaults of the chosen Microsoft cloud. */
export type Settings = Environment & {
  readonly links: Links;
  readonly LOGIN_URL: string;
  readonly GRAPH_URL: string;
  readonly RESOURCE_MANAGER_URL: string;
  readonly BOT_HOSTS: readonly string[];
  readonly BOT_METADATA_URL: string;
};

/** A fault in the settings or the environment that the operator can fix; its message says how. */
export class StartError extends Error {
  override readonly name = 'StartError';
}

/** @throws {StartError} that names every wrong setting and what it must be */
export function settingsFrom(env: Readonly<Record<string, string | undefined>>): Settings {
  // Many tools unset a variable by making it empty.
  const values = Object.fromEntries(Object.entries(env).filter(([, value]) => value?.trim()));
  const parsed = environmentSchema.safeParse(values);
  const links = linkSchema.safeParse(values);
  if (parsed.success && links.success) return { ...withCloudDefaults(parsed.data), links: linksFrom(links.data) };
  const issues = [...(parsed.error?.issues ?? []), ...(links.error?.issues ?? [])];
  throw new StartError(issues.map(({ message, path }) => issueMessage(message, path)).join('. '));
}

function withCloudDefaults(environment: Environment): Omit<Settings, 'links'> {
  const { login, graph, resourceManager, hosts, metadata } = clouds[environment.CLOUD];
  const { LOGIN_URL = login, GRAPH_URL = graph, RESOURCE_MANAGER_URL = resourceManager } = environment;
  const { BOT_HOSTS = [...hosts], BOT_METADATA_URL = metadata } = environment;
  return { ...environment, LOGIN_URL, GRAPH_URL, RESOURCE_MANAGER_URL, BOT_HOSTS, BOT_METADATA_URL };
}

/** The setting of a link: `LINK_ADMIN_CENTRE` for `adminCentre`. */
function linkSettingName(name: string): string {
  return `LINK_${name.replace(/[A-Z]/g, '_$&').toUpperCase()}`;
}

function linksFrom(values: Readonly<Record<string, string>>): Links {
  const links = Object.entries(worldwide).map(([name, url]) => [name, values[linkSettingName(name)] ?? url]);
  return Object.fromEntries(links) as unknown as Links;
}

const issueMessage = (message: string, [name]: readonly PropertyKey[]): string =>
  name === undefined || message.startsWith(String(name)) ? message : `${String(name)}: ${message}`;
