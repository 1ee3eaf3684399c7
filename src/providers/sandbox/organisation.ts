import { z } from 'zod';
import type { Directory, Organisations } from '../../application/ports/ports.ts';
import { normaliseText } from '../../application/subscriptions/match-product.ts';
import type { Product, Terms } from '../../domain/catalogue/product.ts';
import type { Person } from '../../domain/common/person.ts';
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
      families: z.array(z.string()),
      endOfSale: z.iso.datetime().transform(Date.parse).optional(),
    }),
  ),
});

const person = z.object({
  id: z.guid(),
  name: z.string(),
  mail: z.email(),
  kind: z.enum(['member', 'guest', 'left']),
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
      unusedDays: days.optional(),
      assigned: z.array(z.object({ count: z.number().int().positive(), daysAgo: days })),
    }),
  ),
});

const organisation = z.object({
  tenant: z.object({
    id: z.guid(),
    name: z.string(),
    country: z.string().length(2),
    segment: z.enum(['commercial', 'education', 'government']),
    /** By product id. */
    policy: z.record(z.string(), z.enum(['Enabled', 'OnlyTrialsWithoutPaymentMethod', 'Disabled'])).default({}),
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
      country: tenant.country,
      segment: tenant.segment,
      policy: new Map(Object.entries(tenant.policy)),
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
    ...directoryOf(tenant.id, people),
  };
}

function directoryOf(tenant: string, people: readonly Person[]): Directory {
  const byId = new Map(people.map((one) => [one.id, one]));
  const words = (text: string) => normaliseText(text).split(' ');
  return {
    person: async (of, id) => (of === tenant ? byId.get(id) : undefined),
    async search(of, text, limit) {
      const wanted = words(text);
      const matches = ({ name, mail }: Person) => {
        const all = [...words(name), ...words(mail)];
        return wanted.every((word) => all.some((one) => one.startsWith(word)));
      };
      const here = people.filter(({ kind }) => kind !== 'left');
      const found = of === tenant && normaliseText(text) !== '' ? here.filter(matches) : [];
      return found.sort((a, b) => Number(a.kind === 'guest') - Number(b.kind === 'guest')).slice(0, limit);
    },
    async team(of, id) {
      const manager = of === tenant ? byId.get(id)?.manager : undefined;
      return manager ? people.filter((one) => one.manager === manager && one.id !== id) : [];
    },
    reports: async (of, id) => (of === tenant ? people.filter(({ manager }) => manager === id) : []),
    administrators: async (of) => (of === tenant ? people.filter(({ roles }) => roles.includes('administrator')) : []),
  };
}
