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
import fields from '../kit/parts/fields.json' with { type: 'json' };
import head from '../kit/parts/head.json' with { type: 'json' };

const render = template(head, fields);

/** What a field says when it leaves everything. */
const ANY = 'all';
/** Days that can be picked for when purchases expire. */
export const expiryDays: readonly number[] = [7, 30, 90, 365];
/** What is best seen from its highest value down. */
const highestFirst = ['monthly', 'licences', 'assigned', 'price'] as const;

/** What purchases can be sorted by, in words. */
export const sortChoices = ({ administration: { columns, descending } }: Translations) => [
  ...purchaseColumns
    .filter((column) => !highestFirst.some((one) => one === column))
    .map((column) => ({ value: column as PurchaseSort, title: columns[column] })),
  ...highestFirst.map((column) => ({ value: `-${column}` as PurchaseSort, title: descending(columns[column]) })),
];

/** Asks which purchases are meant (RULES S12). */
export function purchaseFilterCard({ filter, sort, products }: PurchaseList, t: Translations): Card {
  const { administration: says, buttons } = t;
  const { filter: form } = says;
  const any = { value: ANY, title: form.any };
  const pick = (
    id: string,
    label: string,
    value: string,
    choices: readonly { value: string; title: string }[],
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
    pick('product', form.product, filter.product ?? ANY, [
      any,
      ...products.map(({ id, name }) => ({ value: id, title: name })),
    ]),
    pick('state', form.state, filter.state ?? ANY, [
      any,
      ...purchaseConditions.map((value) => ({ value, title: says.conditions[value] })),
    ]),
    pick('within', form.within, String(filter.within ?? ANY), [
      any,
      ...expiryDays.map((count) => ({ value: String(count), title: form.days(count) })),
    ]),
    pick('sort', form.sort, sort, sortChoices(t)),
  ];
  return render({
    lang: t.lang,
    summary: form.summary,
    ...headerView({ eyebrow: { text: form.eyebrow }, title: form.title }),
    ...fieldsView(all),
    buttons: [
      { title: says.buttons.find, verb: 'purchases', reads: true },
      { title: says.all, verb: 'purchases' },
      { title: buttons.home, verb: 'home' },
    ],
  });
}
