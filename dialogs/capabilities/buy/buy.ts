import { refusalCard } from '../../../cards/kit/refusal-card.ts';
import { catalogueCard } from '../../../cards/orders/catalogue-card.ts';
import type { ProductCatalogue, ProductChoice } from '../../../src/application/subscriptions/product-catalogue.ts';
import type { Rules } from '../../../src/domain/common/rules.ts';
import { type Capability, type Handler, startFlow } from '../../engine/capability.ts';
import type { OrderFlowDeps } from '../../engine/order-flow.ts';
import type { Turn } from '../../engine/turn.ts';
import { chooseProductCard } from '../product-choice.ts';
import { type BuyDraft, buyFlow } from './buy-flow.ts';

/** Searching the product catalogue, and buying a product (RULES S1, #2–#4, #18). */
export function buyCapability(deps: OrderFlowDeps, catalogue: ProductCatalogue, rules: Rules): Capability {
  const buy: Handler<'buy'> = async ({ product, quantity, plan, trial, profile }, turn, dc) => {
    if (!product) return showCatalogue(catalogue, turn);
    const { actor, t, output } = turn;
    const products = await catalogue.findProducts(actor, product);
    if (!products.ok) return output.show(refusalCard(products.refusal, t));
    const [first] = products.value;
    if (!first) return output.show(refusalCard({ kind: 'unknown-product', said: product }, t));
    if (products.value.length > 1) {
      const data = { ...(quantity !== undefined && { quantity }), ...(plan && { plan }), ...(trial && { trial }) };
      turn.memory.picking = { ...data, verb: 'buy' };
      const { eyebrow, whichProduct: title } = t.orders.catalogue;
      return output.show(chooseProductCard(products.value, { verb: 'buy', data, eyebrow, title }, t));
    }
    const choice = await catalogue.get(actor, first.id);
    if (!choice.ok) return output.show(refusalCard(choice.refusal, t));
    const { maxLicences } = rules;
    const draft = initialDraft(choice.value, { term: trial ? 'trial' : plan, profile });
    if (quantity === undefined) return startFlow(dc, 'buy', draft);
    if (quantity >= 1 && quantity <= maxLicences) return startFlow(dc, 'buy', { ...draft, quantity });
    await startFlow(dc, 'buy', draft, {
      fields: { quantity: String(quantity) },
      refusal: { kind: 'out-of-range', asked: quantity, max: maxLicences },
    });
  };
  return {
    dialogs: [buyFlow(deps, catalogue, rules)],
    handlers: {
      catalogue: ({ find, page }, turn) => showCatalogue(catalogue, turn, find?.trim(), page),
      buy,
    },
  };
}

async function showCatalogue(
  catalogue: ProductCatalogue,
  { actor, t, output }: Turn,
  find = '',
  page = 0,
): Promise<void> {
  const list = await catalogue.list(actor, find);
  output.show(list.ok ? catalogueCard(list.value, { find, page }, t) : refusalCard(list.refusal, t));
}

/** The draft with defaults: the user's first billing profile, and a trial with a card where that is possible. */
function initialDraft(
  { item, profiles }: ProductChoice,
  { term, profile }: { term: BuyDraft['term'] | undefined; profile: string | undefined },
): BuyDraft {
  const { withCard, withoutCard } = item.offer.trial;
  const billingProfile = profiles.find(({ id }) => id === profile) ?? profiles[0];
  return {
    product: item.offer.product.id,
    card: (withCard && billingProfile !== undefined) || !withoutCard,
    ...(term && { term }),
    ...(billingProfile && { profile: billingProfile.id }),
  };
}
