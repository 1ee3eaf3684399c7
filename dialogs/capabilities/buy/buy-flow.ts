import type { Translations } from '../../../cards/kit/locale.ts';
import { refusalCard } from '../../../cards/kit/refusal-card.ts';
import { type BuyFormInput, buyForm } from '../../../cards/orders/buy-form.ts';
import { catalogueCard } from '../../../cards/orders/catalogue-card.ts';
import type { ProductCatalogue, ProductChoice } from '../../../src/application/subscriptions/product-catalogue.ts';
import type { BillingPlan } from '../../../src/domain/catalogue/product.ts';
import type { Refusal } from '../../../src/domain/common/refusal.ts';
import { ok, refuse } from '../../../src/domain/common/result.ts';
import type { Rules } from '../../../src/domain/common/rules.ts';
import type { Form } from '../../engine/flow-definition.ts';
import { type PreviousInput, textOf } from '../../engine/form-fields.ts';
import { type OrderFlowDeps, orderFlow } from '../../engine/order-flow.ts';
import { parseWholeNumber } from '../../understanding/slots/number.ts';
import { stripTotalPhrase } from '../../understanding/understand.ts';

/** Stored between turns: its property names are a data format. */
export interface BuyDraft {
  readonly subscription?: never;
  readonly product: string;
  readonly quantity?: number;
  readonly term?: BillingPlan | 'trial';
  /** The term chosen before, while the form is shown again. */
  readonly picked?: BillingPlan | 'trial';
  readonly profile?: string;
  /** Whether a trial has a payment card, so that it continues as a paid subscription. */
  readonly card: boolean;
}

const PLANS: readonly BillingPlan[] = ['monthly', 'annual', 'annual-monthly'];

/** Longest text, in characters, that is read as a number. */
const MAX_NUMBER_LENGTH = 40;

/** Most characters of a refused answer that its refusal quotes. */
const MAX_QUOTE_LENGTH = 24;

/** Refusals that are about the quantity, the term or the billing profile. */
const handled: readonly Refusal['kind'][] = [
  'not-a-number',
  'out-of-range',
  'not-sold-so',
  'no-profile',
  'trial-needs-card',
  'file',
];

/** Asks for the quantity, term and billing profile of one product, or starts a trial. */
export const buyFlow = (deps: OrderFlowDeps, catalogue: ProductCatalogue, rules: Rules) =>
  orderFlow<BuyDraft>(deps, {
    id: 'buy',
    forms: [purchaseForm(catalogue, rules)],
    applyAlternative: (draft, { term, withCard }) => ({
      ...draft,
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
      const list = await catalogue.list(actor);
      return list.ok ? catalogueCard(list.value, { find: '', page: 0 }, t) : refusalCard(list.refusal, t);
    },
  });

const purchaseForm = (catalogue: ProductCatalogue, { maxLicences }: Rules): Form<BuyDraft> => ({
  isNeeded: ({ quantity, term }) => term === undefined || (term !== 'trial' && quantity === undefined),
  async render({ actor, t }, draft, previous) {
    const choice = await catalogue.get(actor, draft.product);
    if (!choice.ok) return choice;
    const { plans, trial } = choice.value.item.offer;
    if (plans.length === 0 && !trial.withoutCard && !trial.withCard) return refuse(notForSale(choice.value));
    return ok(buyForm(choice.value, formInput(choice.value, draft, previous, t), t));
  },
  parseAnswer({ t }, { quantity, term, profile }, draft) {
    const text = textOf(quantity ?? draft.quantity).trim();
    const count = text.length > MAX_NUMBER_LENGTH ? undefined : parseWholeNumber(stripTotalPhrase(text), t.locale);
    if (count === undefined)
      return refuse({ kind: 'not-a-number', said: text.slice(0, MAX_QUOTE_LENGTH), max: maxLicences });
    if (count < 1 || count > maxLicences) return refuse({ kind: 'out-of-range', asked: count, max: maxLicences });
    const plan = PLANS.find((one) => one === (term ?? draft.term));
    if (!plan) return term === undefined ? ok({ quantity: count }) : refuse({ kind: 'not-sold-so', product: '' });
    return ok({ quantity: count, term: plan, ...(typeof profile === 'string' && { profile }) });
  },
  fieldsFromText: (text) => ({ quantity: text }),
  handlesRefusal: ({ kind }) => handled.includes(kind),
  clearAnswer: ({ term, ...draft }) => ({ ...draft, ...(term && { picked: term }) }),
});

/** The form as it was submitted, with why it was refused and what the user can do instead. */
function formInput(
  { item, profiles }: ProductChoice,
  { product, quantity: before = 1, term: chosen, picked: previousTerm, profile: profileId }: BuyDraft,
  { fields, refusal }: PreviousInput,
  t: Translations,
): BuyFormInput {
  const typed = fields?.quantity;
  const quantity = typed && /^-?\d{1,12}$/.test(typed) ? Number(typed) : before;
  const term = PLANS.find((plan) => plan === fields?.term) ?? chosen ?? previousTerm;
  const profile = profiles.find(({ id }) => id === (fields?.profile ?? profileId))?.id;
  const problem = refusal && problemText(refusal, item.offer.product.name, t);
  const next = { verb: 'buy', product, quantity, ...(term === 'trial' ? { trial: true } : term && { plan: term }) };
  const needsCard = refusal?.kind === 'no-profile' || refusal?.kind === 'trial-needs-card';
  return {
    quantity,
    ...(term && term !== 'trial' && { term }),
    ...(profile && { profile }),
    ...(problem && { problem }),
    ...(needsCard && { instead: [{ title: t.orders.buyForm.addCard, verb: 'add-card', data: { next } }] }),
  };
}

function problemText(refusal: Refusal, product: string, t: Translations): string {
  const { title, text: way } = t.refusal(refusal.kind === 'not-sold-so' ? { ...refusal, product } : refusal, t);
  return `${title}. ${way}`;
}

/** Why a product has neither a plan nor a trial for this user. */
const notForSale = ({ item: { offer, hadTrial } }: ProductChoice): Refusal => {
  const product = offer.product.name;
  return offer.stopped || !hadTrial ? { kind: 'policy', product, trial: false } : { kind: 'trial-used', product };
};
