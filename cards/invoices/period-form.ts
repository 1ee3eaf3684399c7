import type { InvoiceList } from '../../src/application/invoices/invoice-service.ts';
import { type Day, MAX_PERIOD_YEARS, startOf } from '../../src/domain/common/days.ts';
import type { Refusal } from '../../src/domain/common/refusal.ts';
import { type Card, template } from '../kit/card.ts';
import { type CardHeader, headerView } from '../kit/card-header.ts';
import type { Translations } from '../kit/locale.ts';
import { escapeMarkdown } from '../kit/markdown.ts';
import head from '../kit/parts/head.json' with { type: 'json' };
import fields from '../kit/parts/period-fields.json' with { type: 'json' };

const render = template(head, fields);

/** What stands in the fields, what is the matter with it, and the last day that can be asked for. */
interface PeriodFields {
  readonly from: string;
  readonly to: string;
  readonly today: Day;
  readonly refusal?: Refusal;
}

/** Asks for the first and the last day of a period (RULES S10). */
export const periodForm = (fields: PeriodFields, t: Translations): Card => {
  const { list, form } = t.invoices;
  return asking({ eyebrow: { text: list.eyebrow }, title: form.title }, fields, t);
};

/** There is nothing in a period: here is room for another. */
export function noInvoicesCard({ days, range: reach }: InvoiceList, today: Day, t: Translations): Card {
  const { list } = t.invoices;
  const caption = list.span(t.date(startOf(days.from)), t.date(startOf(days.to)));
  const sentences = [reach === 'asked' ? list.noneAsked : list.noneLonger];
  const says = { eyebrow: { text: list.eyebrow }, title: list.none, caption, sentences };
  return asking(says, { ...days, today }, t);
}

function asking(says: CardHeader, { from, to, today, refusal }: PeriodFields, t: Translations): Card {
  const { form, buttons } = t.invoices;
  const problem = refusal && t.refusal(refusal, t);
  const field = (id: string, label: string, value: string) => ({
    id,
    label,
    // A date field takes a date only; what else was typed stands in the objection.
    value: /^\d{4}-\d{2}-\d{2}$/.test(value) ? value : '',
    max: today,
    error: form.missing,
  });
  return render({
    lang: t.lang,
    summary: problem ? `${problem.title}. ${problem.way}` : [says.title, ...(says.sentences ?? [])].join('. '),
    ...headerView(says),
    dates: [field('from', form.from, from), field('to', form.to, to)],
    problem: problem ? [{ text: escapeMarkdown(`${problem.title}. ${problem.way}`) }] : [],
    hint: problem ? [] : [{ text: form.hint(MAX_PERIOD_YEARS) }],
    buttons: [
      { title: buttons.show, verb: 'invoices', reads: true },
      { title: buttons.all, verb: 'invoices' },
      { title: t.buttons.home, verb: 'home' },
    ],
  });
}
