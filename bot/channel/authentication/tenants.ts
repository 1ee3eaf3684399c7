import { z } from 'zod';
import type { Settings } from '../../settings.ts';

const places = z.object({
  conversation: z.object({ tenantId: z.unknown().optional() }).optional().catch(undefined),
  channelData: z
    .object({ tenant: z.object({ id: z.unknown().optional() }).optional().catch(undefined) })
    .optional()
    .catch(undefined),
});

/** Whether an activity is of these tenants, wherever it names one, and names one at all. */
export function isOfTenants(activity: unknown, tenants: readonly string[]): boolean {
  const { data } = places.safeParse(activity);
  const named = [data?.conversation?.tenantId, data?.channelData?.tenant?.id].filter((id) => id != null);
  return named.length > 0 && named.every((id) => typeof id === 'string' && tenants.includes(id.toLowerCase()));
}

/** The only tenants whose people are let in; any where it is not set. An app of one tenant is for that one. */
export function tenantsIn(settings: Settings): readonly string[] | undefined {
  const { ALLOWED_TENANTS, MicrosoftAppType, MicrosoftAppTenantId: own } = settings;
  return ALLOWED_TENANTS ?? (MicrosoftAppType === 'MultiTenant' || own === undefined ? undefined : [own.toLowerCase()]);
}
