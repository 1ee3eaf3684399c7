import type { Card } from '../../cards/kit/card.ts';
import { choiceCard } from '../../cards/kit/choice-card.ts';
import type { Translations } from '../../cards/kit/locale.ts';
import { escapeMarkdown, type Markdown } from '../../cards/kit/markdown.ts';
import type { Verb } from '../understanding/intent.ts';

interface ProductChoiceOptions {
  /** The verb that a choice continues with, and what goes with it. */
  readonly verb: Verb;
  readonly data: object;
  readonly eyebrow: Markdown;
  readonly title: Markdown;
  /** Most products to show. */
  readonly max?: number;
}

/** The products that the user can mean, to choose one. */
export const chooseProductCard = (
  products: readonly { readonly id: string; readonly name: string }[],
  { verb, data, eyebrow, title, max = 6 }: ProductChoiceOptions,
  t: Translations,
): Card =>
  choiceCard(
    {
      eyebrow: { text: eyebrow },
      title,
      choices: products.slice(0, max).map(({ id, name }) => ({
        name: escapeMarkdown(name),
        detail: eyebrow,
        verb,
        data: { ...data, product: id },
      })),
      buttons: [{ title: t.buttons.home, verb: 'home' }],
    },
    t,
  );
