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

/** How a purchase stands, for whoever looks at all of them. */
export const purchaseStates = ['active', 'ends', 'trial', 'past-due', 'cancelled', 'expired', 'disabled'] as const;
export type PurchaseState = (typeof purchaseStates)[number];

/** One purchase as the administrator finds it (RULES S12): a row for every subscription that is not deleted. */
export interface PurchaseRow extends IndexRow {
  readonly kind: 'purchase';
  readonly tenant: string;
  /** Who bought it, by object id, name, and the name as it is sorted. */
  readonly person: string;
  readonly purchaser: string;
  readonly purchaserSorted: string;
  /** 1 when they have left the organisation (RULES #20). */
  readonly left: number;
  readonly subscription: string;
  readonly product: string;
  readonly productName: string;
  readonly productSorted: string;
  readonly plan: BillingPlan | 'trial';
  readonly licences: number;
  readonly assigned: number;
  readonly since: Instant;
  /** When its term ends, or once it has ended, when access to it does. */
  readonly ends: Instant;
  readonly renews: number;
  /** Minor units a licence a billing period. */
  readonly price: number;
  /** Minor units a month for all its licences; 0 unless it is active. */
  readonly monthly: number;
  readonly state: PurchaseState;
  /** Empty unless it was cancelled. */
  readonly reason: CancellationReason | '';
  /** Everything it is looked for by, folded, one space between words. */
  readonly search: string;
}

/** What the directory says of a purchaser, and what there is to know of products. */
interface RowContext {
  readonly purchaser: Pick<Person, 'name' | 'mail' | 'kind'>;
  readonly terms: Terms;
  readonly rules: Rules;
}

/** The rows of an account: what was bought and is not deleted. */
export const purchaseRows = ({ owner, subscriptions }: Account, context: RowContext): readonly PurchaseRow[] =>
  subscriptions
    .filter(({ state }) => state.kind !== 'deleted')
    .map((one) => rowOf(owner, one, context))
    .map((row) => (context.purchaser.kind === 'left' ? withDepartedPurchaser(row) : row));

/** A purchase whose purchaser left: it runs to its end and does not renew, whatever they had chosen (RULES #20). */
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
