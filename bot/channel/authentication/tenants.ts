import { z } from 'zod';
import type { Settings } from '../../settings.ts';

const tenantFields = z.object({
  conversation: z.object({ tenantId: z.unknown().optional() }).optional().catch(undefined),
  channelData: z
    .object({ tenant: z.object({ id: z.unknown().optional() }).optional().catch(undefined) })
    .optional()
    .catch(undefined),
});

/** Whether an activity names a tenant, and only tenants of the list. */
export function belongsToTenants(activity: unknown, tenants: readonly string[]): boolean {
  const { data } = tenantFields.safeParse(activity);
  const tenantIds = [data?.conversation?.tenantId, data?.channelData?.tenant?.id].filter((id) => id != null);
  return tenantIds.length > 0 && tenantIds.every((id) => typeof id === 'string' && tenants.includes(id.toLowerCase()));
}

/** The tenants whose users are served; `undefined` for all. A single-tenant app serves its own, unless set otherwise. */
export function allowedTenants(settings: Settings): readonly string[] | undefined {
  const { ALLOWED_TENANTS, MicrosoftAppType, MicrosoftAppTenantId: own } = settings;
  return ALLOWED_TENANTS ?? (MicrosoftAppType === 'MultiTenant' || own === undefined ? undefined : [own.toLowerCase()]);
}
