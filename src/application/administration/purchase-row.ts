import type { Account } from '../../domain/account/account.ts';
import { type BillingPlan, planMonths, type Terms } from '../../domain/catalogue/product.ts';
import { share } from '../../domain/common/money.ts';
import type { Person, PersonId } from '../../domain/common/person.ts';
import type { Rules } from '../../domain/common/rules.ts';
import { DAY, type Instant } from '../../domain/common/time.ts';
import type { CancellationReason } from '../../domain/subscription/order-request.ts';
import { licencesOf, type Subscription } from '../../domain/subscription/subscription.ts';
import type { IndexRow } from '../ports/documents.ts';
import { normaliseText } from '../subscriptions/match-product.ts';

/** The states of a purchase in the administrator's overview. */
export const purchaseStates = ['active', 'ends', 'trial', 'past-due', 'cancelled', 'expired', 'disabled'] as const;
export type PurchaseState = (typeof purchaseStates)[number];

/** The index row of a purchase (RULES S12): one for every subscription that is not deleted. */
export interface PurchaseRow extends IndexRow {
  readonly kind: 'purchase';
  readonly tenant: string;
  /** The purchaser: object id, name, and the name to sort by. */
  readonly person: string;
  readonly purchaser: string;
  readonly purchaserSorted: string;
  /** 1 if the purchaser left the organisation (RULES #20). */
  readonly left: number;
  readonly subscription: string;
  readonly product: string;
  readonly productName: string;
  readonly productSorted: string;
  readonly plan: BillingPlan | 'trial';
  readonly licences: number;
  readonly assigned: number;
  readonly since: Instant;
  /** When its term ends; once it has ended, when access ends. */
  readonly ends: Instant;
  readonly renews: number;
  /** Minor units a licence a billing period. */
  readonly price: number;
  /** Minor units a month for all its licences; 0 unless active. */
  readonly monthly: number;
  readonly state: PurchaseState;
  /** Empty unless cancelled. */
  readonly reason: CancellationReason | '';
  /** All searchable text, normalised, with single spaces between words. */
  readonly search: string;
}

/** The data from outside the account that its rows need. */
interface RowContext {
  readonly purchaser: Pick<Person, 'name' | 'mail' | 'kind'>;
  readonly terms: Terms;
  readonly rules: Rules;
}

/** Returns the index rows of an account's subscriptions that are not deleted. */
export const purchaseRows = ({ owner, subscriptions }: Account, context: RowContext): readonly PurchaseRow[] =>
  subscriptions
    .filter(({ state }) => state.kind !== 'deleted')
    .map((one) => rowOf(owner, one, context))
    .map((row) => (context.purchaser.kind === 'left' ? withDepartedPurchaser(row) : row));

/** Marks a purchase as one whose purchaser left: it ends with its term, regardless of recurring billing (RULES #20). */
export const withDepartedPurchaser = (row: PurchaseRow): PurchaseRow => ({
  ...row,
  left: 1,
  renews: 0,
  state: row.state === 'active' ? 'ends' : row.state,
});

function rowOf(
  { tenant, person }: PersonId,
  subscription: Subscription,
  { purchaser, terms, rules }: RowContext,
): PurchaseRow {
  const { id, product, plan, anchor, price, renews, assignments, reason = '' } = subscription;
  const { name: productName = product, aliases = [] } = terms.products.get(product) ?? {};
  const licences = licencesOf(subscription);
  const months = plan === 'trial' ? 1 : planMonths[plan].billing;
  return {
    kind: 'purchase',
    tenant,
    person,
    purchaser: purchaser.name,
    purchaserSorted: normaliseText(purchaser.name),
    left: 0,
    subscription: id,
    product,
    productName,
    productSorted: normaliseText(productName),
    plan,
    licences,
    assigned: assignments.length,
    since: anchor,
    ends: endOf(subscription, rules),
    renews: renews && subscription.state.kind === 'active' ? 1 : 0,
    price,
    monthly: subscription.state.kind === 'active' ? share(price * licences, 1, months) : 0,
    state: stateOf(subscription),
    reason,
    search: normaliseText([purchaser.name, purchaser.mail, productName, ...aliases, id].join(' ')),
  };
}

function endOf({ state, term }: Subscription, { expiredDays }: Rules): Instant {
  switch (state.kind) {
    case 'active':
      return term.end;
    case 'expired':
      return state.since + expiredDays * DAY;
    case 'disabled':
    case 'deleted':
      return state.since;
  }
}

function stateOf({ state, cancelled, pastDue, plan, renews }: Subscription): PurchaseState {
  if (state.kind === 'expired') return 'expired';
  if (state.kind !== 'active') return cancelled ? 'cancelled' : 'disabled';
  if (pastDue) return 'past-due';
  if (plan === 'trial') return 'trial';
  return renews ? 'active' : 'ends';
}
