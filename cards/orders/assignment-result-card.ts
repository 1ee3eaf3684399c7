import type { Receipt } from '../../src/application/orders/receipt.ts';
import type { Button } from '../kit/buttons.ts';
import { type Card, template } from '../kit/card.ts';
import { headerView } from '../kit/card-header.ts';
import type { Translations } from '../kit/locale.ts';
import { escapeMarkdown } from '../kit/markdown.ts';
import head from '../kit/parts/head.json' with { type: 'json' };
import people from '../kit/parts/people.json' with { type: 'json' };
import rows from '../kit/parts/rows.json' with { type: 'json' };
import { type Row, rowsView } from '../kit/rows.ts';
import { peopleView } from './people-rows.ts';

const render = template(head, people, rows);

/** What became of each person, a row each; those that failed can be tried again (RULES S4, S5). */
export function assignmentResultCard(receipt: Receipt, t: Translations): Card {
  const { order, product, names, freeLicences, incompleteReduction } = receipt;
  const { people: says, number, money, receipt: told } = t;
  const about = order.people ?? [];
  const taken = order.act === 'unassign';
  const done = about.filter(({ result }) => result === 'done').length;
  const { gross } = order.today;
  const moved: Row[] = gross === 0 ? [] : [{ label: told.charged, value: money(gross, order.currency) }];
  const why = incompleteReduction && t.refusal(incompleteReduction.refusal, t);
  return render({
    lang: t.lang,
    summary: says.resultSummary(done, about.length, product),
    ...headerView({
      eyebrow: incompleteReduction
        ? { text: says.unfinished(done), color: 'Attention' }
        : { text: `${taken ? says.unassign : says.assign} · ${escapeMarkdown(product)}` },
      title: '',
      number: { text: says.done(done, about.length) },
      caption: says.left(number(freeLicences), freeLicences),
      sentences:
        incompleteReduction && why
          ? [escapeMarkdown(says.unfinishedWay(number(incompleteReduction.total), `${why.title}.`))]
          : [],
    }),
    ...peopleView(about, names, { taken, before: false }, t),
    ...rowsView([moved].filter(({ length }) => length > 0)),
    buttons: buttonsOf(receipt, t),
  });
}

function buttonsOf(
  { order, canUndo, incompleteReduction, remainingPeople: rest }: Receipt,
  { buttons, number }: Translations,
): readonly Button[] {
  const about = { subscription: order.subscription };
  const failed = (order.people ?? []).flatMap(({ person, result }) => (result === 'failed' ? [person] : []));
  const verb = order.act === 'unassign' ? 'unassign' : 'assign';
  return [
    ...(incompleteReduction
      ? [{ title: buttons.tryAgain, verb: 'change', data: { ...about, total: incompleteReduction.total } }]
      : []),
    ...(failed.length > 0
      ? [{ title: buttons.retry(number(failed.length)), verb, data: { ...about, chosen: failed } }]
      : []),
    ...(rest.length > 0
      ? [{ title: buttons.assignAgain(number(rest.length)), verb, data: { ...about, chosen: rest } }]
      : []),
    { title: verb === 'assign' ? buttons.assignMore : buttons.unassignMore, verb, data: about },
    ...(canUndo ? [{ title: buttons.undo, verb: 'undo', data: { order: order.number } }] : []),
    { title: buttons.open, verb: 'open', data: about },
    { title: buttons.home, verb: 'home' },
  ];
}
