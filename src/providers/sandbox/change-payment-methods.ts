import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { PaymentCommand } from '../../application/ports/commerce.ts';
import { ConflictError } from '../../application/ports/errors.ts';
import type { PaymentAct } from '../../domain/account/payment-method.ts';
import { previewPaymentChange } from '../../domain/account/preview-payment-change.ts';
import type { PersonId } from '../../domain/common/person.ts';
import { ok, type Result, refuse } from '../../domain/common/result.ts';
import { DAY } from '../../domain/common/time.ts';
import { accountKey, MAX_ATTEMPTS, undefinedOnConflict } from '../shared/account-repository.ts';
import type { SandboxAccounts, SandboxAccountsDeps } from './sandbox-accounts.ts';

const ACT_RETENTION = 30 * DAY;
const MAX_ACTS = 1_000;

/** Carries out an act on cards and profiles, then whatever it made due: failed payments of a mended card. */
export async function changePaymentMethods(
  accounts: SandboxAccounts,
  deps: SandboxAccountsDeps,
  owner: PersonId,
  command: PaymentCommand,
): Promise<Result<PaymentAct>> {
  for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
    const result = await attemptChange(accounts, deps, owner, command).catch(undefinedOnConflict);
    if (!result) continue;
    // It is written: a charge that is not answered stays due, and is no reason to say that nothing was changed.
    if (result.ok && result.value.facts.mends.length > 0) {
      await accounts.current(owner).catch((fault: unknown) => deps.onError?.(fault));
    }
    return result;
  }
  throw new ConflictError(accountKey(owner));
}

async function attemptChange(
  accounts: SandboxAccounts,
  { clock, rules, terms }: SandboxAccountsDeps,
  owner: PersonId,
  { key, request, shown }: PaymentCommand,
): Promise<Result<PaymentAct>> {
  const stored = await accounts.current(owner);
  const { account } = stored;
  const { acts = [], intent } = account;
  const previousAct = acts.find((act) => act.key === key);
  const requestHash = createHash('sha256').update(JSON.stringify(request)).digest('base64url');
  if (previousAct) return previousAct.asked === requestHash ? ok(previousAct) : refuse({ kind: 'other-content' });
  if (intent) return refuse({ kind: 'under-way', order: intent.order.number, product: intent.order.product });
  const now = clock();
  const preview = previewPaymentChange(account, request, { now, rules, country: terms().country });
  if (!preview.ok) return preview;
  const { snapshot, next } = preview.value;
  if (shown && !isDeepStrictEqual(shown, snapshot)) return refuse({ kind: 'changed' });
  const act: PaymentAct = { key, at: now, act: request.act, asked: requestHash, facts: snapshot };
  const recentActs = [...acts.filter(({ at }) => at > now - ACT_RETENTION), act].slice(-MAX_ACTS);
  await accounts.save({ ...next, acts: recentActs }, stored);
  return ok(act);
}
