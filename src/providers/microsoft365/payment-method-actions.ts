import type { Clock } from '../../application/ports/clock.ts';
import type { Commerce, PaymentCommand } from '../../application/ports/commerce.ts';
import { retryOnConflict } from '../../application/runtime/retry-on-conflict.ts';
import type { PaymentAct, PaymentRequest } from '../../domain/account/payment-method.ts';
import type { PersonId } from '../../domain/common/person.ts';
import type { Refusal } from '../../domain/common/refusal.ts';
import { ok, type Result, refuse } from '../../domain/common/result.ts';
import { accountKey } from '../shared/account-repository.ts';
import { preparePaymentChange, withPaymentAct } from '../shared/prepare-payment-change.ts';
import type { AccountSync, AccountSyncDeps } from './account-sync.ts';
import type { ServiceState } from './fetch-state.ts';
import { pollUntilDone } from './services/operation.ts';
import { ServiceError } from './services/service-error.ts';
import { failureRefusal, toRefusal } from './to-refusal.ts';

/** Milliseconds that the user waits for Billing to detach a payment method. */
const COMPLETION_TIMEOUT = 60_000;

interface PaymentMethodActionsDeps extends AccountSyncDeps {
  readonly clock: Clock;
  readonly pause: (ms: number) => Promise<unknown>;
}

/** Detaches a card from a billing profile, or deletes it. Both have the same result when they are repeated. */
export class PaymentMethodActions {
  readonly #deps: PaymentMethodActionsDeps;
  readonly #sync: AccountSync;
  readonly #supported: Commerce['supported'];

  constructor(deps: PaymentMethodActionsDeps, sync: AccountSync, supported: Commerce['supported']) {
    this.#deps = deps;
    this.#sync = sync;
    this.#supported = supported;
  }

  async execute(owner: PersonId, command: PaymentCommand): Promise<Result<PaymentAct>> {
    const { rules, clock, terms } = this.#deps;
    const { stored, state } = await this.#sync.load(owner);
    const prepared = preparePaymentChange(stored.account, command, {
      now: clock(),
      rules,
      terms: terms(),
      supported: this.#supported,
    });
    if (!prepared.ok) return prepared;
    const { isRepeated, act } = prepared.value;
    if (isRepeated) return ok(act);
    const refusal = await this.#send(owner, command.request, state);
    if (refusal) return refuse(refusal);
    await this.#record(owner, act);
    return ok(act);
  }

  async #send(owner: PersonId, request: PaymentRequest, state: ServiceState): Promise<Refusal | undefined> {
    const { clients, clock, pause } = this.#deps;
    const { billing } = clients(owner);
    try {
      if (request.act === 'delete') await billing.deleteMethod(request.method);
      if (request.act !== 'detach') return undefined;
      const account = state.accountByProfile.get(request.profile);
      const [link] = account ? await billing.paymentMethodLinks(account, request.profile) : [];
      if (!account || !link) return undefined;
      const sent = await billing.detach(account, request.profile, link.name, clock());
      const progress = await pollUntilDone(billing, sent, { clock, pause, timeout: COMPLETION_TIMEOUT });
      return progress.is === 'failed' ? failureRefusal(progress) : undefined;
    } catch (error) {
      const refusal = error instanceof ServiceError ? toRefusal(error) : undefined;
      if (!refusal) throw error;
      return refusal;
    }
  }

  async #record(owner: PersonId, act: PaymentAct): Promise<void> {
    await retryOnConflict(accountKey(owner), async () => {
      const { stored } = await this.#sync.load(owner);
      return this.#sync.repository.trySave(withPaymentAct(stored.account, act), stored);
    });
  }
}
