import { choiceCard } from '../../cards/kit/choice-card.ts';
import type { Translations } from '../../cards/kit/locale.ts';
import { refusalCard } from '../../cards/kit/message-card.ts';
import { buyForm } from '../../cards/orders/buy-form.ts';
import { catalogueCard } from '../../cards/orders/catalogue-card.ts';
import type { ProductCatalogue, ProductChoice } from '../../src/application/subscriptions/product-catalogue.ts';
import type { BillingPlan } from '../../src/domain/catalogue/product.ts';
import type { Refusal } from '../../src/domain/common/refusal.ts';
import { ok, refuse } from '../../src/domain/common/result.ts';
import type { Rules } from '../../src/domain/common/rules.ts';
import { type Capability, startFlow } from '../engine/capability.ts';
import { textOf } from '../engine/flow.ts';
import { type OrderFlowDeps, orderFlow } from '../engine/order-flow.ts';
import type { Turn } from '../engine/turn.ts';
import type { Verb } from '../understanding/intent.ts';
import { parseWholeNumber } from '../understanding/number.ts';
import { stripTotalPhrase } from '../understanding/understand.ts';

interface Basket {
  readonly subscription?: never;
  readonly product: string;
  readonly quantity?: number;
  readonly term?: BillingPlan | 'trial';
  /** A term picked before, while the form asks again. */
  readonly picked?: BillingPlan | 'trial';
  readonly profile?: string;
  /** Whether a trial is to have a card behind it. */
  readonly card: boolean;
}

const TERMS: readonly BillingPlan[] = ['monthly', 'annual', 'annual-monthly'];

/** Looking through what may be bought, and buying it (RULES S1, #2–#4, #18). */
export function buyCapability(orders: OrderFlowDeps, shop: ProductCatalogue, rules: Rules): Capability {
  const catalogue = async ({ actor, t, output }: Turn, find = '', page = 0) => {
    const found = await shop.list(actor, find);
    output.show(found.ok ? catalogueCard(found.value, { find, page }, t) : refusalCard(found.refusal, t));
  };
  return {
    dialogs: [buyFlow(orders, shop, rules)],
    handlers: {
      catalogue: ({ find, page }, turn) => catalogue(turn, find?.trim(), page),
      async buy({ product, quantity, plan, trial, profile }, turn, dc) {
        if (!product) return catalogue(turn);
        const { actor, t, output } = turn;
        const meant = await shop.findProducts(actor, product);
        if (!meant.ok) return output.show(refusalCard(meant.refusal, t));
        const [only] = meant.value;
        if (!only) return output.show(refusalCard({ kind: 'unknown-product', said: product }, t));
        const more = {
          ...(quantity !== undefined && { quantity }),
          ...(plan && { plan }),
          ...(trial && { trial }),
        };
        if (meant.value.length > 1) {
          turn.memory.picking = { ...more, verb: 'buy' };
          const { eyebrow, which: title } = t.catalogue;
          return output.show(chooseProductCard(meant.value, { verb: 'buy', eyebrow, title, more }, t));
        }
        const choice = await shop.get(actor, only.id);
        if (!choice.ok) return output.show(refusalCard(choice.refusal, t));
        const draft = basket(choice.value, { quantity, term: trial ? 'trial' : plan, profile });
        const wrong = quantity !== undefined && (quantity < 1 || quantity > rules.maxLicences);
        if (!wrong) return startFlow(dc, 'buy', draft);
        const { quantity: _wrong, ...asked } = draft;
        const refusal = { kind: 'out-of-range', asked: quantity, max: rules.maxLicences };
        await startFlow(dc, 'buy', asked, { fields: { quantity: String(quantity) }, refusal });
      },
    },
  };
}

/** Which of several products somebody means. */
export function chooseProductCard(
  products: readonly { id: string; name: string }[],
  { verb, eyebrow, title, more, most = 6 }: { verb: Verb; eyebrow: string; title: string; more: object; most?: number },
  t: Translations,
) {
  return choiceCard(
    {
      eyebrow: { text: eyebrow },
      title,
      choices: products.slice(0, most).map(({ id, name }) => ({
        name,
        detail: eyebrow,
        verb,
        data: { ...more, product: id },
      })),
      buttons: [{ title: t.buttons.home, verb: 'home' }],
    },
    t,
  );
}

