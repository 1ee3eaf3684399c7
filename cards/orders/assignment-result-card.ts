import type { Receipt } from '../../src/application/orders/receipt.ts';
import type { Button } from '../kit/buttons.ts';
import { type Card, template } from '../kit/card.ts';
import { headerView } from '../kit/card-header.ts';
import type { Translations } from '../kit/locale.ts';
import { escapeMarkdown, md } from '../kit/markdown.ts';
import headPart from '../kit/parts/head.json' with { type: 'json' };
import peoplePart from '../kit/parts/people.json' with { type: 'json' };
import rowsPart from '../kit/parts/rows.json' with { type: 'json' };
import { type Row, rowsView } from '../kit/rows.ts';
import { peopleView } from './people-rows.ts';

const render = template(headPart, peoplePart, rowsPart);

/** The result of an assignment, one row for each person; failed ones can be retried (RULES S4, S5). */
export function assignmentResultCard(receipt: Receipt, t: Translations): Card {
  const { order, names, freeLicences, incompleteReduction } = receipt;
  const { number, money } = t;
  const people = order.people ?? [];
  const isUnassign = order.act === 'unassign';
  const done = people.filter(({ result }) => result === 'done').length;
  const { gross } = order.today;
  const product = escapeMarkdown(receipt.product);
  const charged: Row[] = gross === 0 ? [] : [{ label: t.orders.receipt.charged, value: money(gross, order.currency) }];
  const why = incompleteReduction && t.refusal(incompleteReduction.refusal, t);
  return render({
    lang: t.lang,
    summary: t.assignments.result.summary(done, people.length, receipt.product),
    ...headerView({
      eyebrow: incompleteReduction
        ? { text: t.assignments.result.unfinished(done), color: 'Attention' }
        : { text: md`${isUnassign ? t.assignments.unassign : t.assignments.assign} · ${product}` },
      number: { text: t.assignments.result.done(done, people.length) },
      caption: t.assignments.result.left(number(freeLicences), freeLicences),
      sentences:
        incompleteReduction && why
          ? [t.assignments.result.unfinishedText(number(incompleteReduction.total), md`${escapeMarkdown(why.title)}.`)]
          : [],
    }),
    ...peopleView(people, names, { isUnassign, isPreview: false }, t),
    ...rowsView([charged].filter(({ length }) => length > 0)),
    buttons: buttonsOf(receipt, t),
  });
}

function buttonsOf(
  { order, canUndo, incompleteReduction, remainingPeople }: Receipt,
  t: Translations,
): readonly Button[] {
  const { buttons, number } = t;
  const data = { subscription: order.subscription };
  const failed = (order.people ?? []).flatMap(({ person, result }) => (result === 'failed' ? [person] : []));
  const verb = order.act === 'unassign' ? 'unassign' : 'assign';
  return [
    ...(incompleteReduction
      ? [{ title: buttons.tryAgain, verb: 'change', data: { ...data, total: incompleteReduction.total } }]
      : []),
    ...(failed.length > 0
      ? [{ title: t.assignments.result.retry(number(failed.length)), verb, data: { ...data, chosen: failed } }]
      : []),
    ...(remainingPeople.length > 0
      ? [
          {
            title: t.orders.buttons.assignAgain(number(remainingPeople.length)),
            verb,
            data: { ...data, chosen: remainingPeople },
          },
        ]
      : []),
    { title: verb === 'assign' ? t.assignments.result.assignMore : t.assignments.result.unassignMore, verb, data },
    ...(canUndo ? [{ title: buttons.undo, verb: 'undo', data: { order: order.number } }] : []),
    { title: t.subscriptions.buttons.open, verb: 'open', data },
    { title: buttons.home, verb: 'home' },
  ];
}
