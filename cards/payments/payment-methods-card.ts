import type {
  CardSummary,
  PaymentMethodList,
  ProfileSummary,
} from '../../src/application/payments/payment-method-list.ts';
import type { Button } from '../kit/buttons.ts';
import { type Card, template } from '../kit/card.ts';
import { type Colour, headerView } from '../kit/card-header.ts';
import type { Translations } from '../kit/locale.ts';
import { escapeMarkdown } from '../kit/markdown.ts';
import head from '../kit/parts/head.json' with { type: 'json' };
import rows from '../kit/parts/wallet-rows.json' with { type: 'json' };

const render = template(head, rows);

/** Billing profiles, each with its card, and all cards with how they stand (RULES S7). */
export function paymentMethodsCard({ profiles, cards }: PaymentMethodList, t: Translations): Card {
  const { payment, buttons, links } = t;
  const { wallet } = payment;
  const none = cards.length === 0 && profiles.length === 0;
  const title = none ? wallet.none : wallet.title;
  const caption = wallet.caption(profiles.length, cards.length);
  const all: Button[] = [
    { title: payment.add, page: { verb: 'add-card' } },
    { title: buttons.home, verb: 'home' },
  ];
  return render({
    lang: t.lang,
    summary: none ? title : `${title}: ${caption}.`,
    ...headerView({
      eyebrow: { text: wallet.eyebrow },
      title,
      ...(none ? { sentences: [wallet.noneWay] } : { caption, small: true }),
    }),
    walletRows: [
      ...profiles.map((one, index) => profileRow(one, index === 0 ? wallet.profiles : undefined, t)),
      ...cards.map((one, index) => cardRow(one, index === 0 ? wallet.cards : undefined, t)),
    ],
    buttons: all,
    link: { title: t.adminCentre.bills, url: links.bills },
  });
}

function profileRow(held: ProfileSummary, heading: string | undefined, t: Translations) {
  const { profile, card, paysFor: pays } = held;
  const { wallet } = t.payment;
  const paysFor = pays.length > 0 || !card ? [wallet.pays(pays.length)] : [];
  const detail = [...(card ? [card.name] : []), ...paysFor].join(' · ');
  return rowOf(heading, profile.name, detail, profileState(held, t), { verb: 'profile', profile: profile.id });
}

/** How a billing profile stands: as its card does, as far as anything is paid through it. */
export function profileState(
  { card, paysFor: pays, unpaidProducts: unpaid }: ProfileSummary,
  t: Translations,
): { text: string; color: Colour } {
  const { wallet } = t.payment;
  if (unpaid.length > 0) return { text: wallet.unpaid, color: 'Attention' };
  if (!card) return { text: wallet.noCard, color: pays.length > 0 ? 'Attention' : 'Default' };
  const idle = pays.length === 0 && (card.state === 'in-use' || card.state === 'attached');
  return cardState(idle ? { ...card, state: 'unused' } : card, t);
}

function cardRow(card: CardSummary, heading: string | undefined, t: Translations) {
  return rowOf(heading, card.name, expiry(card, t), cardState(card, t), {
    verb: 'method',
    method: card.method.id,
  });
}

function rowOf(
  heading: string | undefined,
  name: string,
  detail: string,
  state: { text: string; color: Colour },
  data: { readonly verb: string; readonly [about: string]: string },
) {
  return {
    heading: heading === undefined ? [] : [{ text: heading }],
    name: escapeMarkdown(name),
    detail,
    state: state.text,
    stateColor: state.color,
    spoken: `${name}, ${detail}, ${state.text}`,
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

/** How a card stands: a word first, a colour second. */
export const cardState = ({ state }: CardSummary, { payment }: Translations): { text: string; color: Colour } => ({
  text: payment.state[state],
  color: colours[state],
});

/** As it is printed on a card: the last month in which it is valid. */
export function printedExpiry(expires: number): string {
  const last = new Date(expires - 1);
  return `${String(last.getUTCMonth() + 1).padStart(2, '0')}/${String(last.getUTCFullYear()).slice(-2)}`;
}

function expiry({ method, state }: CardSummary, { payment: { wallet } }: Translations): string {
  const date = printedExpiry(method.expires);
  return state === 'expired' ? wallet.expired(date) : wallet.expires(date);
}
