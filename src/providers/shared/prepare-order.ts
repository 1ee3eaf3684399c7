import { isDeepStrictEqual } from 'node:util';
import { fetchKnownPeople } from '../../application/people/people-search.ts';
import type { Commerce, OrderCommand } from '../../application/ports/commerce.ts';
import type { Directory } from '../../application/ports/directory.ts';
import { type Account, cardName, methodFor, type Order, type PendingOrder } from '../../domain/account/account.ts';
import type { PaymentMethod } from '../../domain/account/payment-method.ts';
import type { PersonId } from '../../domain/common/person.ts';
import type { Refusal } from '../../domain/common/refusal.ts';
import { ok, type Result, refuse } from '../../domain/common/result.ts';
import type { Instant } from '../../domain/common/time.ts';
import {
  changedFields,
  type KnownPeople,
  type OrderPreview,
  type RuleContext,
  snapshotOf,
  withoutUnsupportedUndo,
} from '../../domain/subscription/order-preview.ts';
import type { OrderRequest } from '../../domain/subscription/order-request.ts';
import { previewOrder } from '../../domain/subscription/preview-order.ts';
import { orderNumber, subscriptionId } from './identifiers.ts';
import { undoneOrderNumber } from './undone-order.ts';

interface PrepareOrderContext extends Pick<RuleContext, 'terms' | 'rules' | 'now' | 'knownPeople' | 'invoice'> {
  readonly supported: Commerce['supported'];
  /** Whether the provider charges the card itself: an order that moves money then needs one. */
  readonly chargesCard: boolean;
}

interface OrderDetails {
  readonly account: Account;
  readonly number: string;
  readonly at: Instant;
  readonly method: PaymentMethod | undefined;
  /** The number of the order that this one undoes. */
  readonly undoes: string | undefined;
}

/** An order that may be carried out now, or the one that was carried out before with the same key. */
export type PreparedOrder =
  | { readonly isRepeated: true; readonly order: Order }
  | { readonly isRepeated: false; readonly preview: OrderPreview; readonly details: OrderDetails };

/**
 * Checks a command against the account as it is now. Refuses a key that was used for another request, a second order while
 * one is pending, what the rules or the provider do not allow, what has no effect, and what differs from the review.
 */
export function prepareOrder(
  account: Account,
  { key, request, shown }: OrderCommand,
  { supported, chargesCard, ...ruleContext }: PrepareOrderContext,
): Result<PreparedOrder> {
  const previousOrder = account.orders.find((order) => order.key === key);
  if (previousOrder) {
    if (!isDeepStrictEqual(previousOrder.request, request)) return refuse({ kind: 'other-content' });
    return ok({ isRepeated: true, order: previousOrder });
  }
  if (account.intent) return refuse(pendingRefusal(account.intent));

  const { now } = ruleContext;
  const number = orderNumber(key, now);
  const result = previewOrder(account, request, { ...ruleContext, order: number, id: subscriptionId(key) });
  if (!result.ok) return result;
  const preview = withoutUnsupportedUndo(result.value, supported);
  if (!supported.has(preview.act)) return refuse({ kind: 'elsewhere', what: preview.act });
  if (hasNoEffect(preview)) return refuse({ kind: 'nobody' });
  const method = methodFor(account, preview.next);
  if (chargesCard && preview.today.gross !== 0 && !method) {
    return refuse({ kind: 'no-card', product: preview.next.product });
  }
  if (changedFields(shown, snapshotOf(preview)).length > 0) return refuse({ kind: 'changed', plan: preview });
  const undoes = undoneOrderNumber(request, account, now);
  return ok({ isRepeated: false, preview, details: { account, number, at: now, method, undoes } });
}

/** The directory's entries of the people that a request assigns licences to; empty for every other request. */
export const fetchAssignees = async (
  directory: Pick<Directory, 'person'>,
  { tenant }: PersonId,
  request: OrderRequest,
): Promise<KnownPeople> => (request.act === 'assign' ? fetchKnownPeople(directory, tenant, request.people) : new Map());

/** Refuses because another order of the account has no outcome yet. */
export const pendingRefusal = ({ order }: Pick<PendingOrder, 'order'>): Refusal => ({
  kind: 'under-way',
  order: order.number,
  product: order.product,
});

/** Whether an assignment gives or takes no licence at all. */
const hasNoEffect = ({ act, people }: OrderPreview): boolean =>
  (act === 'assign' || act === 'unassign') && !people.some(({ result }) => result === 'done');

/** The order that a preview becomes once it is carried out. */
export function createOrder(
  preview: OrderPreview,
  { key, request }: OrderCommand,
  { account, number, at, method, undoes, invoice }: OrderDetails & { readonly invoice?: string | undefined },
): Order {
  const { act, from, now, later, renewal, today, undoUntil, next, people } = preview;
  return {
    number,
    key,
    at,
    by: account.owner.person,
    request,
    subscription: next.id,
    product: next.product,
    act,
    from,
    now,
    today,
    currency: account.currency,
    paidWith: method ? cardName(method) : '',
    ...(later !== undefined && { later }),
    ...(renewal && { renewal: renewal.at }),
    ...(invoice && { invoice }),
    ...(undoUntil !== undefined && { undoUntil }),
    ...(people.length > 0 && { people }),
    ...(undoes !== undefined && { undoes }),
  };
}
