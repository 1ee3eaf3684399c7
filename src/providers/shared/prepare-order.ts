import type { OrderCommand } from '../../application/ports/commerce.ts';
import { type Account, cardName, type Order } from '../../domain/account/account.ts';
import type { PaymentMethod } from '../../domain/account/payment-method.ts';
import { acts } from '../../domain/subscription/acts.ts';
import type { OrderPreview } from '../../domain/subscription/order-preview.ts';

/** Whether nobody it is about gets a licence by it, or loses one. */
export const hasNoEffect = ({ act, people }: OrderPreview): boolean =>
  acts[act].subject === 'people' && !people.some(({ result }) => result === 'done');

/** The order that a plan becomes once it is carried out. */
export function createOrder(
  preview: OrderPreview,
  { key, request }: OrderCommand,
  details: {
    account: Account;
    number: string;
    at: number;
    invoice: string | undefined;
    method: PaymentMethod | undefined;
    undoes: string | undefined;
  },
): Order {
  const { act, from, now, later, renewal, today, undoUntil, next, people } = preview;
  const { account, number, at, invoice, method, undoes } = details;
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
