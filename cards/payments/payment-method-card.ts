import type { CardSummary, ProfileSummary } from '../../src/application/payments/payment-method-list.ts';
import type { Card } from '../kit/card.ts';
import { choiceCard } from '../kit/choice-card.ts';
import type { Translations } from '../kit/locale.ts';
import { escapeMarkdown, personName } from '../kit/markdown.ts';
import { messageCard } from '../kit/message-card.ts';
import { cardState, printedExpiry, profileState } from './payment-methods-card.ts';

/** Names one after the other, none of them taken for Markdown. */
export const formatNames = (names: readonly string[]): string => names.map(escapeMarkdown).join(', ');

/** One billing profile, and what can be done with its card (RULES S7). */
export function billingProfileCard(held: ProfileSummary, t: Translations): Card {
  const { profile, card, paysFor: pays, unpaidProducts: unpaid } = held;
  const { payment, buttons, links } = t;
  const { profile: says } = payment;
  const about = { profile: profile.id };
  return messageCard(
    {
      eyebrow: { text: says.eyebrow },
      title: escapeMarkdown(profile.name),
      state: profileState(held, t),
      sentences: [...(unpaid.length > 0 ? [says.unpaidWay] : []), ...(pays.length > 0 ? [] : [says.nothing])],
      facts: [
        ...(card ? [{ label: says.card, value: card.name }] : []),
        ...(pays.length > 0 ? [{ label: says.pays, value: formatNames(pays) }] : []),
        ...(unpaid.length > 0 ? [{ label: says.unpaid, value: formatNames(unpaid) }] : []),
      ],
      buttons: [
        { title: card ? payment.replace : payment.attach, verb: 'attach', data: about },
        ...(card ? [{ title: payment.detach, verb: 'detach', data: about }] : []),
        { title: buttons.back, verb: 'payment' },
      ],
      link: { title: t.adminCentre.profiles, url: links.profiles },
    },
    t,
  );
}

/** One card: what may be shown of it, and what can be done with it (RULES S8, #16). */
export function paymentMethodCard(held: CardSummary, t: Translations): Card {
  const { payment, buttons, links } = t;
  const { card: says } = payment;
  const { method, name, profiles, paysFor } = held;
  const about = { method: method.id };
  const { address } = method;
  return messageCard(
    {
      eyebrow: { text: says.eyebrow },
      title: name,
      state: cardState(held, t),
      sentences: [says.number],
      rows: [{ label: says.expires, value: printedExpiry(method.expires) }],
      facts: [
        { label: says.holder, value: personName(method.holder) },
        ...(address
          ? [{ label: says.address, value: escapeMarkdown(`${address.line}, ${address.postalCode} ${address.city}`) }]
          : []),
        ...(profiles.length > 0 ? [{ label: says.profiles, value: formatNames(profiles) }] : []),
        ...(paysFor.length > 0 ? [{ label: says.pays, value: formatNames(paysFor) }] : []),
      ],
      buttons: [
        { title: payment.edit, page: { verb: 'edit-card', ...about } },
        { title: payment.remove, verb: 'delete-card', data: about },
        { title: buttons.back, verb: 'payment' },
      ],
      link: { title: t.adminCentre.bills, url: links.bills },
    },
    t,
  );
}

/** Which card is to pay for a profile: one already held, or a new one (RULES S7). */
export function choosePaymentMethodCard(
  { profile, others, card }: ProfileSummary & { others: readonly CardSummary[] },
  t: Translations,
): Card {
  const { payment, buttons } = t;
  return choiceCard(
    {
      eyebrow: { text: card ? payment.choose.eyebrow : payment.attach },
      title: escapeMarkdown(payment.choose.title(profile.name)),
      ...(card && { caption: payment.choose.caption, small: true as const }),
      choices: others.map((one) => ({
        name: one.name,
        detail: `${payment.wallet.expires(printedExpiry(one.method.expires))} · ${payment.state[one.state]}`,
        verb: 'attach',
        data: { profile: profile.id, method: one.method.id },
      })),
      buttons: [
        { title: payment.newCard, page: { verb: 'add-card', profile: profile.id } },
        { title: buttons.back, verb: 'profile', data: { profile: profile.id } },
      ],
    },
    t,
  );
}
