import type { Refusal } from '../../src/domain/common/refusal.ts';
import type { Card } from '../kit/card.ts';
import type { Translations } from '../kit/locale.ts';
import { escapeMarkdown } from '../kit/markdown.ts';
import { messageCard } from '../kit/message-card.ts';
import { refusalCard } from '../kit/refusal-card.ts';

/** Says why an invoice cannot be shown, with a button to the list of invoices. */
export function invoiceRefusalCard(refusal: Refusal, t: Translations): Card {
  if (refusal.kind === 'guest' || refusal.kind === 'read-only') return refusalCard(refusal, t);
  const { title, text } = t.refusal(refusal, t);
  return messageCard(
    {
      eyebrow: { text: t.messages.refused.eyebrow, color: 'Attention' },
      title: escapeMarkdown(title),
      sentences: [escapeMarkdown(text)],
      summary: `${title}. ${text}`,
      buttons: [
        { title: t.invoices.buttons.all, verb: 'invoices' },
        { title: t.buttons.home, verb: 'home' },
      ],
    },
    t,
  );
}
