import type { CardFormData } from '../../src/application/payments/card-form.ts';
import type { Button } from '../kit/buttons.ts';
import type { Card } from '../kit/card.ts';
import type { Translations } from '../kit/locale.ts';
import { escapeMarkdown } from '../kit/markdown.ts';
import { messageCard } from '../kit/message-card.ts';

/** Opens the page for card details. */
export function openPaymentPageCard(
  { card, profile }: CardFormData,
  page: { readonly verb: string },
  minutes: number,
  t: Translations,
): Card {
  const { payment, buttons } = t;
  const { opening } = payment;
  const addTitle = profile === undefined ? opening.addTitle : opening.addTo(escapeMarkdown(profile));
  return messageCard(
    {
      eyebrow: { text: card ? opening.edit : opening.add },
      title: card ? escapeMarkdown(card.name) : addTitle,
      sentences: [opening.way(minutes)],
      buttons: [
        { title: payment.openPage, page },
        { title: buttons.back, verb: 'payment' },
      ],
    },
    t,
  );
}

/** The user typed a card number into the chat; the number was discarded on arrival. */
export function cardNumberTypedCard({ guest, busy }: { guest: boolean; busy: boolean }, t: Translations): Card {
  const { payment, buttons } = t;
  const { eyebrow, title, way } = payment.typed;
  const first: Button[] = guest
    ? [{ title: buttons.help, verb: 'help' }]
    : [
        { title: payment.add, page: { verb: 'add-card' } },
        { title: payment.button, verb: 'payment' },
      ];
  return messageCard(
    {
      eyebrow: { text: eyebrow },
      title,
      sentences: [way],
      buttons: [
        ...first,
        ...(busy ? [{ title: buttons.current, verb: 'current' }] : []),
        ...(guest ? [] : [{ title: buttons.home, verb: 'home' }]),
      ],
    },
    t,
  );
}
