import { createHash } from 'node:crypto';
import type { Person } from '../../src/domain/person.ts';
import { anniversary, DAY, type Instant } from '../../src/domain/time.ts';
import { directoryRoutes } from './graph.ts';
import { type Answered, type Asked, type Route, refused, StandIn } from './stand-in.ts';

const VERSION = '2024-04-01';
const ROOT = 'providers/Microsoft.Billing';
const ACCOUNT = `${ROOT}/billingAccounts/(?<account>[^/]+)`;
/** Milliseconds that a change takes before it is made. */
const TAKES = 15_000;
/** So many come at a time: few, so that pages are met. */
const PAGE = 2;

/** A subscription, as whoever runs the services has it. */
export interface Sold {
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
}

interface Card {
  readonly name: string;
  readonly type: string;
  readonly lastFourDigits: string;
  readonly expiration: string;
}

interface Running {
  readonly at: Instant;
  readonly change: () => void;
  readonly of: string;
  readonly body: () => unknown;
}

/** The pool of a product, the same for everybody. */
export const skuOf = (product: string): string => {
  const hex = createHash('sha256').update(product).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
};

interface TenantParts {
  readonly tenant: string;
  readonly people: readonly Person[];
}

/**
 * One organisation at Microsoft's services: what is done at one of them shows at the other. Graph knows the app (`app:<tenant>`),
 * Azure Billing each purchaser (`user:<tenant>:<object id>`), and shows nobody what is another's.
 */
export class Tenant365 {
  readonly graph: StandIn;
  readonly manager: StandIn;
  readonly sold: Sold[] = [];
  readonly cards = new Map<string, Card[]>();
  /** The card that pays for a billing profile. */
  readonly attached = new Map<string, string>();
  /** Who has a licence, by pool. */
  readonly licences = new Map<string, Set<string>>();
  /** Every change that was made, once it was. */
  readonly changes: string[] = [];
  /** Subscriptions that somebody else is changing. */
  readonly locks = new Set<string>();
  /** Why somebody can have no licence, by their id. */
  readonly unlicensable = new Map<string, { readonly code: string; readonly message: string }>();
  /** What time it is there. */
  clock: () => Instant = Date.now;
  readonly #parts: TenantParts;
  readonly #aliases = new Map<string, { readonly body: string; readonly name: string; readonly at: Instant }>();
  readonly #running = new Map<string, Running>();
  #operations = 0;

  constructor(parts: TenantParts) {
    this.#parts = parts;
    const { tenant, people } = parts;
    const holders = (sku: string) => [...(this.licences.get(sku) ?? [])];
    this.graph = new StandIn([...directoryRoutes({ people, holders }), ...this.#licensing()], (bearer) =>
      bearer === `app:${tenant}` ? 'app' : undefined,
    );
    this.manager = new StandIn(this.#billing(), (bearer) => {
      const [, of, person] = /^user:([^:]+):(.+)$/.exec(bearer) ?? [];
      return of === tenant ? person : undefined;
    });
  }

  async open(): Promise<void> {
    await Promise.all([this.graph.open(), this.manager.open()]);
  }

  close(): void {
    this.graph.close();
    this.manager.close();
  }

  /** Somebody's billing account and what is in it, as if it had been bought in the admin centre. */
  buy(owner: string, sold: Partial<Sold> & Pick<Sold, 'product' | 'quantity'>): Sold {
    const now = this.clock();
    const one: Sold = {
      name: `${owner.slice(0, 8)}-0000-4000-8000-${String(this.sold.length + 1).padStart(12, '0')}`,
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
    this.sold.push(one);
    if (!this.cards.has(owner)) this.giveCard(owner);
    return one;
  }

  giveCard(owner: string): void {
    const card = { name: `card-${owner.slice(0, 8)}`, type: 'visa', lastFourDigits: '4242', expiration: '12/2030' };
    this.cards.set(owner, [card]);
    this.attached.set(profileOf(owner), card.name);
  }

  assign(product: string, ...people: readonly string[]): void {
    const pool = this.licences.get(skuOf(product)) ?? new Set();
    for (const person of people) pool.add(person);
    this.licences.set(skuOf(product), pool);
  }

  /** Makes the changes whose time has come. */
  #settle(): void {
    for (const [id, { at, change, of }] of this.#running) {
      if (at > this.clock() || this.changes.some((one) => one.startsWith(`${id} `))) continue;
      change();
      this.changes.push(`${id} ${of}`);
    }
  }

