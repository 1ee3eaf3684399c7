import { ok, type Result, refuse } from '../common/result.ts';
import type { Rules } from '../common/rules.ts';
import { DAY, type Instant } from '../common/time.ts';
import type { Subscription } from '../subscription/subscription.ts';
import { type Account, type Address, type BillingProfile, cardName, methodFor, type PaymentMethod } from './account.ts';

/** A card as the gateway took it, before it has a name of its own here. */
type NewCard = Omit<PaymentMethod, 'id' | 'declinedAt'> & { readonly address: Address };

/**
 * What can be done to cards and billing profiles (RULES S7–S9, #16). Nothing here can change a card's number: what is
 * edited is its expiry, name and address. `profileName` is what a first profile is called.
 */
export type PaymentRequest =
  | { readonly act: 'add'; readonly card: NewCard; readonly profile?: string; readonly profileName: string }
  | {
      readonly act: 'edit';
      readonly method: string;
      readonly expires: Instant;
      readonly holder: string;
      readonly address: Address;
    }
  | { readonly act: 'attach'; readonly profile: string; readonly method: string }
  | { readonly act: 'detach'; readonly profile: string }
  | { readonly act: 'delete'; readonly method: string };

/** What an act comes to, in names and ids that outlive it. */
export interface PaymentSnapshot {
  readonly card: string;
  /** The billing profile's name, where one is concerned. */
  readonly profile?: string;
  /** The card that was attached before: it stays (RULES #16). */
  readonly replaced?: string;
  /** Subscriptions that are paid with it afterwards; when detaching, those whose next payment will fail. */
  readonly pays: readonly string[];
  /** Subscriptions whose failed payment is tried again at once. */
  readonly mends: readonly string[];
}

/** An act that was carried out. */
export interface PaymentAct {
  /** The same key acts once. */
  readonly key: string;
  readonly at: Instant;
  readonly act: PaymentRequest['act'];
  /** What was asked, as a digest: names and addresses of a card do not outlive it here. */
  readonly asked: string;
  readonly facts: PaymentSnapshot;
}

export interface PaymentPreview {
  readonly request: PaymentRequest;
  readonly snapshot: PaymentSnapshot;
  readonly next: Account;
}

interface PaymentRuleContext {
  readonly now: Instant;
  readonly rules: Rules;
  /** The organisation's, where it is known. */
  readonly country: string | undefined;
}

/** What an act would do to an account, or why it cannot be done (RULES #16). Nothing is changed. */
export function previewPaymentChange(
  account: Account,
  request: PaymentRequest,
  context: PaymentRuleContext,
): Result<PaymentPreview> {
  switch (request.act) {
    case 'add':
      return previewAdd(account, request, context);
    case 'edit':
      return previewEdit(account, request, context);
    case 'attach':
      return previewAttach(account, request, context);
    case 'detach':
      return previewDetach(account, request);
    case 'delete':
      return previewDelete(account, request);
  }
}

type RequestFor<A extends PaymentRequest['act']> = Extract<PaymentRequest, { act: A }>;

/** Adding is not attaching, unless a profile was named or there is none yet (RULES S9, #16). */
function previewAdd(
  account: Account,
  request: RequestFor<'add'>,
  { now, rules, country }: PaymentRuleContext,
): Result<PaymentPreview> {
  const { card, profileName } = request;
  const profile = findProfile(account, request.profile);
  if (request.profile !== undefined && !profile) return refuse({ kind: 'unknown-profile' });
  if (account.methods.length >= rules.maxCards) return refuse({ kind: 'too-many-cards', max: rules.maxCards });
  const barred = refuseCard(card, now, country);
  if (barred) return barred;
  const cardNumber = Math.max(account.cards ?? 0, highestNumber('card', account.methods)) + 1;
  const method: PaymentMethod = { ...card, id: `card-${cardNumber}` };
  const withCard = { ...account, methods: [...account.methods, method], cards: cardNumber };
  if (profile) return ok(attachCard(account, withCard, request, { profile, method, now }));
  if (account.profiles.length > 0) {
    return ok({ request, next: withCard, snapshot: { card: cardName(method), pays: [], mends: [] } });
  }
  const newProfile = { id: `profile-${highestNumber('profile', account.profiles) + 1}`, name: profileName };
  return ok(
    attachCard(account, { ...withCard, profiles: [newProfile] }, request, { profile: newProfile, method, now }),
  );
}

function previewEdit(
  account: Account,
  request: RequestFor<'edit'>,
  { now, country }: PaymentRuleContext,
): Result<PaymentPreview> {
  const { expires, holder, address } = request;
  const method = findMethod(account, request.method);
  if (!method) return refuse({ kind: 'unknown-card' });
  const { declinedAt: _before, ...stillValid } = method;
  const edited = { ...stillValid, expires, holder, address };
  const barred = refuseCard(edited, now, country);
  if (barred) return barred;
  const methods = account.methods.map((other) => (other.id === method.id ? edited : other));
  const { next, mends } = retryFailedPayments({ ...account, methods }, method.id, now);
  return ok({
    request,
    next,
    snapshot: { card: cardName(edited), pays: subscriptionsPaidWith(next, method.id), mends },
  });
}

function previewAttach(
  account: Account,
  request: RequestFor<'attach'>,
  { now }: PaymentRuleContext,
): Result<PaymentPreview> {
  const profile = findProfile(account, request.profile);
  const method = findMethod(account, request.method);
  if (!profile) return refuse({ kind: 'unknown-profile' });
  if (!method) return refuse({ kind: 'unknown-card' });
  const names = { card: cardName(method), profile: profile.name };
  if (profile.method === method.id) return refuse({ kind: 'already-attached', ...names });
  if (method.expires <= now) return refuse({ kind: 'card-expired', card: names.card, at: method.expires });
  return ok(attachCard(account, account, request, { profile, method, now }));
}

