import { z } from 'zod';
import type { Directory, Organisations } from '../../application/ports/directory.ts';
import { normaliseText } from '../../application/subscriptions/match-product.ts';
import type { Product, Terms } from '../../domain/catalogue/product.ts';
import type { Person } from '../../domain/common/person.ts';
import catalogueJson from './catalogue.json' with { type: 'json' };
import organisationJson from './organisation.json' with { type: 'json' };

const planSchema = z.enum(['monthly', 'annual', 'annual-monthly']);
const daysSchema = z.number().nonnegative();

const catalogueSchema = z.object({
  products: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      aliases: z.array(z.string()),
      prices: z.partialRecord(planSchema, z.number().int().nonnegative()),
      trial: z.enum(['none', 'with-card', 'without-card']),
      families: z.array(z.string()),
      endOfSale: z.iso.datetime().transform(Date.parse).optional(),
    }),
  ),
});

const personSchema = z.object({
  id: z.guid(),
  name: z.string(),
  mail: z.email(),
  kind: z.enum(['member', 'guest', 'left']),
  roles: z.array(z.literal('administrator')),
  locale: z.string(),
  timeZone: z.string(),
  manager: z.guid().optional(),
});

/** A purchaser's history, in days before the sandbox's first day. */
const seedAccountSchema = z.object({
  person: z.guid(),
  methods: z.array(
    z.object({
      id: z.string(),
      brand: z.string(),
      lastFour: z.string().length(4),
      expires: z.object({ monthsFromNow: z.number().int() }),
      holder: z.string(),
      gateway: z.enum(['ok', 'declines']),
      declinesSinceDaysAgo: daysSchema.optional(),
    }),
  ),
  profiles: z.array(z.object({ id: z.string(), name: z.string(), method: z.string() })),
  subscriptions: z.array(
    z.object({
      product: z.string(),
      plan: z.union([planSchema, z.literal('trial')]),
      card: z.boolean(),
      quantity: z.number().int().positive(),
      daysAgo: daysSchema,
      changes: z.array(
        z.object({ daysAgo: daysSchema, total: z.number().int().positive(), atRenewal: z.boolean().optional() }),
      ),
      scheduled: z.object({ daysAgo: daysSchema, total: z.number().int().positive() }).optional(),
      recurringOffDaysAgo: daysSchema.optional(),
      creditCheckDays: daysSchema.optional(),
      unusedDays: daysSchema.optional(),
      assigned: z.array(z.object({ count: z.number().int().positive(), daysAgo: daysSchema })),
    }),
  ),
});

const organisationSchema = z.object({
  tenant: z.object({
    id: z.guid(),
    name: z.string(),
    country: z.string().length(2),
    segment: z.enum(['commercial', 'education', 'government']),
    /** Self-service purchase policy, by product id. */
    policy: z.record(z.string(), z.enum(['Enabled', 'OnlyTrialsWithoutPaymentMethod', 'Disabled'])).default({}),
    currency: z.string().length(3),
    taxRates: z.object({ standard: z.number().int() }),
  }),
  people: z.array(personSchema),
  personas: z.array(z.object({ role: z.string(), person: z.guid() })),
  accounts: z.array(seedAccountSchema),
});

export type SeedAccount = z.infer<typeof seedAccountSchema>;

/** The sandbox's organisation: its people, the products it can buy, and the purchase history of some people. */
export interface Organisation extends Directory, Organisations {
  readonly tenant: string;
  readonly terms: Terms;
  readonly people: readonly Person[];
  /** The test personas, each with a short name for what it shows. */
  readonly personas: readonly { readonly role: string; readonly person: Person }[];
  readonly seedAccounts: readonly SeedAccount[];
}

/** Reads the organisation and the catalogue from their JSON files. */
export function sandboxOrganisation(): Organisation {
  const { tenant, people, personas, accounts } = organisationSchema.parse(organisationJson);
  const { products } = catalogueSchema.parse(catalogueJson);
  const byId = new Map<string, Person>(people.map((person) => [person.id, person]));
  return {
    tenant: tenant.id,
    terms: {
      currency: tenant.currency,
      country: tenant.country,
      segment: tenant.segment,
      policy: new Map(Object.entries(tenant.policy)),
      taxRate: tenant.taxRates.standard,
      products: new Map<string, Product>(products.map((product) => [product.id, product])),
    },
    people,
    personas: personas.flatMap(({ role, person: id }) => {
      const person = byId.get(id);
      return person ? [{ role, person }] : [];
    }),
    seedAccounts: accounts,
    organisationName: async (id) => (id === tenant.id ? tenant.name : ''),
    ...directoryFor(tenant.id, people),
  };
}

function directoryFor(tenant: string, people: readonly Person[]): Directory {
  const byId = new Map(people.map((person) => [person.id, person]));
  const wordsIn = (text: string) => normaliseText(text).split(' ');
  return {
    person: async (tenantId, id) => (tenantId === tenant ? byId.get(id) : undefined),
    async search(tenantId, text, limit) {
      const queryWords = wordsIn(text);
      const matches = ({ name, mail }: Person) => {
        const personWords = [...wordsIn(name), ...wordsIn(mail)];
        return queryWords.every((word) => personWords.some((personWord) => personWord.startsWith(word)));
      };
      const present = people.filter(({ kind }) => kind !== 'left');
      const matchingPeople = tenantId === tenant && normaliseText(text) !== '' ? present.filter(matches) : [];
      return matchingPeople.sort((a, b) => Number(a.kind === 'guest') - Number(b.kind === 'guest')).slice(0, limit);
    },
    async team(tenantId, id) {
      const manager = tenantId === tenant ? byId.get(id)?.manager : undefined;
      return manager ? people.filter((one) => one.manager === manager && one.id !== id) : [];
    },
    reports: async (tenantId, id) => (tenantId === tenant ? people.filter(({ manager }) => manager === id) : []),
    administrators: async (tenantId) =>
      tenantId === tenant ? people.filter(({ roles }) => roles.includes('administrator')) : [],
  };
}