  #later(of: string, change: () => void, body: () => unknown = () => undefined): Answered {
    const id = `op-${++this.#operations}`;
    this.#running.set(id, { at: this.clock() + TAKES, change, of, body });
    const url = `${this.manager.url}${ROOT}/operationResults/${id}?api-version=${VERSION}`;
    return { status: 202, headers: { location: url, 'retry-after': '10' } };
  }

  #locked(name: string): boolean {
    if (this.locks.has(name)) return true;
    return [...this.#running.values()].some(({ at, of }) => at > this.clock() && of.endsWith(` ${name}`));
  }

  #size(sku: string): number {
    return this.sold
      .filter(({ product, status }) => skuOf(product) === sku && status === 'Active')
      .reduce((sum, { quantity }) => sum + quantity, 0);
  }

  #licensing(): readonly Route[] {
    return [
      {
        method: 'GET',
        path: /^directory\/subscriptions$/,
        query: ['$skiptoken'],
        answer: (asked) => {
          this.#settle();
          return paged(
            asked,
            this.sold,
            (one) => ({
              id: one.name,
              commerceSubscriptionId: one.name,
              skuId: skuOf(one.product),
              skuPartNumber: one.product,
              status: one.status === 'Active' ? 'Enabled' : one.status,
              totalLicenses: one.quantity,
              isTrial: false,
              ownerId: one.owner,
              ownerTenantId: this.#parts.tenant,
              ownerType: 'User',
              createdDateTime: iso(one.start),
              nextLifecycleDateTime: iso(one.end),
            }),
            '@odata.nextLink',
            `${this.graph.url}v1.0/`,
          );
        },
      },
      {
        method: 'GET',
        path: /^subscribedSkus$/,
        query: [],
        answer: () => {
          this.#settle();
          const skus = [...new Set(this.sold.map(({ product }) => skuOf(product)))];
          const value = skus.map((skuId) => ({
            skuId,
            consumedUnits: this.licences.get(skuId)?.size ?? 0,
            prepaidUnits: { enabled: this.#size(skuId), suspended: 0, warning: 0 },
          }));
          return { json: { value } };
        },
      },
      {
        method: 'POST',
        path: /^users\/(?<id>[^/]+)\/assignLicense$/,
        query: [],
        answer: ({ at, body }) => this.#assignLicense(at.id ?? '', body),
      },
      {
        method: 'POST',
        path: /^\$batch$/,
        query: [],
        answer: (asked) => this.#batch(asked),
      },
    ];
  }

  #assignLicense(person: string, body: unknown): Answered {
    const { addLicenses, removeLicenses, ...odd } = body as {
      addLicenses: { skuId: string; disabledPlans: unknown[] }[];
      removeLicenses: string[];
    };
    if (Object.keys(odd).length > 0 || !addLicenses || !removeLicenses) return refused(400, 'Request_BadRequest');
    const here = this.#parts.people.find(({ id, kind }) => id === person && kind !== 'left');
    if (!here) return refused(404, 'Request_ResourceNotFound');
    const why = this.unlicensable.get(person);
    for (const { skuId } of addLicenses) {
      const pool = this.licences.get(skuId) ?? new Set<string>();
      if (why) return refused(400, why.code, why.message);
      if (!pool.has(person) && pool.size >= this.#size(skuId)) return refused(400, 'CountViolation');
      if (!pool.has(person)) this.changes.push(`graph gives ${person} ${skuId}`);
      this.licences.set(skuId, pool.add(person));
    }
    for (const skuId of removeLicenses) {
      if (!this.licences.get(skuId)?.delete(person))
        return refused(400, 'Request_BadRequest', 'User does not have a corresponding license.');
      this.changes.push(`graph takes ${person} ${skuId}`);
    }
    return { json: { id: person } };
  }

  #batch(asked: Asked): Answered {
    const { requests } = asked.body as { requests: { id: string; method: string; url: string; body: unknown }[] };
    if (requests.length > 20) return refused(400, 'BadRequest', 'The batch request contains more than 20 requests.');
    const responses = requests.map(({ id, method, url, body }) => {
      const path = decodeURIComponent(url).replace(/^\//, '');
      const {
        status = 200,
        headers,
        json,
      } = this.graph.answer({ ...asked, method, path, body, query: new URLSearchParams() });
      return { id, status, headers, body: json };
    });
    // In no order.
    return { json: { responses: responses.reverse() } };
  }

  #billing(): readonly Route[] {
    const own = (asked: Asked, answer: () => Answered): Answered => {
      this.#settle();
      if (asked.query.get('api-version') !== VERSION) return refused(400, 'InvalidApiVersionParameter');
      const { account } = asked.at;
      return account === undefined || account === accountOf(asked.who) ? answer() : refused(403, 'AuthorizationFailed');
    };
    const route = (
      method: string,
      path: string,
      answer: (asked: Asked) => Answered,
      query: readonly string[] = [],
    ): Route => ({
      method,
      path: new RegExp(`^${path}$`),
      query: ['api-version', ...query],
      answer: (asked) => own(asked, () => answer(asked)),
    });
    const one = ({ at, who }: Asked) => this.sold.find(({ name, owner }) => name === at.name && owner === who);
    return [
      route('GET', `${ROOT}/billingAccounts`, ({ who }) => ({
        json: { value: this.cards.has(who) ? [{ name: accountOf(who), properties: {} }] : [] },
      })),
      route('GET', `${ACCOUNT}/billingProfiles`, ({ who }) => ({
        json: { value: [{ name: profileOf(who), properties: { displayName: 'Marketing', currency: 'EUR' } }] },
      })),
      route(
        'GET',
        `${ACCOUNT}/billingSubscriptions`,
        (asked) =>
          paged(
            asked,
            this.sold.filter(({ owner }) => owner === asked.who),
            (sold) => this.#shown(sold),
            'nextLink',
            this.manager.url,
          ),
        ['$skiptoken'],
      ),
      route('PATCH', `${ACCOUNT}/billingSubscriptions/(?<name>[^/]+)`, (asked) => {
        const sold = one(asked);
        const { quantity, autoRenew, ...odd } = (asked.body as { properties: Partial<Sold> }).properties;
        if (!sold) return refused(404, 'NotFound');
        if (Object.keys(odd).length > 0) return refused(400, 'InvalidBody');
        if (this.#locked(sold.name)) return refused(409, 'LockedForUpdate');
        const fewer = quantity !== undefined && quantity < sold.quantity;
        if (fewer && sold.allowedUntil <= this.clock())
          return refused(400, 'QuantityReductionNotAllowed', 'The time to reduce this subscription is over.');
        const what = quantity === undefined ? `renews ${autoRenew}` : `quantity ${quantity}`;
        return this.#later(
          `${what} ${sold.name}`,
          () => Object.assign(sold, quantity === undefined ? { autoRenew } : { quantity }),
          () => this.#shown(sold),
        );
      }),
      route('DELETE', `${ACCOUNT}/billingSubscriptions/(?<name>[^/]+)`, (asked) => {
        const sold = one(asked);
        if (!sold) return refused(404, 'NotFound');
        if (sold.allowedUntil <= this.clock())
          return refused(400, 'CancellationNotAllowed', 'It cannot be cancelled any more.');
        return this.#later(`cancels ${sold.name}`, () => {
          sold.status = 'Deleted';
        });
      }),
      route('PUT', `${ACCOUNT}/billingSubscriptionAliases/(?<name>[^/]+)`, (asked) => this.#alias(asked)),
      route('GET', `${ACCOUNT}/billingSubscriptionAliases/(?<name>[^/]+)`, ({ at }) => {
        const alias = this.#aliases.get(at.name ?? '');
        const made = alias && this.sold.some(({ name }) => name === alias.name);
        if (!alias) return refused(404, 'NotFound');
        const id = made && `/${ROOT}/billingAccounts/${at.account}/billingSubscriptions/${alias.name}`;
        return { json: { name: at.name, properties: { ...(id && { billingSubscriptionId: id }) } } };
      }),
      route('GET', `${ACCOUNT}/billingProfiles/(?<profile>[^/]+)/paymentMethodLinks`, ({ at }) => {
        const card = this.attached.get(at.profile ?? '');
        const link = { name: 'default', properties: { paymentMethodId: `/${ROOT}/paymentMethods/${card}` } };
        return { json: { value: card ? [link] : [] } };
      }),
      route(
        'POST',
        `${ACCOUNT}/billingProfiles/(?<profile>[^/]+)/paymentMethodLinks/default/detachPaymentMethod`,
        ({ at }) => {
          this.attached.delete(at.profile ?? '');
          this.changes.push(`detaches ${at.profile}`);
          return { status: 204 };
        },
      ),
      route('GET', `${ROOT}/paymentMethods`, ({ who }) => ({
        json: { value: (this.cards.get(who) ?? []).map(({ name, ...properties }) => ({ name, properties })) },
      })),
      route('DELETE', `${ROOT}/paymentMethods/(?<name>[^/]+)`, ({ at, who }) => {
        this.cards.set(
          who,
          (this.cards.get(who) ?? []).filter(({ name }) => name !== at.name),
        );
        this.changes.push(`deletes ${at.name}`);
        return { status: 204 };
      }),
      route('GET', `${ROOT}/operationResults/(?<id>[^/]+)`, ({ at }) => {
        const running = this.#running.get(at.id ?? '');
        if (!running) return refused(404, 'NotFound');
        const url = `${this.manager.url}${ROOT}/operationResults/${at.id}?api-version=${VERSION}`;
        if (running.at > this.clock()) return { status: 202, headers: { location: url, 'retry-after': '10' } };
        return { json: running.body() };
      }),
      ...this.#invoices(route),
    ];
  }

  #alias({ at, who, body }: Asked): Answered {
    const name = at.name ?? '';
    const asked = JSON.stringify(body);
    const known = this.#aliases.get(name);
    if (known && known.body !== asked) return refused(409, 'AliasExists', 'The alias is in use for something else.');
    if (known) return { json: { name, properties: {} } };
    const { properties } = body as { properties: Record<string, unknown> };
    const { productTypeId, quantity, termDuration, billingFrequency, billingProfileId, beneficiaryTenantId } =
      properties;
    if (beneficiaryTenantId !== this.#parts.tenant || !String(billingProfileId).endsWith(`/${profileOf(who)}`))
      return refused(400, 'InvalidBody');
    const now = this.clock();
    const id = `${who.slice(0, 8)}-0000-4000-9000-${String(this.#aliases.size + 1).padStart(12, '0')}`;
    this.#aliases.set(name, { body: asked, name: id, at: now });
    return this.#later(`buys ${quantity} ${productTypeId} ${id}`, () =>
      this.buy(who, {
        name: id,
        product: String(productTypeId),
        quantity: Number(quantity),
        start: now,
        end: anniversary(now, termDuration === 'P1Y' ? 12 : 1),
        term: String(termDuration),
        billing: String(billingFrequency),
        allowedUntil: now + 7 * DAY,
      }),
    );
  }

  #invoices(
    route: (method: string, path: string, answer: (asked: Asked) => Answered, query?: readonly string[]) => Route,
  ): readonly Route[] {
    const invoices = (who: string) =>
      this.sold
        .filter(({ owner }) => owner === who)
        .map((sold, index) => ({
          sold,
          name: `G${who.replace(/\D/g, '').slice(0, 6).padEnd(6, '0')}${String(index).padStart(3, '0')}`,
        }));
    const shown = ({ sold, name }: ReturnType<typeof invoices>[number]) => ({
      name,
      properties: {
        invoiceDate: iso(sold.start),
        status: 'Paid',
        totalAmount: { currency: 'EUR', value: 12.1 * sold.quantity },
      },
    });
    const found = ({ at, who }: Asked) => invoices(who).find(({ name }) => name === at.name);
    return [
      route(
        'GET',
        `${ACCOUNT}/invoices`,
        ({ query, who }) => {
          const [from, to] = [query.get('periodStartDate') ?? '', query.get('periodEndDate') ?? ''];
          const within = invoices(who).filter(
            ({ sold }) => iso(sold.start).slice(0, 10) >= from && iso(sold.start).slice(0, 10) <= to,
          );
          return { json: { value: within.map(shown) } };
        },
        ['periodStartDate', 'periodEndDate'],
      ),
      route('GET', `${ACCOUNT}/invoices/(?<name>[^/]+)`, (asked) => {
        const one = found(asked);
        return one ? { json: shown(one) } : refused(404, 'NotFound');
      }),
      route('GET', `${ACCOUNT}/invoices/(?<name>[^/]+)/transactions`, (asked) => {
        const one = found(asked);
        if (!one) return refused(404, 'NotFound');
        const { sold } = one;
        const amount = (value: number) => ({ currency: 'EUR', value });
        const properties = {
          transactionType: 'Purchase',
          productTypeId: sold.product,
          quantity: sold.quantity,
          effectivePrice: amount(10),
          subTotal: amount(10 * sold.quantity),
          tax: amount(2.1 * sold.quantity),
          transactionAmount: amount(12.1 * sold.quantity),
          servicePeriodStartDate: iso(sold.start),
          servicePeriodEndDate: iso(sold.end),
        };
        return { json: { value: [{ name: 'one', properties }] } };
      }),
      route('POST', `${ACCOUNT}/invoices/(?<name>[^/]+)/download`, (asked) =>
        found(asked)
          ? this.#later(
              `paper ${asked.at.name}`,
              () => undefined,
              () => ({
                url: `https://papers.example.com/${asked.at.name}.pdf`,
                expiryTime: iso(this.clock() + DAY),
              }),
            )
          : refused(404, 'NotFound'),
      ),
    ];
  }

  #shown(sold: Sold): unknown {
    const open = sold.allowedUntil > this.clock();
    return {
      name: sold.name,
      properties: {
        autoRenew: sold.autoRenew,
        billingFrequency: sold.billing,
        billingProfileId: `/${ROOT}/billingAccounts/${accountOf(sold.owner)}/billingProfiles/${sold.profile}`,
        productCategory: 'SeatBased',
        productTypeId: sold.product,
        purchaseDate: iso(sold.start),
        quantity: sold.quantity,
        status: sold.status,
        termDuration: sold.term,
        termStartDate: iso(sold.start),
        termEndDate: iso(sold.end),
        operationStatus: this.#locked(sold.name) ? 'LockedForUpdate' : 'None',
        systemOverrides: {
          cancellation: open ? 'Allowed' : 'NotAllowed',
          ...(open && { cancellationAllowedEndDate: iso(sold.allowedUntil) }),
        },
      },
    };
  }
}

const iso = (at: Instant): string => new Date(at).toISOString();
const accountOf = (owner: string): string => `ba-${owner}`;
const profileOf = (owner: string): string => `bp-${owner}`;

function paged<T>(
  { path, query }: Asked,
  all: readonly T[],
  shown: (one: T) => unknown,
  link: 'nextLink' | '@odata.nextLink',
  base: string,
): Answered {
  const from = Number(query.get('$skiptoken') ?? 0);
  const rest = new URLSearchParams(query);
  rest.set('$skiptoken', String(from + PAGE));
  return {
    json: {
      value: all.slice(from, from + PAGE).map(shown),
      ...(from + PAGE < all.length && { [link]: `${base}${path}?${rest}` }),
    },
  };
}
