import type { PaymentReview } from '../../src/application/payments/change-payment-method.ts';
import type { PaymentReceipt } from '../../src/application/payments/payment-receipt.ts';
import type { Card } from '../kit/card.ts';
import type { Translations } from '../kit/locale.ts';
import { escapeMarkdown } from '../kit/markdown.ts';
import { messageCard } from '../kit/message-card.ts';
import { formatNames } from './payment-method-card.ts';

/**
 * Exactly what an act on a card or a billing profile will do, before it happens.
 * @param note that it changed since, or that what was typed is no answer
 */
export function paymentReviewCard(review: PaymentReview, note: string | undefined, t: Translations): Card {
  const { buttons, payment } = t;
  const { review: says } = payment;
  const { snapshot, paysFor, retries } = review;
  const { title, sentences, button, list } = tellingOf(review, t);
  return messageCard(
    {
      eyebrow: { text: says.eyebrow },
      title: escapeMarkdown(title),
      sentences: [...(note ? [note] : []), ...sentences],
      facts: [
        ...(paysFor.length > 0 ? [{ label: list, value: formatNames(paysFor) }] : []),
        ...(retries.length > 0 ? [{ label: says.mends, value: formatNames(retries) }] : []),
        ...(snapshot.replaced ? [{ label: says.replaced, value: snapshot.replaced }] : []),
      ],
      buttons: [
        { title: button, verb: 'confirm' },
        { title: buttons.back, verb: 'back' },
        { title: buttons.stop, verb: 'stop' },
      ],
    },
    t,
  );
}

function tellingOf({ request, snapshot, paysFor }: PaymentReview, { payment: { review } }: Translations) {
  const { card, profile = '' } = snapshot;
  switch (request.act) {
    case 'detach':
      return {
        title: review.detach(card, profile),
        sentences: [paysFor.length > 0 ? review.failsWay : review.paysNothing],
        button: review.detachButton,
        list: review.fails,
      };
    case 'delete':
      return { title: review.delete(card), sentences: [review.deleteWay], button: review.deleteButton, list: '' };
    // Adding and editing are asked for on the page, and are never reviewed.
    case 'add':
    case 'edit':
    case 'attach':
      return {
        title: review.attach(card, profile),
        sentences: paysFor.length > 0 ? [] : [review.paysNothing],
        button: review.attachButton(card.slice(-4)),
        list: review.pays,
      };
  }
}

/** What was done, and what became of failed payments that were tried again because of it. */
export function paymentReceiptCard({ act, snapshot, paysFor, retried }: PaymentReceipt, t: Translations): Card {
  const { payment, buttons } = t;
  const { receipt: says } = payment;
  const { card, profile, replaced } = snapshot;
  const detached = act === 'detach';
  const colours = { paid: 'Good', declined: 'Attention', open: 'Warning' } as const;
  return messageCard(
    {
      eyebrow: { text: says.done[act], color: 'Good' },
      title: card,
      summary: `${says.done[act]} · ${card}`,
      sentences: [
        ...(profile === undefined ? [] : [escapeMarkdown(detached ? says.detached(profile) : says.attached(profile))]),
        ...(act === 'add' && profile === undefined ? [says.loose] : []),
        ...(replaced ? [says.replaced(replaced)] : []),
        ...(retried.some(({ result }) => result === 'declined') ? [says.declinedWay] : []),
      ],
      rows: retried.map(({ product, result }) => ({
        label: escapeMarkdown(product),
        value: says[result],
        bold: true as const,
        color: colours[result],
      })),
      facts: paysFor.length > 0 ? [{ label: detached ? says.fails : says.pays, value: formatNames(paysFor) }] : [],
      buttons: [
        { title: payment.button, verb: 'payment' },
        { title: buttons.home, verb: 'home' },
      ],
    },
    t,
  );
}
