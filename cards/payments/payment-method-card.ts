import type { CardSummary, ProfileSummary } from '../../src/application/payments/payment-method-list.ts';
import type { Card } from '../kit/card.ts';
import { choiceCard } from '../kit/choice-card.ts';
import type { Translations } from '../kit/locale.ts';
import { escapeMarkdown, joinMarkdown, type Markdown, md, type PlainText, personName } from '../kit/markdown.ts';
import { messageCard } from '../kit/message-card.ts';
import { cardState, printedExpiry, profileState } from './payment-methods-card.ts';

/** Formats a list of names. */
export const formatNames = (names: readonly PlainText[]): Markdown => joinMarkdown(names.map(escapeMarkdown), ', ');

/** One billing profile, with the actions on its card (RULES S7). */
export function billingProfileCard(summary: ProfileSummary, t: Translations): Card {
  const { profile, card, paysFor, unpaidProducts } = summary;
  const { payments, buttons, links } = t;
  const { profile: strings } = payments;
  const data = { profile: profile.id };
  return messageCard(
    {
      eyebrow: { text: strings.eyebrow },
      title: escapeMarkdown(profile.name),
      state: profileState(summary, t),
      sentences: [
        ...(unpaidProducts.length > 0 ? [strings.unpaidText] : []),
        ...(paysFor.length > 0 ? [] : [strings.nothing]),
      ],
      facts: [
        ...(card ? [{ label: strings.card, value: escapeMarkdown(card.name) }] : []),
        ...(paysFor.length > 0 ? [{ label: strings.pays, value: formatNames(paysFor) }] : []),
        ...(unpaidProducts.length > 0 ? [{ label: strings.unpaid, value: formatNames(unpaidProducts) }] : []),
      ],
      buttons: [
        { title: card ? payments.buttons.replace : payments.buttons.attach, verb: 'attach', data },
        ...(card ? [{ title: payments.buttons.detach, verb: 'detach', data }] : []),
        { title: buttons.back, verb: 'payment' },
      ],
      link: { title: t.adminCentre.profiles, url: links.profiles },
    },
    t,
  );
}

/** One payment card: what may be shown of it, with the actions on it (RULES S8, #16). */
export function paymentMethodCard(summary: CardSummary, t: Translations): Card {
  const { payments, buttons, links } = t;
  const { card: strings } = payments;
  const { method, name, profiles, paysFor } = summary;
  const data = { method: method.id };
  const { address } = method;
  return messageCard(
    {
      eyebrow: { text: strings.eyebrow },
      title: escapeMarkdown(name),
      state: cardState(summary, t),
      sentences: [strings.number],
      rows: [{ label: strings.expires, value: printedExpiry(method.expires) }],
      facts: [
        { label: strings.holder, value: personName(method.holder) },
        ...(address
          ? [
              {
                label: strings.address,
                value: escapeMarkdown(`${address.line}, ${address.postalCode} ${address.city}`),
              },
            ]
          : []),
        ...(profiles.length > 0 ? [{ label: strings.profiles, value: formatNames(profiles) }] : []),
        ...(paysFor.length > 0 ? [{ label: strings.pays, value: formatNames(paysFor) }] : []),
      ],
      buttons: [
        { title: payments.buttons.edit, page: { verb: 'edit-card', ...data } },
        { title: payments.buttons.delete, verb: 'delete-card', data },
        { title: buttons.back, verb: 'payment' },
      ],
      link: { title: t.adminCentre.bills, url: links.bills },
    },
    t,
  );
}

/** Asks which card pays for a billing profile: an existing or a new one (RULES S7). */
export function choosePaymentMethodCard(
  { profile, others, card }: ProfileSummary & { others: readonly CardSummary[] },
  t: Translations,
): Card {
  const { payments, buttons } = t;
  return choiceCard(
    {
      eyebrow: { text: card ? payments.replaceCard.eyebrow : payments.buttons.attach },
      title: payments.replaceCard.title(escapeMarkdown(profile.name)),
      ...(card && { caption: payments.replaceCard.caption, small: true as const }),
      choices: others.map((one) => ({
        name: escapeMarkdown(one.name),
        detail: md`${payments.methods.expires(printedExpiry(one.method.expires))} · ${payments.cardState[one.state]}`,
        verb: 'attach',
        data: { profile: profile.id, method: one.method.id },
      })),
      buttons: [
        { title: payments.buttons.newCard, page: { verb: 'add-card', profile: profile.id } },
        { title: buttons.back, verb: 'profile', data: { profile: profile.id } },
      ],
    },
    t,
  );
}
