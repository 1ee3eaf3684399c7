import { firstPeriods } from './billing.ts';
import { chargeLine, chargeOf } from './charging.ts';
import type { InvoiceLine } from './invoice.ts';
import { listPrice, type Plan, type Terms } from './product.ts';
import type { Rules } from './rules.ts';
import type { Subscription } from './subscription.ts';
import { DAY, type Instant } from './time.ts';

export interface Purchase {
  readonly id: string;
  readonly product: string;
  readonly plan: Plan | 'trial';
  readonly quantity: number;
  /** For a trial: whether a card stands ready for what follows (RULES #4). */
  readonly card: boolean;
  readonly profile?: string;
  readonly creditCheckUntil?: Instant;
}

/** A subscription as it starts, and what is charged for its first billing period (RULES #4, S1). */
export function started(
  purchase: Purchase,
  { terms, rules, at, invoice }: { terms: Terms; rules: Rules; at: Instant; invoice: string },
): { readonly subscription: Subscription; readonly lines: readonly InvoiceLine[] } {
  const { id, product, plan, quantity, card, profile, creditCheckUntil } = purchase;
  const trial = { start: at, end: at + rules.trialDays * DAY };
  const price = plan === 'trial' ? 0 : listPrice(terms, product, plan);
  if (price === undefined) throw new Error(`${product} is not sold as ${plan}.`);
  const base = {
    id,
    product,
    plan,
    card,
    state: { kind: 'active' },
    anchor: at,
    ...(plan === 'trial' ? { term: trial, billed: trial } : firstPeriods(plan, at)),
    price,
    assignments: [],
    renews: plan !== 'trial' || card,
    version: 1,
    ...(profile && { profile }),
    ...(creditCheckUntil !== undefined && { creditCheckUntil }),
  } as const;
  const lot = { quantity, at, why: 'bought' as const };
  if (plan === 'trial') return { subscription: { ...base, lots: [lot] }, lines: [] };
  const { billed } = base;
  const line = chargeLine('purchase', base, { quantity, from: at, billed, taxRate: terms.taxRate });
  return { subscription: { ...base, lots: [{ ...lot, charge: chargeOf(line, invoice) }] }, lines: [line] };
}
