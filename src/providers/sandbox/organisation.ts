import { z } from 'zod';
import type { Directory, Organisations } from '../../application/ports.ts';
import type { Person } from '../../domain/person.ts';
import type { Product, Terms } from '../../domain/product.ts';
import catalogueJson from './catalogue.json' with { type: 'json' };
import organisationJson from './organisation.json' with { type: 'json' };

const plan = z.enum(['monthly', 'annual', 'annual-monthly']);
const days = z.number().nonnegative();

const catalogue = z.object({
  products: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      aliases: z.array(z.string()),
      prices: z.partialRecord(plan, z.number().int().nonnegative()),
      trial: z.enum(['none', 'with-card', 'without-card']),
      endOfSale: z.iso.datetime().transform(Date.parse).optional(),
    }),
  ),
});

const person = z.object({
  id: z.guid(),
  name: z.string(),
  mail: z.email(),
  kind: z.enum(['member', 'guest']),
  roles: z.array(z.literal('administrator')),
  locale: z.string(),
  timeZone: z.string(),
  manager: z.guid().optional(),
});

/** What somebody bought, told in days before the sandbox's first day. */
const pastAccount = z.object({
  person: z.guid(),
  methods: z.array(
    z.object({
      id: z.string(),
      brand: z.string(),
      lastFour: z.string().length(4),
      expires: z.object({ monthsFromNow: z.number().int() }),
      holder: z.string(),
      gateway: z.enum(['ok', 'declines']),
      declinesSinceDaysAgo: days.optional(),
    }),
  ),
  profiles: z.array(z.object({ id: z.string(), name: z.string(), method: z.string() })),
  subscriptions: z.array(
    z.object({
      product: z.string(),
      plan: z.union([plan, z.literal('trial')]),
      card: z.boolean(),
      quantity: z.number().int().positive(),
      daysAgo: days,
      changes: z.array(
        z.object({ daysAgo: days, total: z.number().int().positive(), atRenewal: z.boolean().optional() }),
      ),
      scheduled: z.object({ daysAgo: days, total: z.number().int().positive() }).optional(),
      recurringOffDaysAgo: days.optional(),
      creditCheckDays: days.optional(),
      assigned: z.array(z.object({ count: z.number().int().positive(), daysAgo: days })),
    }),
  ),
});

const organisation = z.object({
  tenant: z.object({
    id: z.guid(),
    name: z.string(),
    currency: z.string().length(3),
    taxRates: z.object({ standard: z.number().int() }),
  }),
  people: z.array(person),
  personas: z.array(z.object({ role: z.string(), person: z.guid() })),
  accounts: z.array(pastAccount),
});

export type PastAccount = z.infer<typeof pastAccount>;

/** The organisation the sandbox is about: its people, what it can buy, and what some of them bought. */
export interface Organisation extends Directory, Organisations {
  readonly tenant: string;
  readonly terms: Terms;
  readonly people: readonly Person[];
  /** People worth being, each with a short word for why. */
  readonly personas: readonly { readonly role: string; readonly person: Person }[];
  readonly past: readonly PastAccount[];
}

/** Reads the organisation's file and the catalogue. */
export function sandboxOrganisation(): Organisation {
  const { tenant, people, personas, accounts } = organisation.parse(organisationJson);
  const { products } = catalogue.parse(catalogueJson);
  const byId = new Map<string, Person>(people.map((one) => [one.id, one]));
  return {
    tenant: tenant.id,
    terms: {
      currency: tenant.currency,
      taxRate: tenant.taxRates.standard,
      products: new Map<string, Product>(products.map((product) => [product.id, product])),
    },
    people,
    personas: personas.flatMap(({ role, person: id }) => {
      const found = byId.get(id);
      return found ? [{ role, person: found }] : [];
    }),
    past: accounts,
    organisationName: async (id) => (id === tenant.id ? tenant.name : ''),
    person: async (tenantId, id) => (tenantId === tenant.id ? byId.get(id) : undefined),
  };
}
