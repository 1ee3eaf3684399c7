import type { PolicyList } from '../../src/application/administration/purchase-overview.ts';
import type { Policy } from '../../src/domain/catalogue/product.ts';
import type { Card } from '../kit/card.ts';
import type { Colour } from '../kit/card-header.ts';
import type { Translations } from '../kit/locale.ts';
import { escapeMarkdown } from '../kit/markdown.ts';
import { messageCard } from '../kit/message-card.ts';

const colours: Record<Policy, Colour> = {
  Enabled: 'Good',
  OnlyTrialsWithoutPaymentMethod: 'Warning',
  Disabled: 'Attention',
};

/** The self-service policy of each product, with a link to where it is set (RULES #18). */
export function policyCard({ products }: PolicyList, t: Translations): Card {
  const { administration: strings, buttons, links } = t;
  const { policy } = strings;
  return messageCard(
    {
      eyebrow: { text: policy.eyebrow },
      title: policy.title,
      sentences: [policy.text],
      summary: policy.summary,
      rows: products.map((one) => ({
        label: escapeMarkdown(one.name),
        value: policy.values[one.policy],
        bold: true,
        color: colours[one.policy],
      })),
      buttons: [
        { title: strings.buttons.adminCentre, url: links.policy },
        { title: strings.buttons.purchases, verb: 'purchases' },
        { title: t.notifications.failedDeliveries.button, verb: 'undelivered' },
        { title: buttons.home, verb: 'home' },
      ],
    },
    t,
  );
}
