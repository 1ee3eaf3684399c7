import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { ConflictError, type PaymentCommand } from '../../application/ports/ports.ts';
import { type PaymentAct, previewPaymentChange } from '../../domain/account/payment-methods.ts';
import type { PersonId } from '../../domain/common/person.ts';
import { ok, type Result, refuse } from '../../domain/common/result.ts';
import { DAY } from '../../domain/common/time.ts';
import { ATTEMPTS, keyOf, onConflict } from '../shared/account-repository.ts';
import type { AccountsParts, SandboxAccounts } from './sandbox-accounts.ts';

const ACTS_KEPT = 30 * DAY;
const MOST_ACTS = 1_000;

/** Carries out an act on cards and profiles, then whatever it made due: failed payments of a mended card. */
export async function amendedWallet(
  accounts: SandboxAccounts,
  parts: AccountsParts,
  owner: PersonId,
  command: PaymentCommand,
): Promise<Result<PaymentAct>> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const outcome = await tried(accounts, parts, owner, command).catch(onConflict);
    if (!outcome) continue;
    // It is written: a charge that is not answered stays due, and is no reason to say that nothing was changed.
    if (outcome.ok && outcome.value.facts.mends.length > 0) {
      await accounts.current(owner).catch((fault: unknown) => parts.onFault?.(fault));
    }
    return outcome;
  }
  throw new ConflictError(keyOf(owner));
}

async function tried(
  accounts: SandboxAccounts,
  { clock, rules, terms }: AccountsParts,
  owner: PersonId,
  { key, request, shown }: PaymentCommand,
): Promise<Result<PaymentAct>> {
  const held = await accounts.current(owner);
  const { account } = held;
  const { acts = [], intent } = account;
  const done = acts.find((act) => act.key === key);
  const asked = createHash('sha256').update(JSON.stringify(request)).digest('base64url');
  if (done) return done.asked === asked ? ok(done) : refuse({ kind: 'other-content' });
  if (intent) return refuse({ kind: 'under-way', order: intent.order.number, product: intent.order.product });
  const now = clock();
  const planned = previewPaymentChange(account, request, { now, rules, country: terms().country });
  if (!planned.ok) return planned;
  const { snapshot: facts, next } = planned.value;
  if (shown && !isDeepStrictEqual(shown, facts)) return refuse({ kind: 'changed' });
  const act: PaymentAct = { key, at: now, act: request.act, asked, facts };
  const kept = [...acts.filter(({ at }) => at > now - ACTS_KEPT), act].slice(-MOST_ACTS);
  await accounts.save({ ...next, acts: kept }, held);
  return ok(act);
}
