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
  const { payments, buttons } = t;
  const { pageLink } = payments;
  const addTitle = profile === undefined ? pageLink.addTitle : pageLink.addTo(escapeMarkdown(profile));
  return messageCard(
    {
      eyebrow: { text: card ? pageLink.edit : pageLink.add },
      title: card ? escapeMarkdown(card.name) : addTitle,
      sentences: [pageLink.text(minutes)],
      buttons: [
        { title: payments.buttons.openPage, page },
        { title: buttons.back, verb: 'payment' },
      ],
    },
    t,
  );
}

/** The user typed a card number into the chat; the number was discarded on arrival. */
export function cardNumberTypedCard({ guest, busy }: { guest: boolean; busy: boolean }, t: Translations): Card {
  const { payments, buttons } = t;
  const { eyebrow, title, text } = payments.cardNumber;
  const first: Button[] = guest
    ? [{ title: buttons.help, verb: 'help' }]
    : [
        { title: payments.buttons.add, page: { verb: 'add-card' } },
        { title: payments.buttons.methods, verb: 'payment' },
      ];
  return messageCard(
    {
      eyebrow: { text: eyebrow },
      title,
      sentences: [text],
      buttons: [
        ...first,
        ...(busy ? [{ title: buttons.current, verb: 'current' }] : []),
        ...(guest ? [] : [{ title: buttons.home, verb: 'home' }]),
      ],
    },
    t,
  );
}
