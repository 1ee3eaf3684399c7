import type { PaymentReceipt } from '../../src/application/payments/payment-receipt.ts';
import type { PaymentReview } from '../../src/application/payments/payment-service.ts';
import type { Card } from '../kit/card.ts';
import type { Translations } from '../kit/locale.ts';
import { plainText } from '../kit/markdown.ts';
import { notice } from '../kit/message-card.ts';
import { listed } from './payment-method-card.ts';

/**
 * Exactly what an act on a card or a billing profile will do, before it happens.
 * @param note that it changed since, or that what was typed is no answer
 */
export function walletReview(review: PaymentReview, note: string | undefined, t: Translations): Card {
  const { buttons, payment } = t;
  const { review: says } = payment;
  const { snapshot: facts, pays, retries: mends } = review;
  const { title, sentences, button, list } = tellingOf(review, t);
  return notice(
    {
      eyebrow: { text: says.eyebrow },
      title: plainText(title),
      sentences: [...(note ? [note] : []), ...sentences],
      facts: [
        ...(pays.length > 0 ? [{ label: list, value: listed(pays) }] : []),
        ...(mends.length > 0 ? [{ label: says.mends, value: listed(mends) }] : []),
        ...(facts.replaced ? [{ label: says.replaced, value: facts.replaced }] : []),
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

function tellingOf({ request, snapshot: facts, pays }: PaymentReview, { payment: { review } }: Translations) {
  const { card, profile = '' } = facts;
  switch (request.act) {
    case 'detach':
      return {
        title: review.detach(card, profile),
        sentences: [pays.length > 0 ? review.failsWay : review.paysNothing],
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
        sentences: pays.length > 0 ? [] : [review.paysNothing],
        button: review.attachButton(card.slice(-4)),
        list: review.pays,
      };
  }
}

/** What was done, and what became of failed payments that were tried again because of it. */
export function walletReceipt(
  { act, snapshot: facts, paysFor: pays, retried: mended }: PaymentReceipt,
  t: Translations,
): Card {
  const { payment, buttons } = t;
  const { receipt: says } = payment;
  const { card, profile, replaced } = facts;
  const detached = act === 'detach';
  const colours = { paid: 'Good', declined: 'Attention', open: 'Warning' } as const;
  return notice(
    {
      eyebrow: { text: says.done[act], color: 'Good' },
      title: card,
      summary: `${says.done[act]} · ${card}`,
      sentences: [
        ...(profile === undefined ? [] : [plainText(detached ? says.detached(profile) : says.attached(profile))]),
        ...(act === 'add' && profile === undefined ? [says.loose] : []),
        ...(replaced ? [says.replaced(replaced)] : []),
        ...(mended.some(({ result }) => result === 'declined') ? [says.declinedWay] : []),
      ],
      rows: mended.map(({ product, result }) => ({
        label: plainText(product),
        value: says[result],
        bold: true as const,
        color: colours[result],
      })),
      facts: pays.length > 0 ? [{ label: detached ? says.fails : says.pays, value: listed(pays) }] : [],
      buttons: [
        { title: payment.button, verb: 'payment' },
        { title: buttons.home, verb: 'home' },
      ],
    },
    t,
  );
}
