import type { RequestView } from '../../src/application/licence-requests/request-queries.ts';
import type { AgreedPurchase, RequestedPerson } from '../../src/domain/account/licence-request.ts';
import type { Button } from '../kit/buttons.ts';
import { type Card, template } from '../kit/card.ts';
import { type CardHeader, type Colour, headerView } from '../kit/card-header.ts';
import { displayName, displayNames, plainDisplayName } from '../kit/display-name.ts';
import { type Field, fieldsView } from '../kit/fields.ts';
import type { Translations } from '../kit/locale.ts';
import { escapeMarkdown, type Markdown, md, type OwnText, type PlainText, unescapeMarkdown } from '../kit/markdown.ts';
import fieldsPart from '../kit/parts/fields.json' with { type: 'json' };
import headPart from '../kit/parts/head.json' with { type: 'json' };
import peoplePart from '../kit/parts/people.json' with { type: 'json' };
import rowsPart from '../kit/parts/rows.json' with { type: 'json' };
import { type Fact, rowsView } from '../kit/rows.ts';

const render = template(headPart, rowsPart, peoplePart, fieldsPart);

interface RequestCardOptions {
  /** Whether it is a reminder. */
  readonly again?: boolean;
  /** What is wrong with the decision that was entered. */
  readonly problem?: PlainText;
}

/** A licence request for its asker or for a decider; the latter get a form while there is something to decide. */
export function requestCard(view: RequestView, t: Translations, options: RequestCardOptions = {}): Card {
  if (view.role === 'asker') return ownCard(view, t);
  return view.open.length > 0 ? decisionCard(view, options, t) : decidedCard(view, t);
}

function ownCard(view: RequestView, t: Translations): Card {
  const { licenceRequests, buttons } = t;
  const { own } = licenceRequests;
  const { mine } = licenceRequests.buttons;
  const { deciders } = licenceRequests.fields;
  const { request, product, open, order } = view;
  return render({
    lang: t.lang,
    summary: own.summary(product, requestState(view, t).text),
    ...headerView({
      eyebrow: { text: request.decisions > 0 ? own.answered : own.eyebrow },
      title: escapeMarkdown(product),
      state: requestState(view, t),
      ...ownCost(view, t),
    }),
    ...requestRows(view, [{ label: deciders, value: displayNames(request.deciders, view.names, t) }], t),
    // A purchase has no people to list before it is decided.
    ...peopleRows(request.purchase && open.length > 0 ? [] : request.people, view, t),
    ...fieldsView([]),
    buttons: [
      ...(order ? [{ title: own.receipt, verb: 'receipt', data: { order } }] : []),
      ...(open.length > 0 ? [] : askAgainButton(view, t)),
      { title: mine, verb: 'requests', data: { of: 'own' } },
      ...(open.length > 0 ? [{ title: own.withdraw, verb: 'withdraw', data: { request: request.id } }] : []),
      { title: buttons.home, verb: 'home' },
    ],
  });
}

/** The cost of a purchase that waits for the manager's approval. */
function ownCost(
  { request: { purchase, closed }, currency }: RequestView,
  { licenceRequests: { approval }, money }: Translations,
) {
  if (!purchase) return {};
  const sentences = closed?.how === 'stopped' ? [approval.stopped] : [];
  return { number: { text: md`+${money(purchase.monthly, currency)}` }, caption: approval.ownMonth, sentences };
}

/** The button to request the same again for those who did not get it. */
function askAgainButton({ request }: RequestView, { licenceRequests }: Translations): readonly Button[] {
  if (request.purchase)
    return request.closed?.how === 'answered' ? [] : [reviewAgainButton(request.purchase, licenceRequests)];
  const chosen = request.people.flatMap(({ person, answer }) => (answer.is === 'approved' ? [] : [person]));
  if (chosen.length === 0) return [];
  const button = { title: licenceRequests.own.again, verb: 'ask', data: { product: request.product, chosen } };
  return [button];
}

/** The button to review again a purchase that was approved or rejected. */
function reviewAgainButton(
  { order }: AgreedPurchase,
  { approval: { again: title } }: Translations['licenceRequests'],
): Button {
  switch (order.act) {
    case 'buy': {
      const { product, quantity, term, profile } = order;
      const wanted = term === 'trial' ? { trial: true } : { quantity, plan: term };
      return { title, verb: 'buy', data: { product, ...wanted, ...(profile && { profile }) } };
    }
    case 'change':
      return { title, verb: 'change', data: { subscription: order.subscription, total: order.total } };
    case 'assign':
      return { title, verb: 'assign', data: { subscription: order.subscription, chosen: order.people } };
    case 'reactivate':
      return { title, verb: 'reactivate', data: { subscription: order.subscription } };
    case 'cancel':
    case 'recurring':
    case 'reinstate':
    case 'unassign':
      return { title, verb: 'open', data: { subscription: order.subscription } };
  }
}

