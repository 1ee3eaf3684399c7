import type { Button } from './buttons.ts';
import type { Card } from './card.ts';
import type { Translations } from './locale.ts';
import { escapeMarkdown } from './markdown.ts';
import { messageCard } from './message-card.ts';
import type { Row } from './rows.ts';

/** An internal error; the reference is in the log. */
export const errorCard = (reference: string, t: Translations): Card =>
  technicalErrorCard(reference, t.messages.internalError, t, [{ title: t.buttons.current, verb: 'current' }]);

/** The store is unavailable: whether anything was done before that is unknown. */
export const storeUnavailableCard = (reference: string, t: Translations): Card =>
  technicalErrorCard(reference, t.messages.unavailable, t);

/** A service of the provider failed. */
export const providerErrorCard = (reference: string, request: string | undefined, t: Translations): Card =>
  technicalErrorCard(
    reference,
    t.messages.providerError,
    t,
    [],
    request ? [{ label: t.messages.providerError.reference, value: escapeMarkdown(request) }] : [],
  );

function technicalErrorCard(
  reference: string,
  message: Translations['messages']['unavailable'],
  t: Translations,
  firstButtons: readonly Button[] = [],
  moreRows: readonly Row[] = [],
): Card {
  const { buttons } = t;
  const { internalError } = t.messages;
  return messageCard(
    {
      eyebrow: { text: internalError.eyebrow, color: 'Attention' },
      title: message.title,
      sentences: [message.text],
      summary: message.summary(reference),
      rows: [{ label: internalError.reference, value: escapeMarkdown(reference) }, ...moreRows],
      buttons: [...firstButtons, { title: buttons.home, verb: 'home' }],
    },
    t,
  );
}
