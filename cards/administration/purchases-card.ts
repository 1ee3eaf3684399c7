import type { PurchaseList } from '../../src/application/administration/purchase-overview.ts';
import type { PurchaseRow } from '../../src/application/administration/purchase-row.ts';
import type { Button } from '../kit/buttons.ts';
import { type Card, template } from '../kit/card.ts';
import { headerView } from '../kit/card-header.ts';
import type { Translations } from '../kit/locale.ts';
import { escapeMarkdown, personName } from '../kit/markdown.ts';
import { messageCard } from '../kit/message-card.ts';
import head from '../kit/parts/head.json' with { type: 'json' };
import purchasesPart from '../kit/parts/purchases.json' with { type: 'json' };
import { costLabel, definedValues, filterLabel, purchaseStatus } from './purchase-labels.ts';

const render = template(head, purchasesPart);

const PAGE = 10;

/**
 * What everybody bought, ten on a card (RULES S12, #20).
 * @param csv where what is meant can be had as a file
 */
export function purchasesCard(list: PurchaseList, csv: string, t: Translations): Card {
  const { administration: says, buttons, number } = t;
  const { rows, filter, sort, page, pages, count } = list;
  const said = filterLabel(filter, list, t);
  const asked = definedValues({ ...filter, sort });
  const home: Button = { title: buttons.home, verb: 'home' };
  const filters: Button = { title: says.buttons.filter, verb: 'purchase-filter', data: asked };
  const all: Button = { title: says.all, verb: 'purchases' };
  if (count === 0) {
    const [title, way] = said ? [says.list.none, says.list.noneWay] : [says.list.nothing, says.list.nothingWay];
    const sentences = said ? [escapeMarkdown(said), way] : [way];
    return messageCard(
      { eyebrow: { text: says.list.eyebrow }, title, sentences, buttons: said ? [filters, all, home] : [home] },
      t,
    );
  }
  const total = t.money(list.monthly, list.currency);
  const first = page * PAGE + 1;
  const left = Math.min(PAGE, count - (page + 1) * PAGE);
  const turn = (title: string, to: number): Button => ({ title, verb: 'purchases', data: { ...asked, page: to } });
  return render({
    lang: t.lang,
    summary: says.list.summary(number(count), count, total),
    ...headerView({
      eyebrow: { text: says.list.eyebrow },
      title: says.list.month(total),
      caption:
        pages > 1
          ? says.list.page(number(first), number(first + rows.length - 1), number(count))
          : says.list.caption(number(count), count),
      small: true,
      sentences: [...(said ? [escapeMarkdown(said)] : []), ...(list.estimated ? [t.review.estimate] : [])],
    }),
    purchases: rows.map((row) => rowView(row, list.currency, t)),
    buttons: [
      filters,
      ...(left > 0 ? [turn(buttons.next(left), page + 1)] : []),
      ...(page > 0 ? [turn(buttons.previous, page - 1)] : []),
      { title: says.buttons.totals, verb: 'totals', data: definedValues(filter) },
      { title: says.buttons.csv, url: csv },
      home,
    ],
    link: { title: t.adminCentre.products, url: t.links.products },
  });
}

function rowView(row: PurchaseRow, currency: string, t: Translations) {
  const { administration: says, number } = t;
  const { state, color, next } = purchaseStatus(row, t);
  const used = says.list.used(number(row.assigned), number(row.licences));
  const note = row.left ? `${says.leftNote} · ${used}` : used;
  const price = costLabel(row, row.monthly, currency, t);
  return {
    purchaser: personName(row.purchaser),
    product: escapeMarkdown(row.productName),
    used: note,
    price,
    state,
    stateColor: color,
    next,
    spoken: `${row.purchaser}, ${row.productName}, ${note}, ${says.list.month(price)}, ${state}, ${next}`,
    verb: 'purchase',
    data: { verb: 'purchase', person: row.person, subscription: row.subscription },
  };
}
