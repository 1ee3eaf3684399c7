import type { OwnPurchases } from '../../src/application/subscriptions/overview.ts';
import type { Card } from '../kit/card.ts';
import type { Translations } from '../kit/locale.ts';
import { escapeMarkdown, personName } from '../kit/markdown.ts';
import { messageCard } from '../kit/message-card.ts';
import { exampleProduct } from '../subscriptions/example-product.ts';

/** The first card a user gets. */
export function welcomeCard(name: string, purchases: OwnPurchases, t: Translations): Card {
  const { welcome } = t.messages;
  const product = exampleProduct(purchases);
  return messageCard(
    {
      eyebrow: { text: welcome.eyebrow },
      title: welcome.title(personName(name)),
      sentences: [welcome.text, product ? welcome.example(escapeMarkdown(product)) : welcome.hint],
      buttons: [],
    },
    t,
  );
}
