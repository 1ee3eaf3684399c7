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

/** A product that can be bought, and what its purchaser already has of it. */
export interface CatalogueItem {
  readonly offer: Offer;
  /** Licences in their active subscriptions of it. */
  readonly ownedLicences: number;
  readonly hadTrial: boolean;
}

export interface Catalogue {
  readonly items: readonly CatalogueItem[];
  readonly terms: Terms;
  readonly rules: Rules;
}

/** One product, with what it can be paid with. */
export interface ProductChoice {
  readonly item: CatalogueItem;
  readonly profiles: readonly { readonly id: string; readonly name: string; readonly card: string }[];
  readonly terms: Terms;
  readonly rules: Rules;
}

/** Looking at what may be bought (RULES S1, #3, #18). Nothing here changes anything. */
export class ProductCatalogue {
  readonly #commerce: Commerce;
  readonly #clock: Clock;
  readonly #rules: Rules;

  constructor(commerce: Commerce, clock: Clock, rules: Rules) {
    this.#commerce = commerce;
    this.#clock = clock;
    this.#rules = rules;
  }

  /** Everything on offer, or what is called something like this. */
  async list(actor: Actor, query = ''): Promise<Result<Catalogue>> {
    const found = await this.#load(actor);
    if (!found.ok) return found;
    const { market, account } = found.value;
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

  /** One product by its id. */
  async get(actor: Actor, id: string): Promise<Result<ProductChoice>> {
    const found = await this.#load(actor);
    if (!found.ok) return found;
    const { market, account } = found.value;
    const one = findOffer(id, market);
    if (!one.ok) return one;
    const profiles = usableProfiles(account).map(({ id: profile, name, card }) => ({
      id: profile,
      name,
      card: cardName(card),
    }));
    return ok({ item: toCatalogueItem(one.value, account), profiles, terms: market.terms, rules: this.#rules });
  }

  /** The products somebody means by a name, also those not on offer: why they are not is worth saying. */
  async findProducts(actor: Actor, query: string): Promise<Result<readonly Product[]>> {
    const found = await this.#load(actor);
    if (!found.ok) return found;
    const { terms } = found.value.market;
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
