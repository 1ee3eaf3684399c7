import type { RequestView } from '../../src/application/licence-requests/request-queries.ts';
import type { Button } from '../kit/buttons.ts';
import type { Card } from '../kit/card.ts';
import { type CardHeader, headerView } from '../kit/card-header.ts';
import { displayNames, plainDisplayName } from '../kit/display-name.ts';
import { type Field, fieldsView } from '../kit/fields.ts';
import type { Translations } from '../kit/locale.ts';
import { escapeMarkdown, md, type OwnText, type PlainText, unescapeMarkdown } from '../kit/markdown.ts';
import { peopleRows, renderRequest, requestRows } from './request-rows.ts';
import { requestTitle } from './request-state.ts';

export interface DecisionCardOptions {
  /** Whether it is a reminder. */
  readonly again?: boolean;
  /** What is wrong with the decision that was entered. */
  readonly problem?: PlainText;
}

/** The form with which a decider approves or rejects a licence request. */
export function decisionCard(
  view: RequestView,
  { again: isReminder, problem }: DecisionCardOptions,
  t: Translations,
): Card {
  const { licenceRequests, buttons, number } = t;
  const { decide } = licenceRequests;
  const { request, open, names, maxNote, fulfilment } = view;
  const title = requestTitle(view, t);
  const answered = request.people.filter(({ answer }) => answer.is !== 'open');
  const canApprove = fulfilment?.kind !== 'none';
  const answers = canApprove ? (['later', 'approve', 'reject'] as const) : (['later', 'reject'] as const);
  const each: readonly Field[] = open.map((person) => ({
    kind: 'choice',
    id: `for-${person}`,
    label: plainDisplayName(person, names, t),
    value: 'later',
    style: 'compact',
    required: false,
    error: decide.nothing,
    choices: answers.map((value) => ({ title: decide.choices[value], value })),
  }));
  const note: Field = {
    kind: 'text',
    id: 'note',
    label: decide.note,
    value: '',
    placeholder: decide.noteHint,
    multiline: true,
    max: maxNote,
  };
  const isSingle = open.length === 1;
  const data = { request: request.id };
  const answerButton = (title: PlainText, all?: 'approve' | 'reject'): Button => ({
    title,
    verb: 'answer',
    data: { ...data, ...(all && { all }) },
    reads: true,
  });
  const singleFact =
    isSingle && !request.purchase
      ? [{ label: licenceRequests.fields.recipients, value: displayNames(open, names, t) }]
      : [];
  return renderRequest({
    lang: t.lang,
    summary: decide.summary(unescapeMarkdown(title)),
    ...headerView({ eyebrow: { text: eyebrowOf(request, isReminder, licenceRequests) }, title, ...costOf(view, t) }),
    ...requestRows(view, singleFact, t),
    ...peopleRows(answered, view, t),
    ...fieldsView([...(isSingle ? [] : each), ...termField(view, t), note], problem ? { problem } : {}),
    buttons: [
      ...(canApprove
        ? [answerButton(isSingle ? decide.approve : decide.approveAll(number(open.length)), 'approve')]
        : []),
      isSingle ? answerButton(decide.reject, 'reject') : answerButton(decide.send),
      { title: buttons.home, verb: 'home' },
    ],
  });
}

function eyebrowOf(
  { purchase }: RequestView['request'],
  isReminder: boolean | undefined,
  { decide, approval }: Translations['licenceRequests'],
): OwnText {
  if (purchase) return isReminder ? approval.reminder : approval.eyebrow;
  return isReminder ? decide.reminder : decide.eyebrow;
}

/** The cost of approving all people, or why that is not possible. */
function costOf(
  { request: { purchase }, fulfilment, currency, open }: RequestView,
  t: Translations,
): Pick<CardHeader, 'number' | 'caption' | 'sentences'> {
  const { licenceRequests, money, number, period, refusal } = t;
  const { decide } = licenceRequests;
  const wanted = open.length;
  if (purchase)
    return { number: { text: md`+${money(purchase.monthly, currency)}` }, caption: licenceRequests.approval.month };
  switch (fulfilment?.kind) {
    case 'free':
      return {
        number: { text: money(0, currency), color: 'Good' },
        caption:
          fulfilment.needed === 0
            ? decide.alreadyHave
            : decide.free(number(fulfilment.needed), number(fulfilment.free), fulfilment.free),
      };
    case 'add':
      return {
        number: { text: md`+${money(fulfilment.monthly, currency)}` },
        caption: decide.add(number(fulfilment.free), number(fulfilment.missing), fulfilment.missing),
      };
    case 'buy': {
      const [first] = fulfilment.plans;
      const per = first?.plan === 'annual' ? period.year : period.month;
      return { number: { text: md`+${money((first?.price ?? 0) * wanted, currency)}` }, caption: decide.buy(per) };
    }
    case 'none': {
      // A missing payment card can be added; what cannot be bought can only be rejected or wait for licences.
      const { title, text } = refusal(fulfilment.reason, t);
      return {
        sentences: [escapeMarkdown(`${title}. ${fulfilment.reason.kind === 'no-card' ? text : decide.cannot}`)],
      };
    }
    case undefined:
      return {};
  }
}

/** The term of the new subscription, if one must be bought. */
function termField(
  { fulfilment, currency }: RequestView,
  { licenceRequests, plan: names, money, period, orders: { buyForm } }: Translations,
): readonly Field[] {
  if (fulfilment?.kind !== 'buy' || fulfilment.plans.length < 2) return [];
  const per = (plan: string) => (plan === 'annual' ? period.year : period.month);
  return [
    {
      kind: 'choice',
      id: 'term',
      label: licenceRequests.decide.term,
      value: fulfilment.plans[0]?.plan ?? '',
      style: 'compact',
      required: true,
      error: buyForm.termError,
      choices: fulfilment.plans.map(({ plan, price }) => ({
        title: buyForm.choice(names[plan], `${money(price, currency)} ${per(plan)}`),
        value: plan,
      })),
    },
  ];
}
