import { type Account, cardName, usableProfiles } from '../../domain/account/account.ts';
import { findOffer, hadTrial, listOffers, type Offer } from '../../domain/catalogue/eligibility.ts';
import type { Product, Terms } from '../../domain/catalogue/product.ts';
import { type Actor, forbidden, isAllowed } from '../../domain/common/actor.ts';
import { ok, type Result } from '../../domain/common/result.ts';
import type { Rules } from '../../domain/common/rules.ts';
import { licencesOf } from '../../domain/subscription/subscription.ts';
import type { Clock } from '../ports/clock.ts';
import type { Commerce } from '../ports/commerce.ts';
import { matchingProducts } from './match-product.ts';
import { liveSubscriptions } from './overview.ts';

/** A product on offer, and what the purchaser already has of it. */
export interface CatalogueItem {
  readonly offer: Offer;
  /** Licences in the purchaser's active subscriptions of it. */
  readonly ownedLicences: number;
  readonly hadTrial: boolean;
}

export interface Catalogue {
  readonly items: readonly CatalogueItem[];
  readonly terms: Terms;
  readonly rules: Rules;
}

/** One product with the billing profiles it can be paid with. */
export interface ProductChoice {
  readonly item: CatalogueItem;
  readonly profiles: readonly { readonly id: string; readonly name: string; readonly card: string }[];
  readonly terms: Terms;
  readonly rules: Rules;
}

/** The products that the user can buy (RULES S1, #3, #18). Read-only. */
export class ProductCatalogue {
  readonly #commerce: Commerce;
  readonly #clock: Clock;
  readonly #rules: Rules;

  constructor(commerce: Commerce, clock: Clock, rules: Rules) {
    this.#commerce = commerce;
    this.#clock = clock;
    this.#rules = rules;
  }

  /** Returns the products on offer, optionally only those whose name matches. */
  async list(actor: Actor, query = ''): Promise<Result<Catalogue>> {
    const loaded = await this.#load(actor);
    if (!loaded.ok) return loaded;
    const { market, account } = loaded.value;
    const all = listOffers(market);
    const products = new Set(
      matchingProducts(
        all.map(({ product }) => product),
        query,
      ).map(({ id }) => id),
    );
    const items = all.filter(({ product }) => products.has(product.id)).map((one) => toCatalogueItem(one, account));
    return ok({ items, terms: market.terms, rules: this.#rules });
  }

  /** Returns one product by its id, or why it is not offered. */
  async get(actor: Actor, id: string): Promise<Result<ProductChoice>> {
    const loaded = await this.#load(actor);
    if (!loaded.ok) return loaded;
    const { market, account } = loaded.value;
    const one = findOffer(id, market);
    if (!one.ok) return one;
    const profiles = usableProfiles(account).map(({ id: profile, name, card }) => ({
      id: profile,
      name,
      card: cardName(card),
    }));
    return ok({ item: toCatalogueItem(one.value, account), profiles, terms: market.terms, rules: this.#rules });
  }

  /** Returns the products that match an id or name, including those not on offer, so that the reason can be shown. */
  async findProducts(actor: Actor, query: string): Promise<Result<readonly Product[]>> {
    const loaded = await this.#load(actor);
    if (!loaded.ok) return loaded;
    const { terms } = loaded.value.market;
    const byId = terms.products.get(query);
    return ok(byId ? [byId] : matchingProducts([...terms.products.values()], query));
  }

  async #load(actor: Actor) {
    if (!isAllowed(actor, 'purchase.change')) return forbidden(actor);
    const [account, terms] = await Promise.all([this.#commerce.account(actor), this.#commerce.terms(actor.tenant)]);
    const { subscriptions } = account;
    return ok({ account, market: { terms, rules: this.#rules, now: this.#clock(), subscriptions } });
  }
}

function toCatalogueItem(one: Offer, account: Account): CatalogueItem {
  const ownSubscriptions = liveSubscriptions(account).filter(
    ({ product, state }) => product === one.product.id && state.kind === 'active',
  );
  return {
    offer: one,
    ownedLicences: ownSubscriptions.reduce((sum, subscription) => sum + licencesOf(subscription), 0),
    hadTrial: hadTrial(account.subscriptions, one.product.id),
  };
}
