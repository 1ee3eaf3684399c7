import type { PurchaseTotals } from '../../src/application/administration/purchase-overview.ts';
import { productBars } from '../administration/purchase-totals-card.ts';
import type { Translations } from '../kit/locale.ts';
import { COLOURS, compactMoney, picture, rect, TEXT, text, WIDTH } from './svg.ts';

const [ROW, BAR, TOP] = [40, 12, 20];

/** The monthly cost of each product as a picture: a bar below its name, with the amount on the right. */
export function productsSvg(totals: PurchaseTotals, t: Translations): string {
  const bars = productBars(totals, t).filter(({ monthly }) => monthly > 0);
  const highest = Math.max(1, ...bars.map(({ monthly }) => monthly));
  const formatAmount = compactMoney(totals.currency, t);
  const parts = bars.flatMap(({ name, monthly }, index) => {
    const y = TOP + index * ROW;
    return [
      text(0, y, name, 'start'),
      text(WIDTH, y, formatAmount(monthly), 'end'),
      rect(0, y + 6, Math.max(2, (monthly / highest) * WIDTH), BAR, COLOURS[0] ?? TEXT),
    ];
  });
  return picture(t.administration.totals.chart, TOP + bars.length * ROW, parts);
}
