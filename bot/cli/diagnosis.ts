import { decodeJwt } from 'jose';
import { graphPermissions } from '../../src/providers/microsoft365/sign-in/permissions.ts';
import type { Tokens } from '../../src/providers/microsoft365/sign-in/tokens.ts';
import type { Settings } from '../settings.ts';

/** The result of one check. */
export interface Finding {
  /** What should be so. */
  readonly check: string;
  /** What is wrong and how to fix it; absent when the check passes. */
  readonly problem?: string;
}

interface DiagnosisOptions {
  readonly settings: Settings;
  readonly tokens: Pick<Tokens, 'graph'>;
  /** Organisations to check. */
  readonly tenants: readonly string[];
  readonly fetch: typeof fetch;
}

/** Milliseconds that a service may take to respond. */
const REQUEST_TIMEOUT = 10_000;

/** Checks that Microsoft 365 can be reached with these settings and that the app has the permissions it needs. Changes nothing. */
export async function diagnose(options: DiagnosisOptions): Promise<readonly Finding[]> {
  const { LOGIN_URL, GRAPH_URL, RESOURCE_MANAGER_URL, BOT_METADATA_URL } = options.settings;
  const connections = await Promise.all([
    checkConnection('LOGIN_URL', new URL('common/discovery/v2.0/keys', `${LOGIN_URL}/`).href, options),
    checkConnection('GRAPH_URL', new URL('v1.0/$metadata', GRAPH_URL).href, options),
    checkConnection(
      'RESOURCE_MANAGER_URL',
      new URL('tenants?api-version=2022-12-01', RESOURCE_MANAGER_URL).href,
      options,
    ),
    checkConnection('BOT_METADATA_URL', BOT_METADATA_URL, options),
  ]);
  const permissions = await Promise.all(options.tenants.map((tenant) => checkPermissions(tenant, options)));
  return [...connections, ...permissions.flat()];
}

/** Any response will do, an error status too. */
async function checkConnection(setting: string, url: string, { fetch }: DiagnosisOptions): Promise<Finding> {
  const check = `${setting} ${new URL(url).origin} responds`;
  try {
    await fetch(url, { signal: AbortSignal.timeout(REQUEST_TIMEOUT), redirect: 'manual' });
    return { check };
  } catch {
    return { check, problem: `No response: check ${setting}, CLOUD and the firewall for outgoing connections` };
  }
}

async function checkPermissions(
  tenant: string,
  { tokens, settings, fetch }: DiagnosisOptions,
): Promise<readonly Finding[]> {
  const check = `the app gets a token for Graph in ${tenant}`;
  let token: string;
  try {
    token = await tokens.graph(tenant, true);
  } catch (error) {
    const reason = error instanceof Error ? error.message : '';
    const problem = `${reason} Check the app’s id and its secret, certificate or identity, and that the tenant is right`;
    return [{ check, problem }];
  }
  const { roles } = decodeJwt<{ roles?: unknown }>(token);
  const granted = new Set(Array.isArray(roles) ? roles.map(String) : []);
  const permissions = graphPermissions.map(({ name, for: purpose }): Finding => {
    const check = `${name} is granted in ${tenant}`;
    if (granted.has(name)) return { check };
    const fix = 'add it to the app registration as an application permission and grant admin consent';
    return { check, problem: `Without it the bot cannot ${purpose}: ${fix}` };
  });
  return [{ check }, ...permissions, await checkSubscriptions(tenant, token, { settings, fetch })];
}

/** Makes one request that the bot itself makes. */
async function checkSubscriptions(
  tenant: string,
  token: string,
  { settings, fetch }: Pick<DiagnosisOptions, 'settings' | 'fetch'>,
): Promise<Finding> {
  const check = `Graph lists the subscriptions of ${tenant}`;
  try {
    const { status } = await fetch(new URL('v1.0/directory/subscriptions', settings.GRAPH_URL), {
      headers: { authorization: `Bearer ${token}` },
      signal: AbortSignal.timeout(REQUEST_TIMEOUT),
      redirect: 'manual',
    });
    if (status === 200) return { check };
    const problem = `The response was ${status}: grant the permissions missing above, then try again after some minutes`;
    return { check, problem };
  } catch {
    return { check, problem: 'No response: try again, and check GRAPH_URL' };
  }
}
