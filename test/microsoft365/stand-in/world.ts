import { createHash } from 'node:crypto';
import type { Person } from '../../../src/domain/common/person.ts';
import { anniversary, DAY, daysBetween, daysIn, type Instant } from '../../../src/domain/common/time.ts';
import { Operations, type Refusal } from './operations.ts';

/** A subscription, as whoever runs the services has it. */
export interface SoldSubscription {
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
  /** Until when it can be cancelled or reduced. */
  readonly allowedUntil: Instant;
  /** Graph alone knows trials that nothing is paid for. */
  readonly trial?: boolean;
  /** Whose it is in Graph's words; `User` unless it is said. */
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

/** One invoice with one line: what was bought or given back then. Amounts in whole cents. */
export interface StandInInvoice {
  readonly name: string;
  readonly subscription: SoldSubscription;
  readonly at: Instant;
  readonly type: 'Purchase' | 'Refund';
  readonly quantity: number;
  readonly price: number;
  readonly net: number;
  readonly tax: number;
}

/** Somebody asked for a purchase under a name of their own. */
export interface Alias {
  readonly body: unknown;
  readonly name: string;
}

export interface TenantStateOptions {
  readonly tenant: string;
  readonly people: readonly Person[];
  /** Real time unless it is said, here or later. */
  readonly clock?: () => Instant;
  /** Cents for one licence of a billing period; 1000 unless it is said. */
  readonly price?: (product: string, term: string, billing: string) => number;
}

/** One organisation, and what happens to it, by whatever door. */
export class TenantState {
  readonly tenant: string;
  readonly people: readonly Person[];
  /** What time it is there. */
  clock: () => Instant;
  readonly subscriptions: SoldSubscription[] = [];
  readonly cards = new Map<string, Card[]>();
  /** The card that pays for a billing profile. */
  readonly attached = new Map<string, string>();
  /** Who has a licence, by pool. */
  readonly licences = new Map<string, Set<string>>();
  readonly invoices: StandInInvoice[] = [];
  /** Purchasers who pay for use as well: an Azure subscription stands among theirs, without seats or a term. */
  readonly usingAzure = new Set<string>();
  /** By billing account and name: another account may use the same name. */
  readonly aliases = new Map<string, Alias>();
  /** Every change that was made with a call, once it was. */
  readonly changes: string[] = [];
  /** Subscriptions that somebody else is changing. */
  readonly locks = new Set<string>();
  /** Why somebody can have no licence, by their id. */
  readonly unlicensable = new Map<string, Refusal>();
  /** People of whom nobody said in which country they are. */
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

  /** A subscription of somebody's, as if it had been bought in the admin centre. */
  buy(
    owner: string,
    sold: Partial<SoldSubscription> & Pick<SoldSubscription, 'product' | 'quantity'>,
  ): SoldSubscription {
    const now = this.clock();
    const one: SoldSubscription = {
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
      ...sold,
    };
    this.subscriptions.push(one);
    if (!this.cards.has(owner)) this.giveCard(owner);
    this.#bill(one, one.quantity, one.start);
    return one;
  }

  /** A card that pays for somebody's billing profile: with it they have a billing account. */
  giveCard(owner: string, of: Partial<Card> = {}): void {
    const name = guidOf(`${owner} card ${this.cards.get(owner)?.length ?? 0}`)
      .slice(0, 12)
      .toUpperCase();
    const card = { name, type: 'visa', lastFourDigits: '4242', expiration: '12/2030', ...of };
    this.cards.set(owner, [...(this.cards.get(owner) ?? []), card]);
    this.attached.set(profileOf(owner), card.name);
  }

  setQuantity(sold: SoldSubscription, quantity: number): void {
    const more = quantity - sold.quantity;
    sold.quantity = quantity;
    this.#bill(sold, more, this.clock());
  }

  cancel(sold: SoldSubscription): void {
    sold.status = 'Deleted';
    sold.autoRenew = 'Off';
    this.#bill(sold, -sold.quantity, this.clock());
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

  /** Whether a subscription is being changed, by this or another door. */
  locked({ name }: SoldSubscription): boolean {
    return this.locks.has(name) || this.operations.isRunning(name);
  }

  /** Licences of a pool in one of Graph's states, over all its subscriptions. */
  units(sku: string, state: string): number {
    const inIt = this.subscriptions.filter(
      ({ product, status }) => skuOf(product) === sku && graphStatusOf(status) === state,
    );
    return inIt.reduce((sum, { quantity }) => sum + quantity, 0);
  }

  /** Which pools somebody has a licence of. */
  licencesOf(person: string): readonly string[] {
    return [...this.licences].filter(([, pool]) => pool.has(person)).map(([sku]) => sku);
  }

  /** Every change of a number is an invoice of its own, for what is left of the term. */
  #bill(sold: SoldSubscription, quantity: number, at: Instant): void {
    if (sold.trial || quantity === 0) return;
    const { product, term, billing, start, end } = sold;
    const price = this.#price(product, term, billing);
    const share = Math.min(1, daysBetween(at, end) / daysIn({ start, end }));
    const net = Math.round(price * quantity * share);
    const type = quantity > 0 ? 'Purchase' : 'Refund';
    const name = `G${String(100_000_001 + this.invoices.length)}`;
    this.invoices.push({
      name,
      subscription: sold,
      at,
      type,
      quantity: Math.abs(quantity),
      price,
      net,
      tax: Math.round(net * 0.21),
    });
  }
}

/** What Graph calls the states of Billing. */
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

/** The pool of a product, the same for everybody. */
export const skuOf = (product: string): string => guidOf(product);

export const accountOf = (owner: string): string => `${owner}:${guidOf(`${owner} account`)}_2019-05-31`;

export const profileOf = (owner: string): string => `bp-${owner}`;

export function guidOf(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
