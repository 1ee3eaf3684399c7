import type {
  CardSummary,
  PaymentMethodList,
  ProfileSummary,
} from '../../src/application/payments/payment-method-list.ts';
import type { Button } from '../kit/buttons.ts';
import { type Card, template } from '../kit/card.ts';
import { type Colour, headerView } from '../kit/card-header.ts';
import type { Translations } from '../kit/locale.ts';
import {
  escapeMarkdown,
  joinMarkdown,
  type Markdown,
  type OwnText,
  type PlainText,
  unescapeMarkdown,
} from '../kit/markdown.ts';
import headPart from '../kit/parts/head.json' with { type: 'json' };
import paymentRowsPart from '../kit/parts/payment-rows.json' with { type: 'json' };

const render = template(headPart, paymentRowsPart);

interface Status {
  readonly text: OwnText;
  readonly color: Colour;
}

/** All billing profiles with their cards, and all payment cards with their status (RULES S7). */
export function paymentMethodsCard({ profiles, cards }: PaymentMethodList, t: Translations): Card {
  const { payments, buttons, links } = t;
  const { methods } = payments;
  const isEmpty = cards.length === 0 && profiles.length === 0;
  const title = isEmpty ? methods.none : methods.title;
  const caption = methods.caption(profiles.length, cards.length);
  const all: Button[] = [
    { title: payments.buttons.add, page: { verb: 'add-card' } },
    { title: buttons.home, verb: 'home' },
  ];
  return render({
    lang: t.lang,
    summary: isEmpty ? title : `${title}: ${caption}.`,
    ...headerView({
      eyebrow: { text: methods.eyebrow },
      title,
      ...(isEmpty ? { sentences: [methods.noneText] } : { caption, small: true }),
    }),
    paymentRows: [
      ...profiles.map((one, index) => profileRow(one, index === 0 ? methods.profiles : undefined, t)),
      ...cards.map((one, index) => cardRow(one, index === 0 ? methods.cards : undefined, t)),
    ],
    buttons: all,
    link: { title: t.adminCentre.bills, url: links.bills },
  });
}

function profileRow(summary: ProfileSummary, heading: Markdown | undefined, t: Translations) {
  const { profile, card, paysFor } = summary;
  const { methods } = t.payments;
  const paysForTexts = paysFor.length > 0 || !card ? [methods.pays(paysFor.length)] : [];
  const detail = joinMarkdown([...(card ? [escapeMarkdown(card.name)] : []), ...paysForTexts], ' · ');
  return rowView(heading, profile.name, detail, profileState(summary, t), { verb: 'profile', profile: profile.id });
}

/** The status of a billing profile: that of its card, unless nothing is paid with it. */
export function profileState({ card, paysFor, unpaidProducts }: ProfileSummary, t: Translations): Status {
  const { methods } = t.payments;
  if (unpaidProducts.length > 0) return { text: methods.unpaid, color: 'Attention' };
  if (!card) return { text: methods.noCard, color: paysFor.length > 0 ? 'Attention' : 'Default' };
  const isIdle = paysFor.length === 0 && (card.state === 'in-use' || card.state === 'attached');
  return cardState(isIdle ? { ...card, state: 'unused' } : card, t);
}

function cardRow(card: CardSummary, heading: Markdown | undefined, t: Translations) {
  return rowView(heading, card.name, expiry(card, t), cardState(card, t), {
    verb: 'method',
    method: card.method.id,
  });
}

function rowView(
  heading: Markdown | undefined,
  name: PlainText,
  detail: Markdown,
  state: Status,
  data: { readonly verb: string; readonly [key: string]: string },
) {
  return {
    heading: heading === undefined ? [] : [{ text: heading }],
    name: escapeMarkdown(name),
    detail,
    state: state.text,
    stateColor: state.color,
    spoken: `${name}, ${unescapeMarkdown(detail)}, ${state.text}`,
    verb: data.verb,
    data,
  };
}

const colours = {
  'in-use': 'Good',
  attached: 'Default',
  unused: 'Default',
  'expires-soon': 'Warning',
  expired: 'Attention',
  declined: 'Attention',
} as const;

/** The status of a payment card. */
export const cardState = ({ state }: CardSummary, { payments }: Translations): Status => ({
  text: payments.cardState[state],
  color: colours[state],
});

/** The last valid month as it is printed on a card: `09/28`. */
export function printedExpiry(expires: number): OwnText {
  const last = new Date(expires - 1);
  return `${String(last.getUTCMonth() + 1).padStart(2, '0')}/${String(last.getUTCFullYear()).slice(-2)}` as OwnText;
}

function expiry({ method, state }: CardSummary, { payments: { methods } }: Translations): Markdown {
  const date = printedExpiry(method.expires);
  return state === 'expired' ? methods.expired(date) : methods.expires(date);
}
