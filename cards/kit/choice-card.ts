import type { Button } from './buttons.ts';
import { type Card, type CardLink, template } from './card.ts';
import { type CardHeader, headerView } from './card-header.ts';
import type { Translations } from './locale.ts';
import { type Markdown, unescapeMarkdown } from './markdown.ts';
import choicesPart from './parts/choices.json' with { type: 'json' };
import headPart from './parts/head.json' with { type: 'json' };

const render = template(headPart, choicesPart);

export interface Choice {
  readonly name: Markdown;
  readonly detail: Markdown;
  readonly verb: string;
  readonly data?: Readonly<Record<string, unknown>>;
}

interface ChoiceCardContent extends CardHeader {
  readonly title: Markdown;
  readonly choices: readonly Choice[];
  readonly buttons: readonly Button[];
  readonly link?: CardLink;
}

/** A card with a list to choose one item from. */
export function choiceCard(content: ChoiceCardContent, t: Translations): Card {
  return render({
    lang: t.lang,
    summary: unescapeMarkdown(content.title),
    ...headerView(content),
    choices: content.choices.map(({ name, detail, verb, data }) => ({
      name,
      detail,
      spoken: `${unescapeMarkdown(name)}, ${unescapeMarkdown(detail)}`,
      verb,
      data: { ...data, verb },
    })),
    buttons: content.buttons,
    ...(content.link && { link: content.link }),
  });
}
