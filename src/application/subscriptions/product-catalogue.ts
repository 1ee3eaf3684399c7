import { type Account, cardName, usableProfiles } from '../../domain/account/account.ts';
import { findOffer, hadTrial, listOffers, type Offer } from '../../domain/catalogue/eligibility.ts';
import type { Product, Terms } from '../../domain/catalogue/product.ts';
import { type Actor, forbidden, isAllowed } from '../../domain/common/actor.ts';
import { ok, type Result } from '../../domain/common/result.ts';
import type { Rules } from '../../domain/common/rules.ts';
import { licencesOf } from '../../domain/subscription/subscription.ts';
import type { Clock, Commerce } from '../ports/ports.ts';
import { matchingProducts } from './match-product.ts';
import { live } from './overview.ts';

/** A product that can be bought, and what its purchaser already has of it. */
export interface Item {
  readonly offer: Offer;
  /** Licences in their active subscriptions of it. */
  readonly owned: number;
  readonly hadTrial: boolean;
}

export interface Catalogue {
  readonly items: readonly Item[];
  readonly terms: Terms;
  readonly rules: Rules;
}

/** One product, with what it can be paid with. */
export interface Choice {
  readonly item: Item;
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
  async catalogue(actor: Actor, said = ''): Promise<Result<Catalogue>> {
    const found = await this.#market(actor);
    if (!found.ok) return found;
    const { market, account } = found.value;
    const all = listOffers(market);
    const products = new Set(
      matchingProducts(
        all.map(({ product }) => product),
        said,
      ).map(({ id }) => id),
    );
    const items = all.filter(({ product }) => products.has(product.id)).map((one) => itemOf(one, account));
    return ok({ items, terms: market.terms, rules: this.#rules });
  }

  /** One product by its id. */
  async choice(actor: Actor, id: string): Promise<Result<Choice>> {
    const found = await this.#market(actor);
    if (!found.ok) return found;
    const { market, account } = found.value;
    const one = findOffer(id, market);
    if (!one.ok) return one;
    const profiles = usableProfiles(account).map(({ id: profile, name, card }) => ({
      id: profile,
      name,
      card: cardName(card),
    }));
    return ok({ item: itemOf(one.value, account), profiles, terms: market.terms, rules: this.#rules });
  }

  /** The products somebody means by a name, also those not on offer: why they are not is worth saying. */
  async meant(actor: Actor, said: string): Promise<Result<readonly Product[]>> {
    const found = await this.#market(actor);
    if (!found.ok) return found;
    const { terms } = found.value.market;
    const byId = terms.products.get(said);
    return ok(byId ? [byId] : matchingProducts([...terms.products.values()], said));
  }

  async #market(actor: Actor) {
    if (!isAllowed(actor, 'purchase.change')) return forbidden(actor);
    const [account, terms] = await Promise.all([this.#commerce.account(actor), this.#commerce.terms(actor.tenant)]);
    const { subscriptions } = account;
    return ok({ account, market: { terms, rules: this.#rules, now: this.#clock(), subscriptions } });
  }
}

function itemOf(one: Offer, account: Account): Item {
  const mine = live(account).filter(({ product, state }) => product === one.product.id && state.kind === 'active');
  return {
    offer: one,
    owned: mine.reduce((sum, subscription) => sum + licencesOf(subscription), 0),
    hadTrial: hadTrial(account.subscriptions, one.product.id),
  };
}
