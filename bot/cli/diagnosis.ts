import { decodeJwt } from 'jose';
import { graphPermissions } from '../../src/providers/microsoft365/sign-in/permissions.ts';
import type { Tokens } from '../../src/providers/microsoft365/sign-in/tokens.ts';
import type { Settings } from '../settings.ts';

/** One thing that was looked at: as it should be, or what is wrong and what to do. */
export interface Finding {
  readonly about: string;
  readonly wrong?: string;
}

interface Patient {
  readonly settings: Settings;
  readonly tokens: Pick<Tokens, 'graph'>;
  /** Organisations to look at. */
  readonly tenants: readonly string[];
  readonly fetch: typeof fetch;
}

/** Milliseconds that a service may take to answer. */
const PATIENCE = 10_000;

/** Looks whether Microsoft 365 can be reached as it is set, and whether the app may do there what it has to. Nothing is changed. */
export async function diagnosis(patient: Patient): Promise<readonly Finding[]> {
  const { LOGIN_URL, GRAPH_URL, RESOURCE_MANAGER_URL, BOT_METADATA_URL } = patient.settings;
  const reached = await Promise.all([
    reachable('LOGIN_URL', new URL('common/discovery/v2.0/keys', `${LOGIN_URL}/`).href, patient),
    reachable('GRAPH_URL', new URL('v1.0/$metadata', GRAPH_URL).href, patient),
    reachable('RESOURCE_MANAGER_URL', new URL('tenants?api-version=2022-12-01', RESOURCE_MANAGER_URL).href, patient),
    reachable('BOT_METADATA_URL', BOT_METADATA_URL, patient),
  ]);
  const allowed = await Promise.all(patient.tenants.map((tenant) => permitted(tenant, patient)));
  return [...reached, ...allowed.flat()];
}

/** Whoever answers is there, also with a no. */
async function reachable(setting: string, url: string, { fetch }: Patient): Promise<Finding> {
  const about = `${setting} ${new URL(url).origin} answers`;
  try {
    await fetch(url, { signal: AbortSignal.timeout(PATIENCE), redirect: 'manual' });
    return { about };
  } catch {
    return { about, wrong: `Nothing answers there: check ${setting}, CLOUD and what may be connected to from here` };
  }
}

async function permitted(tenant: string, { tokens, settings, fetch }: Patient): Promise<readonly Finding[]> {
  const about = `the app gets a token for Graph in ${tenant}`;
  let token: string;
  try {
    token = await tokens.graph(tenant, true);
  } catch (error) {
    const why = error instanceof Error ? error.message : '';
    return [
      {
        about,
        wrong: `${why} Check the app’s id and its secret, certificate or identity, and that the tenant is right`,
      },
    ];
  }
  const { roles } = decodeJwt<{ roles?: unknown }>(token);
  const held = new Set(Array.isArray(roles) ? roles.map(String) : []);
  const granted = graphPermissions.map(({ name, for: purpose }): Finding => {
    const allowed = `${name} is allowed in ${tenant}`;
    if (held.has(name)) return { about: allowed };
    const grant = `add it to the app registration as an application permission and grant admin consent`;
    return { about: allowed, wrong: `Without it nobody can ${purpose}: ${grant}` };
  });
  return [{ about }, ...granted, await asked(tenant, token, { settings, fetch })];
}

/** One call that the product itself makes. */
async function asked(
  tenant: string,
  token: string,
  { settings, fetch }: Pick<Patient, 'settings' | 'fetch'>,
): Promise<Finding> {
  const about = `Graph lists the subscriptions of ${tenant}`;
  try {
    const answer = await fetch(new URL('v1.0/directory/subscriptions', settings.GRAPH_URL), {
      headers: { authorization: `Bearer ${token}` },
      signal: AbortSignal.timeout(PATIENCE),
      redirect: 'manual',
    });
    if (answer.status === 200) return { about };
    return {
      about,
      wrong: `It answered ${answer.status}: allow what is missing above, then try again after some minutes`,
    };
  } catch {
    return { about, wrong: 'It did not answer: try again, and check GRAPH_URL' };
  }
}