/** What somebody said, with the usual for what they did not: their first billing profile, a card where it may be. */
function basket(
  { item, profiles }: ProductChoice,
  { quantity, term, profile }: { quantity?: number | undefined; term?: Basket['term']; profile?: string | undefined },
): Basket {
  const { withCard, withoutCard } = item.offer.trial;
  const usual = profiles.find(({ id }) => id === profile) ?? profiles[0];
  return {
    product: item.offer.product.id,
    card: (withCard && usual !== undefined) || !withoutCard,
    ...(quantity !== undefined && { quantity }),
    ...(term && { term }),
    ...(usual && { profile: usual.id }),
  };
}

const buyFlow = (orders: OrderFlowDeps, shop: ProductCatalogue, rules: Rules) =>
  orderFlow<Basket>(orders, {
    id: 'buy',
    forms: [
      {
        isNeeded: ({ quantity, term }) => term === undefined || (term !== 'trial' && quantity === undefined),
        async render({ actor, t }, { product, quantity = 1, term, picked, profile }, { fields, refusal }) {
          const choice = await shop.get(actor, product);
          if (!choice.ok) return choice;
          const { item } = choice.value;
          if (item.offer.plans.length === 0 && !item.offer.trial.withoutCard && !item.offer.trial.withCard) {
            return refuse(whyNot(choice.value.item.offer.stopped, item.hadTrial, item.offer.product.name));
          }
          const typed = fields?.quantity;
          const named = refusal?.kind === 'not-sold-so' ? { ...refusal, product: item.offer.product.name } : refusal;
          const said = named && t.refusal(named, t);
          const chosen = TERMS.find((one) => one === fields?.term) ?? term ?? picked;
          const paid = profileIn(choice.value, fields?.profile ?? profile);
          const wanted = typed && /^-?\d{1,12}$/.test(typed) ? Number(typed) : quantity;
          const noCard = refusal?.kind === 'no-profile' || refusal?.kind === 'trial-needs-card';
          const then = {
            verb: 'buy',
            product,
            quantity: wanted,
            ...(chosen && (chosen === 'trial' ? { trial: true } : { plan: chosen })),
          };
          return ok(
            buyForm(
              choice.value,
              {
                quantity: wanted,
                ...(chosen && chosen !== 'trial' && { term: chosen }),
                ...(paid && { profile: paid }),
                ...(said && { problem: `${said.title}. ${said.way}` }),
                ...(noCard && { instead: [{ title: t.buttons.addCard, verb: 'add-card', data: { next: then } }] }),
              },
              t,
            ),
          );
        },
        parseAnswer({ t }, { quantity, term, profile }, draft) {
          const said = textOf(quantity ?? draft.quantity).trim();
          const count = said.length > 40 ? undefined : parseWholeNumber(stripTotalPhrase(said), t.locale);
          if (count === undefined)
            return refuse({ kind: 'not-a-number', said: said.slice(0, 24), max: rules.maxLicences });
          if (count < 1 || count > rules.maxLicences)
            return refuse({ kind: 'out-of-range', asked: count, max: rules.maxLicences });
          const plan = TERMS.find((one) => one === (term ?? draft.term));
          if (!plan) return term === undefined ? ok({ quantity: count }) : refuse({ kind: 'not-sold-so', product: '' });
          return ok({ quantity: count, term: plan, ...(typeof profile === 'string' && { profile }) });
        },
        fieldsFromText: (text) => ({ quantity: text }),
        handlesRefusal: ({ kind }) => explained.includes(kind),
        // What was picked stands in the form again.
        clearAnswer: ({ term, ...draft }) => ({ ...draft, ...(term && { picked: term }) }),
      },
    ],
    applyAlternative: (basket, { term, withCard }) => ({
      ...basket,
      ...(term === 'trial' && { term }),
      ...(typeof withCard === 'boolean' && { card: withCard }),
    }),
    request: ({ product, quantity = 0, term = 'monthly', profile, card }) => ({
      act: 'buy',
      product,
      term,
      quantity,
      ...(profile && (term !== 'trial' || card) && { profile }),
    }),
    async backTo({ actor, t }) {
      const found = await shop.list(actor);
      return found.ok ? catalogueCard(found.value, { find: '', page: 0 }, t) : refusalCard(found.refusal, t);
    },
  });

/** The billing profile to be picked in the form: one that there is. */
const profileIn = ({ profiles: all }: ProductChoice, wanted: string | undefined): string | undefined =>
  all.find(({ id }) => id === wanted)?.id;

const explained: readonly Refusal['kind'][] = [
  'not-a-number',
  'out-of-range',
  'not-sold-so',
  'no-profile',
  'trial-needs-card',
  'file',
];

const whyNot = (stopped: boolean, hadTrial: boolean, product: string): Refusal =>
  stopped || !hadTrial ? { kind: 'policy', product, trial: false } : { kind: 'trial-used', product };
