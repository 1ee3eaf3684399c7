import type { PolicyList } from '../src/application/administration/purchase-overview.ts';
import type { Policy } from '../src/domain/catalogue/product.ts';
import type { Card } from './card.ts';
import type { Colour } from './head.ts';
import { notice } from './notice.ts';
import { plainText } from './text.ts';
import type { Words } from './words.ts';

const colours: Record<Policy, Colour> = {
  Enabled: 'Good',
  OnlyTrialsWithoutPaymentMethod: 'Warning',
  Disabled: 'Attention',
};

/** What people may buy of each product, and where that is decided (RULES #18). */
export function policyCard({ products }: PolicyList, words: Words): Card {
  const { administration: says, buttons, links } = words;
  const { policy } = says;
  return notice(
    {
      eyebrow: { text: policy.eyebrow },
      title: policy.title,
      sentences: [policy.way],
      summary: policy.summary,
      rows: products.map((one) => ({
        label: plainText(one.name),
        value: policy.words[one.policy],
        bold: true,
        color: colours[one.policy],
      })),
      buttons: [
        { title: says.buttons.centre, url: links.policy },
        { title: says.all, verb: 'purchases' },
        { title: words.told.undelivered.button, verb: 'undelivered' },
        { title: buttons.home, verb: 'home' },
      ],
    },
    words,
  );
}
