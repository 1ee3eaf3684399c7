import type { PaymentRequest } from '../../domain/account/payment-method.ts';
import type { Actor } from '../../domain/common/actor.ts';
import type { Result } from '../../domain/common/result.ts';
import type { CardDetails } from '../ports/card-register.ts';
import type { PaymentCommand } from '../ports/commerce.ts';
import { addCard, type CardFormData, type CardFormPurpose, editCard, loadCardForm } from './card-form.ts';
import {
  confirmPaymentChange,
  type PaymentReview,
  paymentReceiptForKey,
  reviewPaymentChange,
} from './change-payment-method.ts';
import type { PaymentServiceDeps } from './payment-context.ts';
import {
  type CardSummary,
  getCard,
  getProfile,
  listPaymentMethods,
  type PaymentMethodList,
  type ProfileSummary,
} from './payment-method-list.ts';
import type { PaymentReceipt } from './payment-receipt.ts';

/** Payment methods and billing profiles in the actor's own account (RULES S7–S9, #16). */
export class PaymentService {
  readonly #deps: PaymentServiceDeps;

  constructor(deps: PaymentServiceDeps) {
    this.#deps = deps;
  }

  list(actor: Actor): Promise<Result<PaymentMethodList>> {
    return listPaymentMethods(this.#deps, actor);
  }

  profile(actor: Actor, id: string): Promise<Result<ProfileSummary & { readonly others: readonly CardSummary[] }>> {
    return getProfile(this.#deps, actor, id);
  }

  card(actor: Actor, id: string): Promise<Result<CardSummary>> {
    return getCard(this.#deps, actor, id);
  }

  review(actor: Actor, request: PaymentRequest): Promise<Result<PaymentReview>> {
    return reviewPaymentChange(this.#deps, actor, request);
  }

  confirm(actor: Actor, command: PaymentCommand): Promise<Result<PaymentReceipt>> {
    return confirmPaymentChange(this.#deps, actor, command);
  }

  receiptForKey(actor: Actor, key: string): Promise<PaymentReceipt | undefined> {
    return paymentReceiptForKey(this.#deps, actor, key);
  }

  cardForm(actor: Actor, purpose: CardFormPurpose): Promise<Result<CardFormData>> {
    return loadCardForm(this.#deps, actor, purpose);
  }

  addCard(
    actor: Actor,
    key: string,
    profile: { profile?: string | undefined; profileName: string },
    details: CardDetails & { readonly brand: string },
  ): Promise<Result<PaymentReceipt>> {
    return addCard(this.#deps, actor, key, profile, details);
  }

  editCard(
    actor: Actor,
    key: string,
    id: string,
    details: Omit<CardDetails, 'number'>,
  ): Promise<Result<PaymentReceipt>> {
    return editCard(this.#deps, actor, key, id, details);
  }
}
