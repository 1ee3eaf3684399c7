import type { SubscriptionDetails } from '../../src/application/subscriptions/overview.ts';
import { licencesOf } from '../../src/domain/subscription/subscription.ts';
import type { Button } from '../kit/buttons.ts';
import { type Card, template } from '../kit/card.ts';
import { headerView } from '../kit/card-header.ts';
import { fieldsView } from '../kit/fields.ts';
import type { Translations } from '../kit/locale.ts';
import { escapeMarkdown, type PlainText } from '../kit/markdown.ts';
import fieldsPart from '../kit/parts/fields.json' with { type: 'json' };
import headPart from '../kit/parts/head.json' with { type: 'json' };
import { periodOf } from '../subscriptions/subscription-status.ts';

const render = template(headPart, fieldsPart);

/** What the user entered into the form before, what is wrong with it, and the alternatives. */
export interface ChangeFormInput {
  readonly typed?: number;
  readonly problem?: PlainText;
  readonly instead?: readonly Button[];
}

/** Asks for the new number of licences of a subscription (RULES S3). */
export function changeForm(
  details: SubscriptionDetails,
  { typed, problem, instead }: ChangeFormInput,
  t: Translations,
): Card {
  const { number, money, buttons, perLicence, licences } = t;
  const { changeForm: changeFormStrings } = t.orders;
  const { subscription, currency, rules, product } = details;
  const owned = licencesOf(subscription);
  const price = money(subscription.price, currency);
  const all: Button[] = [
    { title: buttons.review, verb: 'next', reads: true },
    ...(instead ?? []),
    { title: buttons.back, verb: 'back' },
  ];
  return render({
    lang: t.lang,
    summary: problem ?? changeFormStrings.summary(product),
    ...headerView({
      eyebrow: { text: changeFormStrings.eyebrow },
      title: escapeMarkdown(product),
      caption: changeFormStrings.caption(licences(number(owned), owned), number(subscription.assignments.length)),
    }),
    ...fieldsView(
      [
        {
          kind: 'number',
          id: 'total',
          label: changeFormStrings.label,
          // A number field accepts numbers only: other input is quoted in the problem.
          value: typed ?? owned,
          min: 1,
          max: rules.maxLicences,
          error: changeFormStrings.range(number(rules.maxLicences)),
        },
      ],
      {
        ...(problem && { problem }),
        hint: changeFormStrings.hint(price, perLicence[periodOf(subscription)], number(owned + 5)),
      },
    ),
    buttons: all,
    link: { title: t.adminCentre.products, url: t.links.products },
  });
}
