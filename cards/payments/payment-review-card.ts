import type { PaymentReview } from '../../src/application/payments/change-payment-method.ts';
import type { PaymentReceipt } from '../../src/application/payments/payment-receipt.ts';
import type { Card } from '../kit/card.ts';
import type { Translations } from '../kit/locale.ts';
import { EMPTY_TEXT, escapeMarkdown, type Markdown } from '../kit/markdown.ts';
import { messageCard } from '../kit/message-card.ts';
import { formatNames } from './payment-method-card.ts';

/**
 * Shows exactly what an action on a payment card or a billing profile will do, before it is confirmed.
 * @param note that something changed since the last review, or that the input was not understood
 */
export function paymentReviewCard(review: PaymentReview, note: Markdown | undefined, t: Translations): Card {
  const { buttons, payments } = t;
  const { review: strings } = payments;
  const { snapshot, paysFor, retries } = review;
  const { title, sentences, button, list } = reviewTexts(review, t);
  return messageCard(
    {
      eyebrow: { text: strings.eyebrow },
      title,
      sentences: [...(note ? [note] : []), ...sentences],
      facts: [
        ...(paysFor.length > 0 ? [{ label: list, value: formatNames(paysFor) }] : []),
        ...(retries.length > 0 ? [{ label: strings.retries, value: formatNames(retries) }] : []),
        ...(snapshot.replaced ? [{ label: strings.replaced, value: escapeMarkdown(snapshot.replaced) }] : []),
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

function reviewTexts({ request, snapshot, paysFor }: PaymentReview, { payments: { review } }: Translations) {
  const card = escapeMarkdown(snapshot.card);
  const profile = escapeMarkdown(snapshot.profile ?? '');
  switch (request.act) {
    case 'detach':
      return {
        title: review.detach(card, profile),
        sentences: [paysFor.length > 0 ? review.failsText : review.paysNothing],
        button: review.buttons.detach,
        list: review.fails,
      };
    case 'delete':
      return {
        title: review.delete(card),
        sentences: [review.deleteText],
        button: review.buttons.delete,
        list: EMPTY_TEXT,
      };
    // Cards are added and edited on the page, without a review.
    case 'add':
    case 'edit':
    case 'attach':
      return {
        title: review.attach(card, profile),
        sentences: paysFor.length > 0 ? [] : [review.paysNothing],
        button: review.buttons.attach(snapshot.card.slice(-4)),
        list: review.pays,
      };
  }
}

/** Shows what was done, and the results of failed payments that were retried because of it. */
export function paymentReceiptCard({ act, snapshot, paysFor, retried }: PaymentReceipt, t: Translations): Card {
  const { payments, buttons } = t;
  const { receipt: strings } = payments;
  const { card, profile, replaced } = snapshot;
  const isDetached = act === 'detach';
  const colours = { paid: 'Good', declined: 'Attention', open: 'Warning' } as const;
  return messageCard(
    {
      eyebrow: { text: strings.done[act], color: 'Good' },
      title: escapeMarkdown(card),
      summary: `${strings.done[act]} · ${card}`,
      sentences: [
        ...(profile === undefined
          ? []
          : [isDetached ? strings.detached(escapeMarkdown(profile)) : strings.attached(escapeMarkdown(profile))]),
        ...(act === 'add' && profile === undefined ? [strings.notAttached] : []),
        ...(replaced ? [strings.replaced(escapeMarkdown(replaced))] : []),
        ...(retried.some(({ result }) => result === 'declined') ? [strings.declinedText] : []),
      ],
      rows: retried.map(({ product, result }) => ({
        label: escapeMarkdown(product),
        value: strings[result],
        bold: true as const,
        color: colours[result],
      })),
      facts:
        paysFor.length > 0 ? [{ label: isDetached ? strings.fails : strings.pays, value: formatNames(paysFor) }] : [],
      buttons: [
        { title: payments.buttons.methods, verb: 'payment' },
        { title: buttons.home, verb: 'home' },
      ],
    },
    t,
  );
}
