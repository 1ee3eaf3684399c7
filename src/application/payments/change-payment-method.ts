import type { PaymentAct, PaymentRequest, PaymentSnapshot } from '../../domain/account/payment-method.ts';
import { previewPaymentChange } from '../../domain/account/preview-payment-change.ts';
import { type Actor, forbidden, isAllowed } from '../../domain/common/actor.ts';
import type { PersonId } from '../../domain/common/person.ts';
import { ok, type Result, refuse } from '../../domain/common/result.ts';
import type { PaymentCommand } from '../ports/commerce.ts';
import { productName } from '../subscriptions/overview.ts';
import { readOnlyIfAdministrator } from '../subscriptions/ownership.ts';
import { loadOwnAccount, type PaymentServiceDeps, productNames } from './payment-context.ts';
import type { PaymentReceipt } from './payment-receipt.ts';

/** What a change of payment methods would do, before the user confirms it. */
export interface PaymentReview {
  readonly request: PaymentRequest;
  readonly snapshot: PaymentSnapshot;
  /** Names of the products in the snapshot's `pays`. */
  readonly paysFor: readonly string[];
  /** Names of the products whose failed payment is retried. */
  readonly retries: readonly string[];
}

/** Returns exactly what a request would do. Nothing is changed. */
export async function reviewPaymentChange(
  deps: PaymentServiceDeps,
  actor: Actor,
  request: PaymentRequest,
): Promise<Result<PaymentReview>> {
  const own = await loadOwnAccount(deps, actor, 'purchase.change');
  if (!own.ok) return own;
  const { account, terms } = own.value;
  const { clock, rules, commerce } = deps;
  const preview = previewPaymentChange(account, request, { now: clock(), rules, country: terms.country });
  if (!preview.ok) return refuse(readOnlyIfAdministrator(actor, preview.refusal));
  const action = `card-${request.act}` as const;
  if (!commerce.supported.has(action)) return refuse({ kind: 'elsewhere', what: action });
  const { snapshot } = preview.value;
  return ok({
    request,
    snapshot,
    paysFor: productNames(own.value, snapshot.pays),
    retries: productNames(own.value, snapshot.mends),
  });
}

/** Executes what a review showed, once for its key. */
export async function confirmPaymentChange(
  deps: PaymentServiceDeps,
  actor: Actor,
  command: PaymentCommand,
): Promise<Result<PaymentReceipt>> {
  if (!isAllowed(actor, 'purchase.change')) return forbidden(actor);
  const result = await deps.commerce.changePaymentMethods(actor, command);
  return result.ok
    ? ok(await buildPaymentReceipt(deps, actor, result.value))
    : refuse(readOnlyIfAdministrator(actor, result.refusal));
}

/** Returns the receipt of the command with a key; nothing if it was not executed. */
export async function paymentReceiptForKey(
  deps: PaymentServiceDeps,
  actor: Actor,
  key: string,
): Promise<PaymentReceipt | undefined> {
  if (!isAllowed(actor, 'purchase.read')) return undefined;
  const { acts = [] } = await deps.commerce.account(actor);
  const act = acts.find((one) => one.key === key);
  return act && buildPaymentReceipt(deps, actor, act);
}

async function buildPaymentReceipt(
  { commerce }: PaymentServiceDeps,
  owner: PersonId,
  { act, facts: snapshot }: PaymentAct,
): Promise<PaymentReceipt> {
  const [account, terms] = await Promise.all([commerce.account(owner), commerce.terms(owner.tenant)]);
  const subscriptions = account.subscriptions.filter(({ id }) => snapshot.mends.includes(id));
  return {
    act,
    snapshot,
    paysFor: productNames({ account, terms }, snapshot.pays),
    retried: subscriptions.map(({ product, pastDue }) => ({
      product: productName(terms, product),
      result: !pastDue ? 'paid' : pastDue.again === undefined ? 'declined' : 'open',
    })),
  };
}
