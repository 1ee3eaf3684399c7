import { z } from 'zod';
import type { Settings } from '../../settings.ts';

const tenantFields = z.object({
  conversation: z.object({ tenantId: z.unknown().optional() }).optional().catch(undefined),
  channelData: z
    .object({ tenant: z.object({ id: z.unknown().optional() }).optional().catch(undefined) })
    .optional()
    .catch(undefined),
});

/** Whether an activity is of these tenants, wherever it names one, and names one at all. */
export function belongsToTenants(activity: unknown, tenants: readonly string[]): boolean {
  const { data } = tenantFields.safeParse(activity);
  const tenantIds = [data?.conversation?.tenantId, data?.channelData?.tenant?.id].filter((id) => id != null);
  return tenantIds.length > 0 && tenantIds.every((id) => typeof id === 'string' && tenants.includes(id.toLowerCase()));
}

/** The only tenants whose people are let in; any where it is not set. An app of one tenant is for that one. */
export function allowedTenants(settings: Settings): readonly string[] | undefined {
  const { ALLOWED_TENANTS, MicrosoftAppType, MicrosoftAppTenantId: own } = settings;
  return ALLOWED_TENANTS ?? (MicrosoftAppType === 'MultiTenant' || own === undefined ? undefined : [own.toLowerCase()]);
}
