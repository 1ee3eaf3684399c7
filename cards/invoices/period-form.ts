import type { InvoiceList } from '../../src/application/invoices/invoice-service.ts';
import { type Day, MAX_PERIOD_YEARS, startOf } from '../../src/domain/common/days.ts';
import type { Refusal } from '../../src/domain/common/refusal.ts';
import { type Card, template } from '../kit/card.ts';
import { type CardHeader, headerView } from '../kit/card-header.ts';
import type { Translations } from '../kit/locale.ts';
import { escapeMarkdown, joinMarkdown, type Markdown, type PlainText, unescapeMarkdown } from '../kit/markdown.ts';
import headPart from '../kit/parts/head.json' with { type: 'json' };
import periodFieldsPart from '../kit/parts/period-fields.json' with { type: 'json' };

const render = template(headPart, periodFieldsPart);

/** The values of the fields, the refusal of them, and the last day that can be chosen. */
interface PeriodFormInput {
  readonly from: string;
  readonly to: string;
  readonly today: Day;
  readonly refusal?: Refusal;
}

/** Asks for the first and the last day of a period (RULES S10). */
export const periodForm = (input: PeriodFormInput, t: Translations): Card => {
  const { list, periodForm: periodFormStrings } = t.invoices;
  return periodCard({ eyebrow: { text: list.eyebrow }, title: periodFormStrings.title }, input, t);
};

/** Says that a period has no invoices, and asks for another. */
export function noInvoicesCard({ days, range }: InvoiceList, today: Day, t: Translations): Card {
  const { list } = t.invoices;
  const caption = list.span(t.date(startOf(days.from)), t.date(startOf(days.to)));
  const sentences = [range === 'asked' ? list.noneInPeriod : list.noneLonger];
  const header = { eyebrow: { text: list.eyebrow }, title: list.none, caption, sentences };
  return periodCard(header, { ...days, today }, t);
}

function periodCard(
  header: CardHeader & { readonly title: Markdown },
  { from, to, today, refusal }: PeriodFormInput,
  t: Translations,
): Card {
  const { periodForm: periodFormStrings, buttons } = t.invoices;
  const text = refusal && t.refusal(refusal, t);
  const problem = text && `${text.title}. ${text.text}`;
  const field = (id: string, label: PlainText, value: string) => ({
    id,
    label,
    // A date field accepts dates only; other input is quoted in the problem.
    value: /^\d{4}-\d{2}-\d{2}$/.test(value) ? value : '',
    max: today,
    error: periodFormStrings.missing,
  });
  return render({
    lang: t.lang,
    summary: problem ?? unescapeMarkdown(joinMarkdown([header.title, ...(header.sentences ?? [])], '. ')),
    ...headerView(header),
    dates: [field('from', periodFormStrings.from, from), field('to', periodFormStrings.to, to)],
    problem: problem ? [{ text: escapeMarkdown(problem) }] : [],
    hint: problem ? [] : [{ text: periodFormStrings.hint(MAX_PERIOD_YEARS) }],
    buttons: [
      { title: buttons.show, verb: 'invoices', reads: true },
      { title: buttons.all, verb: 'invoices' },
      { title: t.buttons.home, verb: 'home' },
    ],
  });
}
