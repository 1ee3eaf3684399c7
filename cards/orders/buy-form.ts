import type { ProductChoice } from '../../src/application/subscriptions/product-catalogue.ts';
import { listPrice } from '../../src/domain/catalogue/product.ts';
import type { Button } from '../kit/buttons.ts';
import { type Card, template } from '../kit/card.ts';
import { headerView } from '../kit/card-header.ts';
import { type Field, fieldsView } from '../kit/fields.ts';
import type { Translations } from '../kit/locale.ts';
import { escapeMarkdown } from '../kit/markdown.ts';
import fields from '../kit/parts/fields.json' with { type: 'json' };
import head from '../kit/parts/head.json' with { type: 'json' };

const render = template(head, fields);

/** How a buying form was left. */
export interface BuyFormInput {
  readonly quantity: number;
  readonly term?: string;
  readonly profile?: string;
  readonly problem?: string;
  /** Instead of going on: adding the card that is missing. */
  readonly instead?: readonly Button[];
}

/** Asks how many of a product, for how long, and paid with what (RULES S1, #2). */
export function buyForm(
  choice: ProductChoice,
  { quantity, term, profile, problem, instead }: BuyFormInput,
  t: Translations,
): Card {
  const { buy, buttons, plan: names, money, period, number, links } = t;
  const { item, profiles, terms, rules } = choice;
  const { product, plans: sold, trial } = item.offer;
  const per = (plan: (typeof sold)[number]) => (plan === 'annual' ? period.year : period.month);
  const price = (plan: (typeof sold)[number]) => money(listPrice(terms, product.id, plan) ?? 0, terms.currency);
  const all: Field[] = [
    {
      kind: 'number',
      id: 'quantity',
      label: buy.number,
      value: quantity,
      min: 1,
      max: rules.maxLicences,
      error: t.form.range(number(rules.maxLicences)),
    },
    {
      kind: 'choice',
      id: 'term',
      label: buy.term,
      value: term ?? sold[0] ?? '',
      style: 'expanded',
      required: true,
      error: buy.termError,
      choices: sold.map((plan) => ({ title: buy.choice(names[plan], `${price(plan)} ${per(plan)}`), value: plan })),
    },
    ...(profiles.length > 1
      ? [
          {
            kind: 'choice' as const,
            id: 'profile',
            label: buy.profile,
            value: profile ?? profiles[0]?.id ?? '',
            style: 'compact' as const,
            required: true,
            error: buy.profile,
            choices: profiles.map(({ id, name, card }) => ({ title: buy.profileChoice(name, card), value: id })),
          },
        ]
      : []),
  ];
  const some = trial.withCard || trial.withoutCard;
  const more = item.ownedLicences > 0 ? buy.have(number(item.ownedLicences)) : buy.hint;
  return render({
    lang: t.lang,
    summary: problem ?? buy.summary(product.name),
    ...headerView({ eyebrow: { text: buy.eyebrow }, title: escapeMarkdown(product.name) }),
    ...fieldsView(sold.length > 0 ? all : [], {
      ...(problem && { problem }),
      hint: sold.length > 0 ? more : buy.trialHint(rules.trialLicences, rules.trialDays),
    }),
    buttons: [
      ...(instead ?? []),
      ...(sold.length > 0 ? [{ title: buttons.review, verb: 'next', reads: true as const }] : []),
      ...(some ? [{ title: buttons.trial, verb: 'instead', data: { term: 'trial' } }] : []),
      { title: buttons.back, verb: 'back' },
    ],
    link: { title: t.adminCentre.products, url: links.products },
  });
}
