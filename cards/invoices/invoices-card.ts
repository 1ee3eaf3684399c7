import type { InvoiceList } from '../../src/application/invoices/invoice-service.ts';
import { pageOf } from '../../src/application/runtime/pages.ts';
import { type Invoice, totalOf } from '../../src/domain/billing/invoice.ts';
import { startOf } from '../../src/domain/common/days.ts';
import type { Button } from '../kit/buttons.ts';
import { type Card, template } from '../kit/card.ts';
import { headerView } from '../kit/card-header.ts';
import type { Translations } from '../kit/locale.ts';
import { escapeMarkdown, md, type PlainText } from '../kit/markdown.ts';
import headPart from '../kit/parts/head.json' with { type: 'json' };
import invoicesPart from '../kit/parts/invoices.json' with { type: 'json' };
import { invoiceState } from './invoice-state.ts';

const render = template(headPart, invoicesPart);

const PAGE_SIZE = 5;

/** A user's invoices of a period, newest first, five on a card, with the total of all (RULES S10). */
export function invoicesCard(list: InvoiceList, page: number, t: Translations): Card {
  const { invoices, days, range } = list;
  const { list: strings, buttons } = t.invoices;
  const { number } = t;
  const count = invoices.length;
  const shown = pageOf(invoices, page, PAGE_SIZE);
  const total = t.money(list.total, list.currency);
  const span = md`${strings.span(t.date(startOf(days.from)), t.date(startOf(days.to)))} · ${strings.inclTax}`;
  const caption =
    shown.pages > 1
      ? strings.page(number(shown.first), number(shown.last), number(count), span)
      : strings.caption(number(count), count, span);
  const period = range === 'asked' ? { period: days } : {};
  const pageButton = (title: PlainText, page: number): Button => ({
    title,
    verb: 'invoices',
    data: { ...period, page },
  });
  return render({
    lang: t.lang,
    summary: strings.summary(number(count), count, total),
    ...headerView({
      eyebrow: { text: strings.eyebrow },
      title: total,
      caption,
      small: true,
      sentences: range === 'longer' ? [strings.longerPeriod] : [],
    }),
    invoices: shown.items.map((invoice) => itemView(invoice, t)),
    buttons: [
      { title: buttons.period, verb: 'invoices', data: { from: '', to: '' } },
      ...(shown.nextCount > 0 ? [pageButton(t.buttons.next(shown.nextCount), shown.page + 1)] : []),
      ...(shown.page > 0 ? [pageButton(t.buttons.previous, shown.page - 1)] : []),
      { title: buttons.spending, verb: 'spend', data: period },
      { title: t.buttons.home, verb: 'home' },
    ],
    link: { title: t.adminCentre.bills, url: t.links.bills },
  });
}

function itemView({ id, at, currency, lines }: Invoice, t: Translations) {
  const { gross } = totalOf(lines);
  const [date, amount] = [t.date(at), t.money(gross, currency)];
  const state = invoiceState(gross, t);
  return {
    date,
    number: escapeMarkdown(id),
    amount,
    state: state.text,
    stateColor: state.color,
    spoken: `${date}, ${t.invoices.invoice.number(id)}, ${amount}, ${state.text}`,
    verb: 'invoice',
    data: { verb: 'invoice', number: id },
  };
}
