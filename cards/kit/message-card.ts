import type { Button } from './buttons.ts';
import { type Card, type CardLink, template } from './card.ts';
import { type CardHeader, headerView } from './card-header.ts';
import type { Translations } from './locale.ts';
import { joinMarkdown, type PlainText, unescapeMarkdown } from './markdown.ts';
import headPart from './parts/head.json' with { type: 'json' };
import rowsPart from './parts/rows.json' with { type: 'json' };
import { type Fact, type Row, rowsView } from './rows.ts';

const render = template(headPart, rowsPart);

interface MessageCardContent extends CardHeader {
  /** The title and the sentences, unless given. */
  readonly summary?: PlainText;
  readonly rows?: readonly Row[];
  readonly facts?: readonly Fact[];
  readonly buttons: readonly Button[];
  readonly link?: CardLink;
}

/** A card with one message: its title says what is the case, its sentences what to do. */
export function messageCard(content: MessageCardContent, t: Translations): Card {
  const { title, sentences = [] } = content;
  const card = render({
    lang: t.lang,
    summary: content.summary ?? unescapeMarkdown(joinMarkdown([...(title ? [title] : []), ...sentences], '. ')),
    ...headerView(content),
    ...rowsView(content.rows ? [content.rows] : [], content.facts),
    buttons: content.buttons,
    ...(content.link && { link: content.link }),
  });
  if (content.eyebrow?.text === t.messages.refused.eyebrow) refusalCards.add(card);
  return card;
}

const refusalCards = new WeakSet<Card>();

/** Whether a card says why something was not done. */
export const isRefusal = (card: Card): boolean => refusalCards.has(card);
