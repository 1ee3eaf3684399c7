import type { ProductChoice } from '../../src/application/subscriptions/product-catalogue.ts';
import { listPrice } from '../../src/domain/catalogue/product.ts';
import type { Button } from '../kit/buttons.ts';
import { type Card, template } from '../kit/card.ts';
import { headerView } from '../kit/card-header.ts';
import { type Field, fieldsView } from '../kit/fields.ts';
import type { Translations } from '../kit/locale.ts';
import { escapeMarkdown, type PlainText } from '../kit/markdown.ts';
import fieldsPart from '../kit/parts/fields.json' with { type: 'json' };
import headPart from '../kit/parts/head.json' with { type: 'json' };

const render = template(headPart, fieldsPart);

/** What the user entered into the form before. */
export interface BuyFormInput {
  readonly quantity: number;
  readonly term?: string;
  readonly profile?: string;
  readonly problem?: PlainText;
  /** Buttons before Review, such as for adding the missing payment card. */
  readonly instead?: readonly Button[];
}

/** Asks for the number of licences, the term and the billing profile (RULES S1, #2). */
export function buyForm(
  choice: ProductChoice,
  { quantity, term, profile, problem, instead }: BuyFormInput,
  t: Translations,
): Card {
  const { buttons, plan: planNames, money, period, number, links } = t;
  const { buyForm: buyFormStrings } = t.orders;
  const { item, profiles, terms, rules } = choice;
  const { product, plans, trial } = item.offer;
  const per = (plan: (typeof plans)[number]) => (plan === 'annual' ? period.year : period.month);
  const price = (plan: (typeof plans)[number]) => money(listPrice(terms, product.id, plan) ?? 0, terms.currency);
  const all: Field[] = [
    {
      kind: 'number',
      id: 'quantity',
      label: buyFormStrings.number,
      value: quantity,
      min: 1,
      max: rules.maxLicences,
      error: t.orders.changeForm.range(number(rules.maxLicences)),
    },
    {
      kind: 'choice',
      id: 'term',
      label: buyFormStrings.term,
      value: term ?? plans[0] ?? '',
      style: 'expanded',
      required: true,
      error: buyFormStrings.termError,
      choices: plans.map((plan) => ({
        title: buyFormStrings.choice(planNames[plan], `${price(plan)} ${per(plan)}`),
        value: plan,
      })),
    },
    ...(profiles.length > 1
      ? [
          {
            kind: 'choice' as const,
            id: 'profile',
            label: buyFormStrings.profile,
            value: profile ?? profiles[0]?.id ?? '',
            style: 'compact' as const,
            required: true,
            error: buyFormStrings.profile,
            choices: profiles.map(({ id, name, card }) => ({
              title: buyFormStrings.profileChoice(name, card),
              value: id,
            })),
          },
        ]
      : []),
  ];
  const hasTrial = trial.withCard || trial.withoutCard;
  const hint = item.ownedLicences > 0 ? buyFormStrings.owned(number(item.ownedLicences)) : buyFormStrings.hint;
  return render({
    lang: t.lang,
    summary: problem ?? buyFormStrings.summary(product.name),
    ...headerView({ eyebrow: { text: buyFormStrings.eyebrow }, title: escapeMarkdown(product.name) }),
    ...fieldsView(plans.length > 0 ? all : [], {
      ...(problem && { problem }),
      hint: plans.length > 0 ? hint : buyFormStrings.trialHint(rules.trialLicences, rules.trialDays),
    }),
    buttons: [
      ...(instead ?? []),
      ...(plans.length > 0 ? [{ title: buttons.review, verb: 'next', reads: true as const }] : []),
      ...(hasTrial ? [{ title: t.orders.buyForm.freeTrial, verb: 'instead', data: { term: 'trial' } }] : []),
      { title: buttons.back, verb: 'back' },
    ],
    link: { title: t.adminCentre.products, url: links.products },
  });
}
