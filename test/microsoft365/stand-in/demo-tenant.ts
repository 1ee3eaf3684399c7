import type { BillingPlan } from '../../../src/domain/catalogue/product.ts';
import { anniversary, DAY, type Instant } from '../../../src/domain/common/time.ts';
import { serviceDurations } from '../../../src/providers/microsoft365/map-subscription.ts';
import type { Organisation, SeedAccount } from '../../../src/providers/sandbox/organisation.ts';
import { Tenant365 } from './tenant.ts';
import { skuOf } from './tenant-state.ts';

interface DemoOptions {
  readonly organisation: Organisation;
  readonly clock: () => Instant;
  /** The port of Graph; Resource Manager gets the next one. 0 for any free ports. */
  readonly port?: number;
}

/** Opens the stand-in with the people of an organisation and their purchases, at today's list prices. */
export async function openTenant365({ organisation, clock, port = 0 }: DemoOptions): Promise<Tenant365> {
  const { tenant, people, terms, seedAccounts } = organisation;
  const plans: readonly BillingPlan[] = ['monthly', 'annual', 'annual-monthly'];
  const price = (product: string, term: string, billing: string) => {
    const plan = plans.find((one) => serviceDurations(one).term === term && serviceDurations(one).billing === billing);
    return (plan && terms.products.get(product)?.prices[plan]) ?? 0;
  };
  const demo = new Tenant365({ tenant, people, clock, price });
  for (const account of seedAccounts) addPurchases(demo, account);
  await demo.open(port);
  return demo;
}

/** The services' names of card brands. */
const cardTypes: Readonly<Record<string, string>> = { Visa: 'visa', Mastercard: 'mc', 'American Express': 'amex' };

function addPurchases(tenant: Tenant365, { person, methods, profiles, subscriptions }: SeedAccount): void {
  // The last card is attached to the billing profile.
  const pays = ({ id }: SeedAccount['methods'][number]) => Number(profiles[0]?.method === id);
  for (const { brand, lastFour, expires } of [...methods].sort((a, b) => pays(a) - pays(b))) {
    const at = new Date(anniversary(tenant.clock(), expires.monthsFromNow));
    const expiration = `${at.getUTCMonth() + 1}/${at.getUTCFullYear()}`;
    tenant.addCard(person, { type: cardTypes[brand] ?? brand, lastFourDigits: lastFour, expiration });
  }
  for (const subscription of subscriptions) addSubscription(tenant, person, subscription);
}

function addSubscription(tenant: Tenant365, owner: string, seed: SeedAccount['subscriptions'][number]): void {
  const { product, plan, changes, daysAgo, recurringOffDaysAgo, assigned } = seed;
  const trial = plan === 'trial';
  const { term, billing } = serviceDurations(trial ? 'monthly' : plan);
  const months = term === 'P1Y' ? 12 : 1;
  const first = tenant.clock() - daysAgo * DAY;
  let terms = 0;
  while (anniversary(first, (terms + 1) * months) <= tenant.clock()) terms++;
  const start = anniversary(first, terms * months);
  const quantity = changes.at(-1)?.total ?? seed.quantity;
  tenant.buy(owner, {
    ...{ product, quantity, term, billing, trial, start },
    end: anniversary(first, (terms + 1) * months),
    allowedUntil: start + 7 * DAY,
    autoRenew: recurringOffDaysAgo === undefined && !trial ? 'On' : 'Off',
  });
  const count = assigned.reduce((sum, { count: some }) => sum + some, 0);
  const holders = tenant.licences.get(skuOf(product)) ?? new Set();
  const free = tenant.people.filter(({ id, kind }) => kind === 'member' && !holders.has(id)).slice(0, count);
  tenant.assign(product, ...free.map(({ id }) => id));
}
