import { cardName, methodFor } from '../../domain/account/account.ts';
import {
  type CardState,
  cardState,
  subscriptionsPaidFrom,
  subscriptionsPaidWith,
} from '../../domain/account/card-state.ts';
import type { BillingProfile, PaymentMethod } from '../../domain/account/payment-method.ts';
import { findMethod } from '../../domain/account/preview-payment-change.ts';
import type { Actor } from '../../domain/common/actor.ts';
import { ok, type Result, refuse } from '../../domain/common/result.ts';
import { readOnlyIfAdministrator } from '../subscriptions/ownership.ts';
import { loadOwnAccount, type OwnAccount, type PaymentServiceDeps, productNames } from './payment-context.ts';

/** A card with its state and what it is used for. */
export interface CardSummary {
  readonly method: PaymentMethod;
  readonly name: string;
  readonly state: CardState;
  /** Names of the billing profiles it is attached to. */
  readonly profiles: readonly string[];
  /** Names of the products that are paid with it. */
  readonly paysFor: readonly string[];
}

export interface ProfileSummary {
  readonly profile: BillingProfile;
  readonly card?: CardSummary;
  /** Names of the products with upcoming payments through it. */
  readonly paysFor: readonly string[];
  /** Names of the products with a failed payment. */
  readonly unpaidProducts: readonly string[];
}

/** The user's billing profiles and cards. */
export interface PaymentMethodList {
  readonly profiles: readonly ProfileSummary[];
  readonly cards: readonly CardSummary[];
}

export async function listPaymentMethods(deps: PaymentServiceDeps, actor: Actor): Promise<Result<PaymentMethodList>> {
  const own = await loadOwnAccount(deps, actor, 'purchase.read');
  if (!own.ok) return own;
  const { account } = own.value;
  return ok({
    profiles: account.profiles.map((profile) => summariseProfile(deps, own.value, profile)),
    cards: account.methods.map((method) => summariseCard(deps, own.value, method)),
  });
}

/** Returns a billing profile, and the valid cards that could be attached instead of its own. */
export async function getProfile(
  deps: PaymentServiceDeps,
  actor: Actor,
  id: string,
): Promise<Result<ProfileSummary & { readonly others: readonly CardSummary[] }>> {
  const own = await loadOwnAccount(deps, actor, 'purchase.read');
  if (!own.ok) return own;
  const { account } = own.value;
  const profile = account.profiles.find((one) => one.id === id);
  if (!profile) return refuse(readOnlyIfAdministrator(actor, { kind: 'unknown-profile' }));
  const others = account.methods.filter((one) => one.id !== profile.method && one.expires > deps.clock());
  return ok({
    ...summariseProfile(deps, own.value, profile),
    others: others.map((method) => summariseCard(deps, own.value, method)),
  });
}

export async function getCard(deps: PaymentServiceDeps, actor: Actor, id: string): Promise<Result<CardSummary>> {
  const own = await loadOwnAccount(deps, actor, 'purchase.read');
  if (!own.ok) return own;
  const method = findMethod(own.value.account, id);
  return method
    ? ok(summariseCard(deps, own.value, method))
    : refuse(readOnlyIfAdministrator(actor, { kind: 'unknown-card' }));
}

export function summariseCard(
  { clock, rules }: PaymentServiceDeps,
  own: OwnAccount,
  method: PaymentMethod,
): CardSummary {
  const { account } = own;
  return {
    method,
    name: cardName(method),
    state: cardState(account, method, clock(), rules),
    profiles: account.profiles.filter((profile) => profile.method === method.id).map(({ name }) => name),
    paysFor: productNames(own, subscriptionsPaidWith(account, method.id)),
  };
}

function summariseProfile(deps: PaymentServiceDeps, own: OwnAccount, profile: BillingProfile): ProfileSummary {
  const { account } = own;
  const method = methodFor(account, { profile: profile.id });
  const unpaid = account.subscriptions.filter(
    (one) => one.profile === profile.id && one.state.kind === 'active' && one.pastDue,
  );
  return {
    profile,
    ...(method && { card: summariseCard(deps, own, method) }),
    paysFor: productNames(own, subscriptionsPaidFrom(account, profile.id)),
    unpaidProducts: productNames(
      own,
      unpaid.map(({ id }) => id),
    ),
  };
}
