import { setTimeout as pause } from 'node:timers/promises';
import type { CardRegister } from '../../src/application/ports/card-register.ts';
import type { PersonId } from '../../src/domain/common/person.ts';
import { Microsoft365 } from '../../src/providers/microsoft365/microsoft365.ts';
import { BillingClient } from '../../src/providers/microsoft365/services/billing-client.ts';
import { cachedDirectory } from '../../src/providers/microsoft365/services/cached-directory.ts';
import { GraphDirectory } from '../../src/providers/microsoft365/services/graph-directory.ts';
import { LicensingClient } from '../../src/providers/microsoft365/services/licensing-client.ts';
import { ServiceClient } from '../../src/providers/microsoft365/services/service-client.ts';
import type { Tokens } from '../../src/providers/microsoft365/sign-in/tokens.ts';
import { instrumentedFetch } from '../operations/telemetry/instrumented-fetch.ts';
import type { Metrics } from '../operations/telemetry/metrics.ts';
import type { Settings } from '../settings.ts';
import type { Provider, ProviderOptions } from './provider-types.ts';

/** How Microsoft's services are reached. */
export interface Microsoft365Access {
  readonly tokens: Tokens;
  /** The addresses of Graph and Azure Resource Manager. */
  readonly graph: string;
  readonly resourceManager: string;
  /** The app in which administrators have a role, and that role. */
  readonly appId: string;
  readonly administratorRole: string;
  readonly fetch: typeof fetch;
  readonly pause: (ms: number) => Promise<unknown>;
  readonly random: () => number;
}

/** The administrators' app role, as the app registration names it. */
const ADMINISTRATOR_ROLE = 'PurchaseDesk.Administrator';

/** The access to Microsoft's services that the settings describe. */
export const accessFrom = (
  { GRAPH_URL, RESOURCE_MANAGER_URL, SIGN_IN_APP_ID, MicrosoftAppId = '' }: Settings,
  tokens: Tokens,
): Microsoft365Access => ({
  tokens,
  graph: GRAPH_URL,
  resourceManager: RESOURCE_MANAGER_URL,
  appId: SIGN_IN_APP_ID ?? MicrosoftAppId,
  administratorRole: ADMINISTRATOR_ROLE,
  fetch,
  pause,
  random: Math.random,
});

/** Microsoft 365: Graph with the app's own token, Billing with the user's. */
export function microsoft365Provider(
  access: Microsoft365Access,
  options: ProviderOptions,
  metrics: Pick<Metrics, 'requests' | 'countThrottled'>,
): Provider {
  const { tokens, pause, random, appId, administratorRole } = access;
  const { clock, rules, sign, documents, onError, disabledActions } = options;
  const fetch = instrumentedFetch(access.fetch, access.graph, metrics);
  const service = (base: string, token: (renew: boolean) => Promise<string>) =>
    new ServiceClient({ base, token, fetch, pause, random, clock });
  const graph = (tenant: string) =>
    service(new URL('v1.0/', access.graph).href, (renew) => tokens.graph(tenant, renew));
  const directory = new GraphDirectory({ graph, appId, administratorRole, locale: 'en-GB', timeZone: 'UTC' });
  const clients = (owner: PersonId) => ({
    billing: new BillingClient(service(access.resourceManager, (renew) => tokens.resourceManager(owner, renew))),
    licensing: new LicensingClient({ graph: graph(owner.tenant), pause, clock }),
  });
  const deps = {
    documents,
    directory,
    terms: () => ({ ...options.terms(), estimated: true as const }),
    rules,
    sign,
    clients,
    clock,
    pause,
    onError,
    disabledActions,
  };
  const unattended = new Microsoft365({ ...deps, unattended: true });
  return {
    commerce: new Microsoft365(deps),
    unattended,
    directory: cachedDirectory(directory, clock),
    cards: noCardRegister,
    refresh: (owner) => unattended.account(owner),
  };
}

/** Card details are typed on Microsoft's own pages, never here. */
const noCardRegister: CardRegister = {
  register: () => Promise.reject(new Error('Cards are added on Microsoft’s own pages.')),
  update: () => Promise.reject(new Error('Cards are changed on Microsoft’s own pages.')),
};
