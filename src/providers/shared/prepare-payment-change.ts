import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { Commerce, PaymentCommand } from '../../application/ports/commerce.ts';
import type { Account } from '../../domain/account/account.ts';
import type { PaymentAct } from '../../domain/account/payment-method.ts';
import { previewPaymentChange } from '../../domain/account/preview-payment-change.ts';
import type { Terms } from '../../domain/catalogue/product.ts';
import { ok, type Result, refuse } from '../../domain/common/result.ts';
import type { Rules } from '../../domain/common/rules.ts';
import { DAY, type Instant } from '../../domain/common/time.ts';
import { pendingRefusal } from './prepare-order.ts';

/** How long the account keeps an act, so that its key is recognised. */
const ACT_RETENTION = 30 * DAY;
const MAX_ACTS = 1_000;

interface PreparePaymentContext {
  readonly now: Instant;
  readonly rules: Rules;
  readonly terms: Terms;
  readonly supported: Commerce['supported'];
}

/** A change of payment methods that may be made now, or the one that was made before with the same key. */
type PreparedPaymentChange =
  | { readonly isRepeated: true; readonly act: PaymentAct }
  | { readonly isRepeated: false; readonly act: PaymentAct; readonly next: Account };

/**
 * Checks a command against the account as it is now. Refuses a key that was used for another request, a change while an order
 * is pending, what the provider does not support, what the rules do not allow, and what differs from the review.
 */
export function preparePaymentChange(
  account: Account,
  { key, request, shown }: PaymentCommand,
  { now, rules, terms, supported }: PreparePaymentContext,
): Result<PreparedPaymentChange> {
  const previousAct = account.acts?.find((act) => act.key === key);
  const requestHash = createHash('sha256').update(JSON.stringify(request)).digest('base64url');
  if (previousAct) {
    if (previousAct.asked !== requestHash) return refuse({ kind: 'other-content' });
    return ok({ isRepeated: true, act: previousAct });
  }
  if (account.intent) return refuse(pendingRefusal(account.intent));
  const action = `card-${request.act}` as const;
  if (!supported.has(action)) return refuse({ kind: 'elsewhere', what: action });
  const preview = previewPaymentChange(account, request, { now, rules, country: terms.country });
  if (!preview.ok) return preview;
  const { snapshot, next } = preview.value;
  if (shown && !isDeepStrictEqual(shown, snapshot)) return refuse({ kind: 'changed' });
  const act: PaymentAct = { key, at: now, act: request.act, asked: requestHash, facts: snapshot };
  return ok({ isRepeated: false, act, next });
}

/** The account with an act added to those it keeps; the oldest ones are dropped. */
export const withPaymentAct = (account: Account, act: PaymentAct): Account => ({
  ...account,
  acts: [...(account.acts ?? []).filter(({ at }) => at > act.at - ACT_RETENTION), act].slice(-MAX_ACTS),
});
