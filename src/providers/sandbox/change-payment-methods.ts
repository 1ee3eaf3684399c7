import type { Commerce, PaymentCommand } from '../../application/ports/commerce.ts';
import { retryOnConflict } from '../../application/runtime/retry-on-conflict.ts';
import type { PaymentAct } from '../../domain/account/payment-method.ts';
import type { PersonId } from '../../domain/common/person.ts';
import { ok, type Result } from '../../domain/common/result.ts';
import { accountKey } from '../shared/account-repository.ts';
import { preparePaymentChange, withPaymentAct } from '../shared/prepare-payment-change.ts';
import type { SandboxAccounts, SandboxAccountsDeps } from './sandbox-accounts.ts';

/** Changes cards and billing profiles, then retries the failed payments that the change makes possible. */
export async function changePaymentMethods(
  accounts: SandboxAccounts,
  { clock, rules, terms, onError }: SandboxAccountsDeps,
  supported: Commerce['supported'],
  owner: PersonId,
  command: PaymentCommand,
): Promise<Result<PaymentAct>> {
  const result = await retryOnConflict(accountKey(owner), async (): Promise<Result<PaymentAct> | undefined> => {
    const stored = await accounts.current(owner);
    const prepared = preparePaymentChange(stored.account, command, { now: clock(), rules, terms: terms(), supported });
    if (!prepared.ok) return prepared;
    if (prepared.value.isRepeated) return ok(prepared.value.act);
    const { act, next } = prepared.value;
    return (await accounts.trySave(withPaymentAct(next, act), stored)) && ok(act);
  });
  // The change is stored: a retried payment that the gateway does not answer stays due and does not fail it.
  if (result.ok && result.value.facts.mends.length > 0) {
    await accounts.current(owner).catch((error: unknown) => onError?.(error));
  }
  return result;
}
