import type { Card } from './card.ts';
import type { Translations } from './locale.ts';
import type { Markdown } from './markdown.ts';
import { messageCard } from './message-card.ts';

/** The request takes longer than the channel waits: the result follows in another message. */
export function inProgressCard(t: Translations): Card {
  const { buttons } = t;
  const { inProgress } = t.messages;
  return messageCard(
    {
      eyebrow: { text: inProgress.eyebrow },
      title: inProgress.title,
      sentences: [inProgress.text],
      summary: `${inProgress.title}. ${inProgress.text}`,
      buttons: [{ title: buttons.home, verb: 'home' }],
    },
    t,
  );
}

/** The user exceeds the rate limit: the request was not done. */
export function rateLimitedCard(t: Translations): Card {
  const { eyebrow, title, text } = t.messages.rateLimited;
  return messageCard({ eyebrow: { text: eyebrow, color: 'Attention' }, title, sentences: [text], buttons: [] }, t);
}

/** The user pressed a button of a card that was replaced. */
export function staleCard(current: boolean, t: Translations): Card {
  const { buttons } = t;
  const { replaced } = t.messages;
  return messageCard(
    {
      eyebrow: { text: replaced.eyebrow },
      title: replaced.title,
      sentences: [current ? replaced.newerCard : replaced.noNewerCard],
      buttons: current
        ? [
            { title: buttons.current, verb: 'current' },
            { title: buttons.home, verb: 'home' },
          ]
        : [{ title: buttons.home, verb: 'home' }],
    },
    t,
  );
}

/** The message was not understood. */
export function notUnderstoodCard(title: Markdown, t: Translations): Card {
  const { buttons } = t;
  const { notUnderstood } = t.messages;
  return messageCard(
    {
      eyebrow: { text: notUnderstood.eyebrow },
      title,
      sentences: [notUnderstood.text],
      buttons: [
        { title: buttons.subscriptions, verb: 'list' },
        { title: buttons.help, verb: 'help' },
        { title: buttons.home, verb: 'home' },
      ],
    },
    t,
  );
}