function previewDetach(account: Account, request: RequestFor<'detach'>): Result<PaymentPreview> {
  const profile = findProfile(account, request.profile);
  if (!profile) return refuse({ kind: 'unknown-profile' });
  const method = methodFor(account, { profile: profile.id });
  if (!method) return refuse({ kind: 'nothing-attached', profile: profile.name });
  const { method: _removed, ...withoutMethod } = profile;
  const next = { ...account, profiles: account.profiles.map((one) => (one.id === profile.id ? withoutMethod : one)) };
  const pays = subscriptionsPaidFrom(account, profile.id);
  return ok({ request, next, snapshot: { card: cardName(method), profile: profile.name, pays, mends: [] } });
}

/** A card that is attached cannot be deleted (RULES #16). */
function previewDelete(account: Account, request: RequestFor<'delete'>): Result<PaymentPreview> {
  const method = findMethod(account, request.method);
  if (!method) return refuse({ kind: 'unknown-card' });
  const attachedTo = account.profiles.find((profile) => profile.method === method.id);
  const card = cardName(method);
  if (attachedTo) return refuse({ kind: 'card-attached', card, profile: attachedTo.name });
  const rest = account.methods.filter(({ id }) => id !== method.id);
  const next = {
    ...account,
    methods: rest,
    cards: Math.max(account.cards ?? 0, highestNumber('card', account.methods)),
  };
  return ok({ request, next, snapshot: { card, pays: [], mends: [] } });
}

/** Replacing is not deleting: the card that was attached stays (RULES #16). */
function attachCard(
  before: Account,
  account: Account,
  request: PaymentRequest,
  { profile, method, now }: { profile: BillingProfile; method: PaymentMethod; now: Instant },
): PaymentPreview {
  const replaced = methodFor(before, { profile: profile.id });
  const profiles = account.profiles.map((one) => (one.id === profile.id ? { ...one, method: method.id } : one));
  const { next, mends } = retryFailedPayments({ ...account, profiles }, method.id, now, profile.id);
  const pays = subscriptionsPaidFrom(next, profile.id);
  return {
    request,
    next,
    snapshot: {
      card: cardName(method),
      profile: profile.name,
      ...(replaced && { replaced: cardName(replaced) }),
      pays,
      mends,
    },
  };
}

/** Marks every failed payment of a mended card to be tried again at once, outside the schedule. */
function retryFailedPayments(account: Account, method: string, now: Instant, profile?: string) {
  const retriedIds = account.subscriptions
    .filter((one) => one.state.kind === 'active' && one.pastDue && methodFor(account, one)?.id === method)
    .filter((one) => profile === undefined || one.profile === profile)
    .map(({ id }) => id);
  const subscriptions = account.subscriptions.map((one) => {
    if (!one.pastDue || !retriedIds.includes(one.id)) return one;
    const pastDue = { ...one.pastDue, mends: (one.pastDue.mends ?? 0) + 1, again: now };
    return { ...one, pastDue, version: one.version + 1 };
  });
  return { next: { ...account, subscriptions }, mends: retriedIds };
}

/** A card's country is the organisation's, and it is still valid (RULES #16). */
function refuseCard(card: Omit<NewCard, 'token'>, now: Instant, country: string | undefined) {
  if (country !== undefined && card.address.country !== country) return refuse({ kind: 'card-country', country });
  return card.expires <= now ? refuse({ kind: 'card-expired', card: cardName(card), at: card.expires }) : undefined;
}

/** Digits of a card's security code: it is needed to save, and never kept (RULES #16). */
export const securityCodeDigits = (brand: string): number => (brand === 'American Express' ? 4 : 3);

export const isSecurityCode = (brand: string, code: string): boolean =>
  new RegExp(`^\\d{${securityCodeDigits(brand)}}$`).test(code);

/** Active subscriptions on a profile that have a payment to come. */
export function subscriptionsPaidFrom(account: Account, profile: string): readonly string[] {
  return account.subscriptions.filter((one) => one.profile === profile && hasPaymentToCome(one)).map(({ id }) => id);
}

/** Active subscriptions with a payment to come that are paid with a card, through whichever profile. */
export const subscriptionsPaidWith = (account: Account, method: string): readonly string[] =>
  account.profiles
    .filter((profile) => profile.method === method)
    .flatMap(({ id }) => subscriptionsPaidFrom(account, id));

function hasPaymentToCome({ state, billed, term, renews, plan, card }: Subscription): boolean {
  return state.kind === 'active' && (billed.end < term.end || (renews && (plan !== 'trial' || card)));
}

/** How a card stands, the gravest first. */
export type CardState = 'expired' | 'declined' | 'expires-soon' | 'in-use' | 'attached' | 'unused';

export function cardState(account: Account, method: PaymentMethod, now: Instant, rules: Rules): CardState {
  if (method.expires <= now) return 'expired';
  if (method.declinedAt !== undefined) return 'declined';
  if (method.expires - now <= rules.cardSoonDays * DAY) return 'expires-soon';
  if (subscriptionsPaidWith(account, method.id).length > 0) return 'in-use';
  return account.profiles.some((profile) => profile.method === method.id) ? 'attached' : 'unused';
}

const findProfile = (account: Account, id: string | undefined) => account.profiles.find((one) => one.id === id);
export const findMethod = (account: Account, id: string) => account.methods.find((one) => one.id === id);

/** The highest number there is. */
const highestNumber = (kind: 'card' | 'profile', items: readonly { readonly id: string }[]): number =>
  Math.max(0, ...items.map(({ id }) => Number(id.slice(kind.length + 1)) || 0));
