import type { Button } from './buttons.ts';
import { type Card, template } from './card.ts';
import { type CardHeader, headerView } from './card-header.ts';
import type { Translations } from './locale.ts';
import { escapeMarkdown } from './markdown.ts';
import choices from './parts/choices.json' with { type: 'json' };
import head from './parts/head.json' with { type: 'json' };

const render = template(head, choices);

export interface Choice {
  readonly name: string;
  readonly detail: string;
  readonly verb: string;
  readonly data?: Readonly<Record<string, unknown>>;
}

/** A card to pick one thing from. */
export function choiceCard(
  says: CardHeader & {
    choices: readonly Choice[];
    buttons: readonly Button[];
    link?: { title: string; url: string };
  },
  t: Translations,
): Card {
  return render({
    lang: t.lang,
    summary: says.title,
    ...headerView(says),
    choices: says.choices.map(({ name, detail, verb, data }) => ({
      name: escapeMarkdown(name),
      detail: escapeMarkdown(detail),
      spoken: `${name}, ${detail}`,
      verb,
      data: { ...data, verb },
    })),
    buttons: says.buttons,
    ...(says.link && { link: says.link }),
  });
}
