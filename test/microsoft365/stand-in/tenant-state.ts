import { createHash } from 'node:crypto';
import type { Person } from '../../../src/domain/common/person.ts';
import { anniversary, DAY, daysBetween, daysIn, type Instant } from '../../../src/domain/common/time.ts';
import { Operations, type Refusal } from './operations.ts';

/** A subscription as the services store it. */
export interface StandInSubscription {
  readonly name: string;
  readonly owner: string;
  readonly product: string;
  quantity: number;
  autoRenew: 'On' | 'Off';
  status: string;
  readonly start: Instant;
  readonly end: Instant;
  readonly term: string;
  readonly billing: string;
  readonly profile: string;
  /** The end of the cancellation window. */
  readonly allowedUntil: Instant;
  /** Only Graph lists trials without a payment method. */
  readonly trial?: boolean;
  /** Graph's owner type; `User` by default. */
  readonly ownerType?: string;
}

export interface Card {
  readonly name: string;
  /** `visa`, `mc`, … */
  readonly type: string;
  readonly lastFourDigits: string;
  /** Month and year, such as `12/2030`. */
  readonly expiration: string;
}

/** An invoice with one line, for a purchase or a refund. Amounts in cents. */
export interface StandInInvoice {
  readonly name: string;
  readonly subscription: StandInSubscription;
  readonly at: Instant;
  readonly type: 'Purchase' | 'Refund';
  readonly quantity: number;
  readonly price: number;
  readonly net: number;
  readonly tax: number;
}

/** A purchase under an alias. */
export interface Alias {
  readonly body: unknown;
  readonly name: string;
}

export interface TenantStateOptions {
  readonly tenant: string;
  readonly people: readonly Person[];
  /** The clock; real time by default. */
  readonly clock?: () => Instant;
  /** Cents for one licence a billing period; 1000 by default. */
  readonly price?: (product: string, term: string, billing: string) => number;
}

/** The state of one organisation, and the changes of it through whichever service. */
export class TenantState {
  readonly tenant: string;
  readonly people: readonly Person[];
  /** The clock of the services. */
  clock: () => Instant;
  readonly subscriptions: StandInSubscription[] = [];
  readonly cards = new Map<string, Card[]>();
  /** The card that pays for each billing profile. */
  readonly attached = new Map<string, string>();
  /** The people with a licence, by SKU. */
  readonly licences = new Map<string, Set<string>>();
  readonly invoices: StandInInvoice[] = [];
  /** Purchasers who have a usage-based Azure subscription as well. */
  readonly usingAzure = new Set<string>();
  /** By billing account and alias: aliases are unique in one account. */
  readonly aliases = new Map<string, Alias>();
  /** The changes that were carried out through a call. */
  readonly changes: string[] = [];
  /** Subscriptions that another party is changing. */
  readonly locks = new Set<string>();
  /** The errors for people who cannot get a licence, by their id. */
  readonly unlicensable = new Map<string, Refusal>();
  /** People without a usage location. */
  readonly withoutLocation = new Set<string>();
  readonly operations: Operations;
  readonly #price: NonNullable<TenantStateOptions['price']>;

  constructor({ tenant, people, clock = Date.now, price = () => 1_000 }: TenantStateOptions) {
    this.tenant = tenant;
    this.people = people;
    this.clock = clock;
    this.#price = price;
    this.operations = new Operations({ clock: () => this.clock(), onDone: (what) => this.changes.push(what) });
  }

  /** Adds a subscription, as if it had been bought in the admin centre. */
  buy(
    owner: string,
    fields: Partial<StandInSubscription> & Pick<StandInSubscription, 'product' | 'quantity'>,
  ): StandInSubscription {
    const now = this.clock();
    const subscription: StandInSubscription = {
      name: guidOf(`${owner} subscription ${this.subscriptions.length}`),
      owner,
      autoRenew: 'On',
      status: 'Active',
      start: now - 2 * DAY,
      end: anniversary(now - 2 * DAY, 12),
      term: 'P1Y',
      billing: 'P1Y',
      profile: profileOf(owner),
      allowedUntil: now + 5 * DAY,
      ...fields,
    };
    this.subscriptions.push(subscription);
    if (!this.cards.has(owner)) this.addCard(owner);
    this.#bill(subscription, subscription.quantity, subscription.start);
    return subscription;
  }

