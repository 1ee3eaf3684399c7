import { cardName } from '../../domain/account/account.ts';
import type { PaymentRequest } from '../../domain/account/payment-method.ts';
import { findMethod } from '../../domain/account/preview-payment-change.ts';
import { isSecurityCode, securityCodeDigits } from '../../domain/account/security-code.ts';
import type { Actor } from '../../domain/common/actor.ts';
import { ok, type Result, refuse } from '../../domain/common/result.ts';
import type { CardDetails } from '../ports/card-register.ts';
import { readOnlyIfAdministrator } from '../subscriptions/ownership.ts';
import { confirmPaymentChange, reviewPaymentChange } from './change-payment-method.ts';
import { loadOwnAccount, type PaymentServiceDeps } from './payment-context.ts';
import { type CardSummary, summariseCard } from './payment-method-list.ts';
import type { PaymentReceipt } from './payment-receipt.ts';

/** Time limit of the card company in milliseconds; nothing is stored when it takes longer. */
const REGISTER_TIMEOUT = 10_000;

/** What the card page is opened for. */
export type CardFormPurpose =
  | { readonly for: 'add'; readonly profile?: string }
  | { readonly for: 'edit'; readonly method: string };

/** What the card page shows. */
export interface CardFormData {
  /** The card to edit. */
  readonly card?: CardSummary;
  /** The name of the billing profile that the new card will be attached to. */
  readonly profile?: string;
  readonly country: string;
}

/** Returns what the card page shows for a purpose, or why it cannot be opened. */
export async function loadCardForm(
  deps: PaymentServiceDeps,
  actor: Actor,
  purpose: CardFormPurpose,
): Promise<Result<CardFormData>> {
  const own = await loadOwnAccount(deps, actor, 'purchase.change');
  if (!own.ok) return own;
  const action = purpose.for === 'edit' ? 'card-edit' : 'card-add';
  if (!deps.commerce.supported.has(action)) return refuse({ kind: 'elsewhere', what: action });
  const { account, terms } = own.value;
  const country = terms.country ?? '';
  if (purpose.for === 'edit') {
    const method = findMethod(account, purpose.method);
    return method
      ? ok({ card: summariseCard(deps, own.value, method), country })
      : refuse(readOnlyIfAdministrator(actor, { kind: 'unknown-card' }));
  }
  const { maxCards: max } = deps.rules;
  if (account.methods.length >= max) return refuse({ kind: 'too-many-cards', max });
  const profile = account.profiles.find(({ id }) => id === purpose.profile);
  if (purpose.profile !== undefined && !profile)
    return refuse(readOnlyIfAdministrator(actor, { kind: 'unknown-profile' }));
  return ok({ country, ...(profile && { profile: profile.name }) });
}

/**
 * Adds a card. The change is reviewed before the card number is sent anywhere: a card that would be refused never reaches
 * the card company.
 * @param profileName name of the first billing profile, if there is none yet
 */
export async function addCard(
  deps: PaymentServiceDeps,
  actor: Actor,
  key: string,
  { profile, profileName }: { profile?: string | undefined; profileName: string },
  details: CardDetails & { readonly brand: string },
): Promise<Result<PaymentReceipt>> {
  const { number, code, brand, ...rest } = details;
  if (!isSecurityCode(brand, code)) return refuse({ kind: 'code-needed', digits: securityCodeDigits(brand) });
  const requestFor = (card: { token: string; brand: string; lastFour: string }): PaymentRequest => ({
    act: 'add',
    card: { expires: rest.expires, holder: rest.holder, address: rest.address, ...card },
    profileName,
    ...(profile !== undefined && { profile }),
  });
  const lastFour = number.slice(-4);
  const review = await reviewPaymentChange(deps, actor, requestFor({ token: '', brand, lastFour }));
  if (!review.ok) return review;
  const registration = await withTimeLimit(deps, (signal) => deps.cards.register({ number, code, ...rest }, signal));
  if (!registration) return refuse({ kind: 'card-company-silent' });
  if (registration.result !== 'registered') {
    return refuseCard(registration.result, { brand, lastFour, expires: rest.expires });
  }
  const { result: _registered, ...card } = registration;
  return confirmPaymentChange(deps, actor, { key, request: requestFor(card) });
}

/** Edits a card, except for its number. The security code is required (RULES S8, #16). */
export async function editCard(
  deps: PaymentServiceDeps,
  actor: Actor,
  key: string,
  id: string,
  { code, expires, holder, address }: Omit<CardDetails, 'number'>,
): Promise<Result<PaymentReceipt>> {
  const own = await loadOwnAccount(deps, actor, 'purchase.change');
  if (!own.ok) return own;
  const method = findMethod(own.value.account, id);
  if (!method) return refuse(readOnlyIfAdministrator(actor, { kind: 'unknown-card' }));
  const { token, brand, lastFour } = method;
  if (!isSecurityCode(brand, code)) return refuse({ kind: 'code-needed', digits: securityCodeDigits(brand) });
  const request: PaymentRequest = { act: 'edit', method: id, expires, holder, address };
  const review = await reviewPaymentChange(deps, actor, request);
  if (!review.ok) return review;
  const result = await withTimeLimit(deps, (signal) =>
    deps.cards.update(token, { code, expires, holder, address }, signal),
  );
  if (!result) return refuse({ kind: 'card-company-silent' });
  if (result !== 'updated') return refuseCard(result, { brand, lastFour, expires });
  return confirmPaymentChange(deps, actor, { key, request });
}

function refuseCard(result: 'declined' | 'expired', card: { brand: string; lastFour: string; expires: number }) {
  if (result === 'declined') return refuse({ kind: 'card-declined' });
  return refuse({ kind: 'card-expired', card: cardName(card), at: card.expires });
}

/** Returns the card company's response, or nothing when it takes too long. */
async function withTimeLimit<T>(
  { timeLimit = (milliseconds) => AbortSignal.timeout(milliseconds) }: PaymentServiceDeps,
  call: (signal: AbortSignal) => Promise<T>,
): Promise<T | undefined> {
  const signal = timeLimit(REGISTER_TIMEOUT);
  const timeout = new Promise<undefined>((resolve) => {
    if (signal.aborted) resolve(undefined);
    signal.addEventListener('abort', () => resolve(undefined), { once: true });
  });
  // The race ends the wait even if the card company ignores the signal.
  return Promise.race([
    call(signal).catch((error: unknown) => {
      if (signal.aborted) return undefined;
      throw error;
    }),
    timeout,
  ]);
}
