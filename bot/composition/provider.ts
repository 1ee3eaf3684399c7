import { setTimeout as pause } from 'node:timers/promises';
import type {
  CardRegister,
  Clock,
  Commerce,
  Directory,
  Documents,
  Organisations,
} from '../../src/application/ports/ports.ts';
import type { SignEntry } from '../../src/domain/audit/audit-trail.ts';
import type { Terms } from '../../src/domain/catalogue/product.ts';
import type { PersonId } from '../../src/domain/common/person.ts';
import type { Rules } from '../../src/domain/common/rules.ts';
import { Microsoft365 } from '../../src/providers/microsoft365/microsoft365.ts';
import { BillingClient } from '../../src/providers/microsoft365/services/billing-client.ts';
import { remembered } from '../../src/providers/microsoft365/services/cached-directory.ts';
import { GraphDirectory } from '../../src/providers/microsoft365/services/graph-directory.ts';
import { LicensingClient } from '../../src/providers/microsoft365/services/licensing-client.ts';
import { ServiceClient } from '../../src/providers/microsoft365/services/service-client.ts';
import type { Tokens } from '../../src/providers/microsoft365/sign-in/tokens.ts';
import { instrumentedFetch } from '../operations/telemetry/instrumented-fetch.ts';
import type { Metrics } from '../operations/telemetry/metrics.ts';
import type { Settings } from '../settings.ts';

/** What stands behind the conversation: who there is, what they bought, and how it is changed. */
export interface Provider {
  readonly commerce: Commerce;
  /** The same for what happens while nobody is there who could sign in. */
  readonly unattended: Commerce;
  readonly directory: Directory & Organisations;
  /** Where card numbers go; none where card details are not typed here. */
  readonly cards: CardRegister;
  /** Writes an account's index rows anew. */
  readonly refresh: (owner: PersonId) => Promise<unknown>;
}

/** How Microsoft's services are reached. */
export interface Microsoft365Access {
  readonly tokens: Tokens;
  /** Where Graph and Azure Resource Manager are. */
  readonly graph: string;
  readonly resourceManager: string;
  /** The app that administrators are given a role of, and that role. */
  readonly appId: string;
  readonly administratorRole: string;
  readonly fetch: typeof fetch;
  readonly pause: (ms: number) => Promise<unknown>;
  readonly random: () => number;
}

/** The app's role that administrators are given, as its registration calls it. */
const ADMINISTRATOR = 'PurchaseDesk.Administrator';

/** How Microsoft's services are reached as it is set. */
export const accessTo = (
  { GRAPH_URL, RESOURCE_MANAGER_URL, SIGN_IN_APP_ID, MicrosoftAppId = '' }: Settings,
  tokens: Tokens,
): Microsoft365Access => ({
  tokens,
  graph: GRAPH_URL,
  resourceManager: RESOURCE_MANAGER_URL,
  appId: SIGN_IN_APP_ID ?? MicrosoftAppId,
  administratorRole: ADMINISTRATOR,
  fetch,
  pause,
  random: Math.random,
});

interface Setting {
  readonly metrics: Pick<Metrics, 'requests' | 'throttled'>;
  readonly documents: Documents;
  readonly clock: Clock;
  readonly rules: Rules;
  readonly terms: () => Terms;
  readonly seal: SignEntry;
  readonly onFault: (error: unknown) => void;
  /** What is not to be done here. */
  readonly elsewhere: Commerce['unsupported'];
}

/** Microsoft 365 itself: Graph for the app, Billing for whoever asks. */
export function microsoft365(access: Microsoft365Access, setting: Setting): Provider {
  const { tokens, pause, random, appId, administratorRole } = access;
  const fetch = instrumentedFetch(access.fetch, access.graph, setting.metrics);
  const { clock, rules, seal, documents, onFault, elsewhere } = setting;
  const service = (base: string, token: (renew: boolean) => Promise<string>) =>
    new ServiceClient({ base, token, fetch, pause, random, clock });
  const graph = (tenant: string) =>
    service(new URL('v1.0/', access.graph).href, (renew) => tokens.graph(tenant, renew));
  const directory = new GraphDirectory({ graph, appId, administratorRole, locale: 'en-GB', timeZone: 'UTC' });
  const callers = (owner: PersonId) => ({
    billing: new BillingClient(service(access.resourceManager, (renew) => tokens.resourceManager(owner, renew))),
    licensing: new LicensingClient({ graph: graph(owner.tenant), pause, clock }),
  });
  const terms = () => ({ ...setting.terms(), estimated: true as const });
  const parts = { documents, directory, terms, rules, seal, callers, clock, pause, onFault, elsewhere };
  const unattended = new Microsoft365({ ...parts, unattended: true });
  return {
    commerce: new Microsoft365(parts),
    unattended,
    directory: remembered(directory, clock),
    cards: noCards,
    refresh: (owner) => unattended.account(owner),
  };
}

/** Card details are typed on Microsoft's own pages: none come here. */
const noCards: CardRegister = {
  register: () => Promise.reject(new Error('Cards are added on Microsoft’s own pages.')),
  update: () => Promise.reject(new Error('Cards are changed on Microsoft’s own pages.')),
};
