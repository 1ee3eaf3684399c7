import {
  type PurchaseSort,
  purchaseColumns,
  purchaseConditions,
} from '../../src/application/administration/purchase-filter.ts';
import type { PurchaseList } from '../../src/application/administration/purchase-overview.ts';
import { type Card, template } from '../kit/card.ts';
import { headerView } from '../kit/card-header.ts';
import { type Field, fieldsView } from '../kit/fields.ts';
import type { Translations } from '../kit/locale.ts';
import type { PlainText } from '../kit/markdown.ts';
import fieldsPart from '../kit/parts/fields.json' with { type: 'json' };
import headPart from '../kit/parts/head.json' with { type: 'json' };

const render = template(headPart, fieldsPart);

/** The value of a field that matches all purchases. */
const ANY = 'all';
/** The choices for the days until a purchase expires. */
export const expiryDays: readonly number[] = [7, 30, 90, 365];
/** Columns that are sorted in descending order. */
const highestFirst = ['monthly', 'licences', 'assigned', 'price'] as const;

/** The sort orders with their names. */
export const sortChoices = ({ administration: { columns, descending } }: Translations) => [
  ...purchaseColumns
    .filter((column) => !highestFirst.some((one) => one === column))
    .map((column) => ({ value: column as PurchaseSort, title: columns[column] })),
  ...highestFirst.map((column) => ({ value: `-${column}` as PurchaseSort, title: descending(columns[column]) })),
];

/** Asks for a filter and a sort order of the purchases (RULES S12). */
export function purchaseFilterCard({ filter, sort, products }: PurchaseList, t: Translations): Card {
  const { administration: strings, buttons } = t;
  const { filter: form } = strings;
  const any = { value: ANY, title: form.any };
  const choiceField = (
    id: string,
    label: PlainText,
    value: string,
    choices: readonly { value: string; title: PlainText }[],
  ): Field => ({
    kind: 'choice',
    id,
    label,
    value: choices.some((one) => one.value === value) ? value : (choices[0]?.value ?? ''),
    style: 'compact',
    required: false,
    error: label,
    choices,
  });
  const all: readonly Field[] = [
    {
      kind: 'text',
      id: 'search',
      label: form.search,
      value: filter.search ?? '',
      placeholder: form.searchHint,
      multiline: false,
      max: 60,
    },
    choiceField('product', form.product, filter.product ?? ANY, [
      any,
      ...products.map(({ id, name }) => ({ value: id, title: name })),
    ]),
    choiceField('state', form.state, filter.state ?? ANY, [
      any,
      ...purchaseConditions.map((value) => ({ value, title: strings.status[value] })),
    ]),
    choiceField('within', form.within, String(filter.within ?? ANY), [
      any,
      ...expiryDays.map((count) => ({ value: String(count), title: form.days(count) })),
    ]),
    choiceField('sort', form.sort, sort, sortChoices(t)),
  ];
  return render({
    lang: t.lang,
    summary: form.summary,
    ...headerView({ eyebrow: { text: form.eyebrow }, title: form.title }),
    ...fieldsView(all),
    buttons: [
      { title: strings.buttons.find, verb: 'purchases', reads: true },
      { title: strings.buttons.purchases, verb: 'purchases' },
      { title: buttons.home, verb: 'home' },
    ],
  });
}
