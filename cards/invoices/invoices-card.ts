import type { InvoiceList } from '../../src/application/invoices/invoice-service.ts';
import { type Invoice, totalOf } from '../../src/domain/billing/invoice.ts';
import { startOf } from '../../src/domain/common/days.ts';
import type { Button } from '../kit/buttons.ts';
import { type Card, template } from '../kit/card.ts';
import { headerView } from '../kit/card-header.ts';
import type { Translations } from '../kit/locale.ts';
import head from '../kit/parts/head.json' with { type: 'json' };
import invoicesPart from '../kit/parts/invoices.json' with { type: 'json' };
import { invoiceState } from './invoice-state.ts';

const render = template(head, invoicesPart);

const PAGE = 5;

/** Somebody's invoices of a period, newest first, five on a card, with what they all come to (RULES S10). */
export function invoicesCard(list: InvoiceList, page: number, t: Translations): Card {
  const { invoices, days, range: reach } = list;
  const { list: says, buttons } = t.invoices;
  const { number } = t;
  const count = invoices.length;
  const at = Math.min(Math.max(0, page), Math.max(1, Math.ceil(count / PAGE)) - 1);
  const shown = invoices.slice(at * PAGE, (at + 1) * PAGE);
  const left = Math.min(PAGE, count - (at + 1) * PAGE);
  const total = t.money(list.total, list.currency);
  const span = `${says.span(t.date(startOf(days.from)), t.date(startOf(days.to)))} · ${says.inclTax}`;
  const caption =
    count > PAGE
      ? says.page(number(at * PAGE + 1), number(at * PAGE + shown.length), number(count), span)
      : says.caption(number(count), count, span);
  const asked = reach === 'asked' ? { period: days } : {};
  const turn = (title: string, to: number): Button => ({ title, verb: 'invoices', data: { ...asked, page: to } });
  return render({
    lang: t.lang,
    summary: says.summary(number(count), count, total),
    ...headerView({
      eyebrow: { text: says.eyebrow },
      title: total,
      caption,
      small: true,
      sentences: reach === 'longer' ? [says.longer] : [],
    }),
    invoices: shown.map((invoice) => itemOf(invoice, t)),
    buttons: [
      { title: buttons.period, verb: 'invoices', data: { from: '', to: '' } },
      ...(left > 0 ? [turn(t.buttons.next(left), at + 1)] : []),
      ...(at > 0 ? [turn(t.buttons.previous, at - 1)] : []),
      { title: buttons.spending, verb: 'spend', data: asked },
      { title: t.buttons.home, verb: 'home' },
    ],
    link: { title: t.adminCentre.bills, url: t.links.bills },
  });
}

function itemOf({ id, at, currency, lines }: Invoice, t: Translations) {
  const { gross } = totalOf(lines);
  const [date, amount] = [t.date(at), t.money(gross, currency)];
  const state = invoiceState(gross, t);
  return {
    date,
    number: id,
    amount,
    state: state.text,
    stateColor: state.color,
    spoken: `${date}, ${t.invoices.one.number(id)}, ${amount}, ${state.text}`,
    verb: 'invoice',
    data: { verb: 'invoice', number: id },
  };
}