  /** Adds a card that pays for a person's billing profile; with it they have a billing account. */
  addCard(owner: string, fields: Partial<Card> = {}): void {
    const name = guidOf(`${owner} card ${this.cards.get(owner)?.length ?? 0}`)
      .slice(0, 12)
      .toUpperCase();
    const card = { name, type: 'visa', lastFourDigits: '4242', expiration: '12/2030', ...fields };
    this.cards.set(owner, [...(this.cards.get(owner) ?? []), card]);
    this.attached.set(profileOf(owner), card.name);
  }

  setQuantity(subscription: StandInSubscription, quantity: number): void {
    const added = quantity - subscription.quantity;
    subscription.quantity = quantity;
    this.#bill(subscription, added, this.clock());
  }

  cancel(subscription: StandInSubscription): void {
    subscription.status = 'Deleted';
    subscription.autoRenew = 'Off';
    this.#bill(subscription, -subscription.quantity, this.clock());
  }

  assign(product: string, ...people: readonly string[]): void {
    const pool = this.licences.get(skuOf(product)) ?? new Set();
    for (const person of people) pool.add(person);
    this.licences.set(skuOf(product), pool);
  }

  unassign(product: string, ...people: readonly string[]): void {
    for (const person of people) this.licences.get(skuOf(product))?.delete(person);
  }

  detach(owner: string): void {
    this.attached.delete(profileOf(owner));
  }

  /** Whether a subscription is being changed, through a call or by another party. */
  isLocked({ name }: StandInSubscription): boolean {
    return this.locks.has(name) || this.operations.isRunning(name);
  }

  /** The licences of a SKU in one of Graph's states, over all its subscriptions. */
  units(sku: string, state: string): number {
    const matching = this.subscriptions.filter(
      ({ product, status }) => skuOf(product) === sku && graphStatusOf(status) === state,
    );
    return matching.reduce((sum, { quantity }) => sum + quantity, 0);
  }

  /** The SKUs of a person's licences. */
  licencesOf(person: string): readonly string[] {
    return [...this.licences].filter(([, pool]) => pool.has(person)).map(([sku]) => sku);
  }

  /** Each change of a quantity creates an invoice, for the rest of the term. */
  #bill(subscription: StandInSubscription, quantity: number, at: Instant): void {
    if (subscription.trial || quantity === 0) return;
    const { product, term, billing, start, end } = subscription;
    const price = this.#price(product, term, billing);
    const share = Math.min(1, daysBetween(at, end) / daysIn({ start, end }));
    const net = Math.round(price * quantity * share);
    const type = quantity > 0 ? 'Purchase' : 'Refund';
    const name = `G${String(100_000_001 + this.invoices.length)}`;
    this.invoices.push({
      name,
      subscription,
      at,
      type,
      quantity: Math.abs(quantity),
      price,
      net,
      tax: Math.round(net * 0.21),
    });
  }
}

/** Graph's name of a status at Billing. */
export function graphStatusOf(status: string): string {
  switch (status) {
    case 'Active':
    case 'AutoRenew':
    case 'Expiring':
      return 'Enabled';
    case 'Expired':
    case 'Warned':
      return 'Warning';
    case 'Cancelled':
    case 'Disabled':
    case 'Suspended':
      return 'Suspended';
    default:
      return status;
  }
}

export const iso = (at: Instant): string => new Date(at).toISOString();

/** The SKU of a product. */
export const skuOf = (product: string): string => guidOf(product);

export const accountOf = (owner: string): string => `${owner}:${guidOf(`${owner} account`)}_2019-05-31`;

export const profileOf = (owner: string): string => `bp-${owner}`;

export function guidOf(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
