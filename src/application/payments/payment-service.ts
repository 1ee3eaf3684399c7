import { type Account, cardName, methodFor } from '../../domain/account/account.ts';
import {
  type CardState,
  cardState,
  subscriptionsPaidFrom,
  subscriptionsPaidWith,
} from '../../domain/account/card-state.ts';
import type {
  BillingProfile,
  PaymentAct,
  PaymentMethod,
  PaymentRequest,
  PaymentSnapshot,
} from '../../domain/account/payment-method.ts';
import { findMethod, previewPaymentChange } from '../../domain/account/preview-payment-change.ts';
import { isSecurityCode, securityCodeDigits } from '../../domain/account/security-code.ts';
import type { Terms } from '../../domain/catalogue/product.ts';
import { type Actor, forbidden, isAllowed } from '../../domain/common/actor.ts';
import type { PersonId } from '../../domain/common/person.ts';
import { ok, type Result, refuse } from '../../domain/common/result.ts';
import type { Rules } from '../../domain/common/rules.ts';
import type { CardDetails, CardRegister } from '../ports/card-register.ts';
import type { Clock } from '../ports/clock.ts';
import type { Commerce, PaymentCommand } from '../ports/commerce.ts';
import { productName } from '../subscriptions/overview.ts';
import { readOnlyIfAdministrator } from '../subscriptions/ownership.ts';
import type { PaymentReceipt } from './payment-receipt.ts';

/** How long the card company may take; nothing is stored when it takes longer. */
const REGISTER_TIMEOUT = 10_000;

/** A card as it is listed: how it stands, and what it is for. */
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
  /** Names of the products whose payments to come are made through it. */
  readonly paysFor: readonly string[];
  /** Names of those of which a payment failed. */
  readonly unpaidProducts: readonly string[];
}

/** Somebody's billing profiles and cards. */
export interface PaymentMethodList {
  readonly profiles: readonly ProfileSummary[];
  readonly cards: readonly CardSummary[];
}

/** What the page for card details is opened for. */
export type CardFormPurpose =
  | { readonly for: 'add'; readonly profile?: string }
  | { readonly for: 'edit'; readonly method: string };

/** What that page must know. */
export interface CardFormData {
  /** The card that is edited. */
  readonly card?: CardSummary;
  /** The name of the billing profile the new card will be attached to. */
  readonly profile?: string;
  readonly country: string;
}

export interface PaymentReview {
  readonly request: PaymentRequest;
  readonly snapshot: PaymentSnapshot;
  readonly paysFor: readonly string[];
  readonly retries: readonly string[];
}

interface PaymentServiceDeps {
  readonly commerce: Commerce;
  readonly cards: CardRegister;
  readonly clock: Clock;
  readonly rules: Rules;
  /** A signal that comes after so many milliseconds. */
  readonly timeLimit?: (milliseconds: number) => AbortSignal;
}

/** Payment methods and billing profiles (RULES S7–S9, #16): everything is looked up in the actor's own account. */
export class PaymentService {
  readonly #deps: PaymentServiceDeps;

  constructor(deps: PaymentServiceDeps) {
    this.#deps = deps;
  }

