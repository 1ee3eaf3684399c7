import type { PurchaseList } from '../../src/application/administration/purchase-overview.ts';
import type { PurchaseRow } from '../../src/application/administration/purchase-row.ts';
import type { Button } from '../kit/buttons.ts';
import { type Card, template } from '../kit/card.ts';
import { headerView } from '../kit/card-header.ts';
import type { Translations } from '../kit/locale.ts';
import { escapeMarkdown, md, type PlainText, personName } from '../kit/markdown.ts';
import { messageCard } from '../kit/message-card.ts';
import headPart from '../kit/parts/head.json' with { type: 'json' };
import purchasesPart from '../kit/parts/purchases.json' with { type: 'json' };
import { costLabel, definedValues, filterLabel, purchaseStatus } from './purchase-labels.ts';

const render = template(headPart, purchasesPart);

/**
 * All purchases of the organisation, ten on a card (RULES S12, #20).
 * @param csv where the filtered list is as a file
 */
export function purchasesCard(list: PurchaseList, csv: string, t: Translations): Card {
  const { administration: strings, buttons, number } = t;
  const { rows, filter, sort, page, pages, first, last, nextCount, count } = list;
  const filterText = filterLabel(filter, list, t);
  const filterData = definedValues({ ...filter, sort });
  const home: Button = { title: buttons.home, verb: 'home' };
  const filters: Button = { title: strings.buttons.filter, verb: 'purchase-filter', data: filterData };
  const all: Button = { title: strings.buttons.purchases, verb: 'purchases' };
  if (count === 0) {
    const [title, way] = filterText
      ? [strings.purchases.none, strings.purchases.noneText]
      : [strings.purchases.empty, strings.purchases.emptyText];
    const sentences = filterText ? [escapeMarkdown(filterText), way] : [way];
    return messageCard(
      {
        eyebrow: { text: strings.purchases.eyebrow },
        title,
        sentences,
        buttons: filterText ? [filters, all, home] : [home],
      },
      t,
    );
  }
  const total = t.money(list.monthly, list.currency);
  const pageButton = (title: PlainText, to: number): Button => ({
    title,
    verb: 'purchases',
    data: { ...filterData, page: to },
  });
  return render({
    lang: t.lang,
    summary: strings.purchases.summary(number(count), count, total),
    ...headerView({
      eyebrow: { text: strings.purchases.eyebrow },
      title: strings.purchases.month(total),
      caption:
        pages > 1
          ? strings.purchases.page(number(first), number(last), number(count))
          : strings.purchases.caption(number(count), count),
      small: true,
      sentences: [...(filterText ? [escapeMarkdown(filterText)] : []), ...(list.estimated ? [t.estimate.note] : [])],
    }),
    purchases: rows.map((row) => rowView(row, list.currency, t)),
    buttons: [
      filters,
      ...(nextCount > 0 ? [pageButton(buttons.next(nextCount), page + 1)] : []),
      ...(page > 0 ? [pageButton(buttons.previous, page - 1)] : []),
      { title: strings.buttons.totals, verb: 'totals', data: definedValues(filter) },
      { title: strings.buttons.csv, url: csv },
      home,
    ],
    link: { title: t.adminCentre.products, url: t.links.products },
  });
}

function rowView(row: PurchaseRow, currency: string, t: Translations) {
  const { administration: strings, number } = t;
  const { state, color, next } = purchaseStatus(row, t);
  const used = strings.purchases.used(number(row.assigned), number(row.licences));
  const note = row.left ? md`${strings.purchases.purchaserLeft} · ${used}` : used;
  const price = costLabel(row, row.monthly, currency, t);
  return {
    purchaser: personName(row.purchaser),
    product: escapeMarkdown(row.productName),
    used: note,
    price,
    state,
    stateColor: color,
    next,
    spoken: `${row.purchaser}, ${row.productName}, ${note}, ${strings.purchases.month(price)}, ${state}, ${next}`,
    verb: 'purchase',
    data: { verb: 'purchase', person: row.person, subscription: row.subscription },
  };
}