function decisionCard(view: RequestView, { again: isReminder, problem }: RequestCardOptions, t: Translations): Card {
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
  return render({
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
    default:
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

/** The outcome of a request, for its deciders. */
function decidedCard(view: RequestView, t: Translations): Card {
  const { licenceRequests, buttons } = t;
  const { closed: closedStrings } = licenceRequests;
  const { toDecide } = licenceRequests.buttons;
  const { request } = view;
  const title = requestTitle(view, t);
  const state = requestState(view, t);
  return render({
    lang: t.lang,
    summary: `${unescapeMarkdown(title)}: ${state.text}.`,
    ...headerView({
      eyebrow: { text: request.purchase ? licenceRequests.approval.closed : closedStrings.eyebrow },
      title,
      state,
    }),
    ...requestRows(view, [], t),
    ...peopleRows(request.people, view, t),
    ...fieldsView([]),
    buttons: [
      { title: toDecide, verb: 'requests', data: { of: 'decide' } },
      { title: buttons.home, verb: 'home' },
    ],
  });
}

/** The dates and the reason of a request. */
function requestRows(
  { request, expires, open }: RequestView,
  more: readonly Fact[],
  { licenceRequests, date, number }: Translations,
) {
  const ends = open.length > 0 ? [{ label: licenceRequests.fields.expires, value: date(expires) }] : [];
  const { purchase } = request;
  const { from = 0, now = 0 } = purchase ?? {};
  const count = from === 0 ? number(now) : md`${number(from)} → ${number(now)}`;
  const licences = purchase ? [{ label: licenceRequests.approval.licences, value: count }] : [];
  return rowsView(
    [[...licences, { label: licenceRequests.fields.askedOn, value: date(request.at) }, ...ends]],
    [
      ...more,
      ...(request.why === ''
        ? []
        : [
            { label: licenceRequests.fields.reason, value: licenceRequests.fields.quoted(escapeMarkdown(request.why)) },
          ]),
    ],
  );
}

const peopleRows = (some: readonly RequestedPerson[], view: RequestView, t: Translations) => ({
  people: some.map(({ person, answer }, index) => {
    const {
      fields: { decidedBy, quoted },
    } = t.licenceRequests;
    const note = 'note' in answer && answer.note !== '' ? [quoted(escapeMarkdown(answer.note))] : [];
    const who = 'by' in answer ? [decidedBy(displayName(answer.by, view.names, t))] : [];
    return {
      name: displayName(person, view.names, t),
      why: [...who, ...note].map((text) => ({ text })),
      ...personState(answer.is, view, t),
      spacing: index === 0 ? 'Medium' : 'Default',
    };
  }),
});

function personState(
  answer: RequestedPerson['answer']['is'],
  { request }: RequestView,
  { licenceRequests: { state } }: Translations,
): { readonly state: OwnText; readonly color: Colour } {
  switch (answer) {
    case 'approved':
      return { state: state.approved, color: 'Good' };
    case 'rejected':
      return { state: state.rejected, color: 'Attention' };
    case 'claimed':
      return { state: state.claimed, color: 'Accent' };
    case 'open': {
      const { closed } = request;
      if (!closed || closed.how === 'answered') return { state: state.waiting, color: 'Warning' };
      return { state: state[closed.how], color: 'Default' };
    }
  }
}

/** The status of a request as a whole. */
export function requestState(
  { request }: RequestView,
  { licenceRequests: { state } }: Translations,
): { text: OwnText; color: Colour } {
  const { closed, people: all } = request;
  if (!closed) return { text: state.waiting, color: 'Warning' };
  if (closed.how === 'stopped') return { text: state.stopped, color: 'Attention' };
  const every = (is: RequestedPerson['answer']['is']) => all.every(({ answer }) => answer.is === is);
  if (every('approved')) return { text: state.approved, color: 'Good' };
  if (every('rejected')) return { text: state.rejected, color: 'Attention' };
  return { text: state[closed.how], color: 'Default' };
}

/** Who requests which product. */
export const requestTitle = ({ request, product, names }: RequestView, t: Translations): Markdown => {
  const { decide, approval } = t.licenceRequests;
  const asker = displayName(request.asker.person, names, t);
  return (request.purchase ? approval : decide).title(asker, escapeMarkdown(product));
};
