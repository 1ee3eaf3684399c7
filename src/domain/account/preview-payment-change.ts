import { ok, type Result, refuse } from '../common/result.ts';
import type { Rules } from '../common/rules.ts';
import type { Instant } from '../common/time.ts';
import { type Account, cardName, methodFor } from './account.ts';
import { subscriptionsPaidFrom, subscriptionsPaidWith } from './card-state.ts';
import type { BillingProfile, NewCard, PaymentMethod, PaymentRequest, PaymentSnapshot } from './payment-method.ts';

export interface PaymentPreview {
  readonly request: PaymentRequest;
  readonly snapshot: PaymentSnapshot;
  readonly next: Account;
}

interface PaymentRuleContext {
  readonly now: Instant;
  readonly rules: Rules;
  /** The organisation's country, if known. */
  readonly country: string | undefined;
}

/** Previews a payment change, or returns why it is refused (RULES #16). */
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

/** Adding a card attaches it only if a profile is named or none exists yet (RULES S9, #16). */
function previewAdd(
  account: Account,
  request: RequestFor<'add'>,
  { now, rules, country }: PaymentRuleContext,
): Result<PaymentPreview> {
  const { card, profileName } = request;
  const profile = findProfile(account, request.profile);
  if (request.profile !== undefined && !profile) return refuse({ kind: 'unknown-profile' });
  if (account.methods.length >= rules.maxCards) return refuse({ kind: 'too-many-cards', max: rules.maxCards });
  const cardRefusal = refuseCard(card, now, country);
  if (cardRefusal) return cardRefusal;
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
  const cardRefusal = refuseCard(edited, now, country);
  if (cardRefusal) return cardRefusal;
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

/** Attaches a card to a profile. A card it replaces is kept (RULES #16). */
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

/** Schedules every failed payment of a card to be retried at once, outside the schedule. */
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

/** Refuses a card from a country other than the organisation's, or an expired one (RULES #16). */
function refuseCard(card: Omit<NewCard, 'token'>, now: Instant, country: string | undefined) {
  if (country !== undefined && card.address.country !== country) return refuse({ kind: 'card-country', country });
  return card.expires <= now ? refuse({ kind: 'card-expired', card: cardName(card), at: card.expires }) : undefined;
}

const findProfile = (account: Account, id: string | undefined) => account.profiles.find((one) => one.id === id);
export const findMethod = (account: Account, id: string) => account.methods.find((one) => one.id === id);

/** Returns the highest number among ids such as `card-3`; 0 if there are none. */
const highestNumber = (kind: 'card' | 'profile', items: readonly { readonly id: string }[]): number =>
  Math.max(0, ...items.map(({ id }) => Number(id.slice(kind.length + 1)) || 0));