  async list(actor: Actor): Promise<Result<PaymentMethodList>> {
    const own = await this.#load(actor, 'purchase.read');
    if (!own.ok) return own;
    const { account } = own.value;
    return ok({
      profiles: account.profiles.map((profile) => this.#profileSummary(own.value, profile)),
      cards: account.methods.map((method) => this.#cardSummary(own.value, method)),
    });
  }

  async profile(actor: Actor, id: string): Promise<Result<ProfileSummary & { others: readonly CardSummary[] }>> {
    const own = await this.#load(actor, 'purchase.read');
    if (!own.ok) return own;
    const { account } = own.value;
    const profile = account.profiles.find((one) => one.id === id);
    if (!profile) return refuse(readOnlyIfAdministrator(actor, { kind: 'unknown-profile' }));
    const others = account.methods.filter((one) => one.id !== profile.method && one.expires > this.#deps.clock());
    return ok({
      ...this.#profileSummary(own.value, profile),
      others: others.map((method) => this.#cardSummary(own.value, method)),
    });
  }

  async card(actor: Actor, id: string): Promise<Result<CardSummary>> {
    const own = await this.#load(actor, 'purchase.read');
    if (!own.ok) return own;
    const method = findMethod(own.value.account, id);
    return method
      ? ok(this.#cardSummary(own.value, method))
      : refuse(readOnlyIfAdministrator(actor, { kind: 'unknown-card' }));
  }

  /** Exactly what an act would do. Nothing is changed. */
  async review(actor: Actor, request: PaymentRequest): Promise<Result<PaymentReview>> {
    const own = await this.#load(actor);
    if (!own.ok) return own;
    const { account, terms } = own.value;
    const planned = previewPaymentChange(account, request, this.#ruleContext(terms));
    if (!planned.ok) return refuse(readOnlyIfAdministrator(actor, planned.refusal));
    const what = `card-${request.act}` as const;
    if (!this.#deps.commerce.supported.has(what)) return refuse({ kind: 'elsewhere', what });
    const { snapshot } = planned.value;
    return ok({
      request,
      snapshot,
      paysFor: productNames(own.value, snapshot.pays),
      retries: productNames(own.value, snapshot.mends),
    });
  }

  /** Carries out what a review showed, once for its key. */
  async confirm(actor: Actor, command: PaymentCommand): Promise<Result<PaymentReceipt>> {
    if (!isAllowed(actor, 'purchase.change')) return forbidden(actor);
    const result = await this.#deps.commerce.changePaymentMethods(actor, command);
    return result.ok
      ? ok(await this.#receipt(actor, result.value))
      : refuse(readOnlyIfAdministrator(actor, result.refusal));
  }

  /** What became of a key, if it did something. */
  async receiptOf(actor: Actor, key: string): Promise<PaymentReceipt | undefined> {
    if (!isAllowed(actor, 'purchase.read')) return undefined;
    const { acts = [] } = await this.#deps.commerce.account(actor);
    const act = acts.find((one) => one.key === key);
    return act && this.#receipt(actor, act);
  }

  /** Whether the page for card details may be opened for this, and what it shows. */
  async cardForm(actor: Actor, purpose: CardFormPurpose): Promise<Result<CardFormData>> {
    const own = await this.#load(actor);
    if (!own.ok) return own;
    const what = purpose.for === 'edit' ? 'card-edit' : 'card-add';
    if (!this.#deps.commerce.supported.has(what)) return refuse({ kind: 'elsewhere', what });
    const { account, terms } = own.value;
    const country = terms.country ?? '';
    if (purpose.for === 'edit') {
      const method = findMethod(account, purpose.method);
      return method
        ? ok({ card: this.#cardSummary(own.value, method), country })
        : refuse(readOnlyIfAdministrator(actor, { kind: 'unknown-card' }));
    }
    const { maxCards: max } = this.#deps.rules;
    if (account.methods.length >= max) return refuse({ kind: 'too-many-cards', max });
    const profile = account.profiles.find(({ id }) => id === purpose.profile);
    if (purpose.profile !== undefined && !profile)
      return refuse(readOnlyIfAdministrator(actor, { kind: 'unknown-profile' }));
    return ok({ country, ...(profile && { profile: profile.name }) });
  }

  /**
   * Adds a card. What it comes to is reviewed before its number goes anywhere: a card that would be refused is never
   * given to the card company.
   * @param profileName what a first billing profile is called
   */
  async addCard(
    actor: Actor,
    key: string,
    { profile, profileName }: { profile?: string | undefined; profileName: string },
    details: CardDetails & { readonly brand: string },
  ): Promise<Result<PaymentReceipt>> {
    const { number, code, brand, ...kept } = details;
    if (!isSecurityCode(brand, code)) return refuse({ kind: 'code-needed', digits: securityCodeDigits(brand) });
    const request = (card: { token: string; brand: string; lastFour: string }): PaymentRequest => ({
      act: 'add',
      card: { expires: kept.expires, holder: kept.holder, address: kept.address, ...card },
      profileName,
      ...(profile !== undefined && { profile }),
    });
    const possible = await this.review(actor, request({ token: '', brand, lastFour: number.slice(-4) }));
    if (!possible.ok) return possible;
    const registered = await this.#withTimeLimit((signal) =>
      this.#deps.cards.register({ number, code, ...kept }, signal),
    );
    if (!registered) return refuse({ kind: 'card-company-silent' });
    if (registered.result !== 'registered') return this.#refuseCard(registered.result, details);
    const { result: _registered, ...card } = registered;
    return this.confirm(actor, { key, request: request(card) });
  }

  /** Changes what can be changed of a card: not its number. The security code is needed (RULES S8, #16). */
  async editCard(
    actor: Actor,
    key: string,
    id: string,
    { code, ...kept }: Omit<CardDetails, 'number'>,
  ): Promise<Result<PaymentReceipt>> {
    const own = await this.#load(actor);
    if (!own.ok) return own;
    const method = findMethod(own.value.account, id);
    if (!method) return refuse(readOnlyIfAdministrator(actor, { kind: 'unknown-card' }));
    if (!isSecurityCode(method.brand, code))
      return refuse({ kind: 'code-needed', digits: securityCodeDigits(method.brand) });
    const { expires, holder, address } = kept;
    const request: PaymentRequest = { act: 'edit', method: id, expires, holder, address };
    const possible = await this.review(actor, request);
    if (!possible.ok) return possible;
    const { token } = method;
    const updated = await this.#withTimeLimit((signal) =>
      this.#deps.cards.update(token, { code, expires, holder, address }, signal),
    );
    if (!updated) return refuse({ kind: 'card-company-silent' });
    if (updated !== 'updated') return this.#refuseCard(updated, { ...method, expires });
    return this.confirm(actor, { key, request });
  }

  #refuseCard(result: 'declined' | 'expired', card: { brand: string; expires: number } & Lettered) {
    if (result === 'declined') return refuse({ kind: 'card-declined' });
    const lastFour = card.lastFour ?? card.number?.slice(-4) ?? '';
    return refuse({ kind: 'card-expired', card: cardName({ brand: card.brand, lastFour }), at: card.expires });
  }

  /** What the card company answers, or nothing when it takes too long. */
  async #withTimeLimit<T>(ask: (signal: AbortSignal) => Promise<T>): Promise<T | undefined> {
    const signal = (this.#deps.timeLimit ?? AbortSignal.timeout)(REGISTER_TIMEOUT);
    const timeout = new Promise<undefined>((resolve) => {
      if (signal.aborted) resolve(undefined);
      signal.addEventListener('abort', () => resolve(undefined), { once: true });
    });
    // Also a company that does not listen to the signal is not waited for.
    return Promise.race([
      ask(signal).catch((error: unknown) => {
        if (signal.aborted) return undefined;
        throw error;
      }),
      timeout,
    ]);
  }

  async #receipt(owner: PersonId, { act, facts }: PaymentAct): Promise<PaymentReceipt> {
    const { commerce } = this.#deps;
    const [account, terms] = await Promise.all([commerce.account(owner), commerce.terms(owner.tenant)]);
    const subscriptions = account.subscriptions.filter(({ id }) => facts.mends.includes(id));
    return {
      act,
      snapshot: facts,
      paysFor: productNames({ account, terms }, facts.pays),
      retried: subscriptions.map(({ product, pastDue }) => ({
        product: productName(terms, product),
        result: !pastDue ? 'paid' : pastDue.again === undefined ? 'declined' : 'open',
      })),
    };
  }

  async #load(actor: Actor, action: 'purchase.read' | 'purchase.change' = 'purchase.change') {
    if (!isAllowed(actor, action)) return forbidden(actor);
    const { commerce } = this.#deps;
    const [account, terms] = await Promise.all([commerce.account(actor), commerce.terms(actor.tenant)]);
    return ok({ account, terms });
  }

  #ruleContext(terms: Terms) {
    return { now: this.#deps.clock(), rules: this.#deps.rules, country: terms.country };
  }

  #cardSummary(own: OwnAccount, method: PaymentMethod): CardSummary {
    const { account } = own;
    return {
      method,
      name: cardName(method),
      state: cardState(account, method, this.#deps.clock(), this.#deps.rules),
      profiles: account.profiles.filter((profile) => profile.method === method.id).map(({ name }) => name),
      paysFor: productNames(own, subscriptionsPaidWith(account, method.id)),
    };
  }

  #profileSummary(own: OwnAccount, profile: BillingProfile): ProfileSummary {
    const { account } = own;
    const method = methodFor(account, { profile: profile.id });
    const through = account.subscriptions.filter((one) => one.profile === profile.id);
    const unpaid = through.filter(({ state, pastDue }) => state.kind === 'active' && pastDue).map(({ id }) => id);
    return {
      profile,
      ...(method && { card: this.#cardSummary(own, method) }),
      paysFor: productNames(own, subscriptionsPaidFrom(account, profile.id)),
      unpaidProducts: productNames(own, unpaid),
    };
  }
}

interface OwnAccount {
  readonly account: Account;
  readonly terms: Terms;
}

interface Lettered {
  readonly lastFour?: string;
  readonly number?: string;
}

const productNames = ({ account, terms }: OwnAccount, ids: readonly string[]): readonly string[] =>
  account.subscriptions.filter(({ id }) => ids.includes(id)).map(({ product }) => productName(terms, product));
