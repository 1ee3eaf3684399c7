import type { ExportedPurchase, PurchaseExport } from '../../src/application/administration/purchase-overview.ts';
import { dayOf } from '../../src/domain/common/days.ts';
import { digitsOf } from '../../src/domain/common/minor-unit.ts';
import type { Translations } from '../kit/locale.ts';
import { BYTE_ORDER_MARK, type Cell, csvRows, integerCell } from './csv.ts';

/** The organisation's purchases as CSV, in batches, for an administrator (RULES S12). */
export async function* purchasesCsv({ currency, batches }: PurchaseExport, t: Translations): AsyncGenerator<string> {
  yield BYTE_ORDER_MARK + csvRows([t.administration.csv.columns], t);
  for await (const batch of batches) {
    yield csvRows(
      batch.map((one) => cellsOf(one, currency, t)),
      t,
    );
  }
}

function cellsOf({ row, holders }: ExportedPurchase, currency: string, t: Translations): readonly Cell[] {
  const { purchase, status, csv } = t.administration;
  const digits = digitsOf(currency);
  const money = (minor: number): Cell => ({ value: minor / 10 ** digits, digits });
  const yesOrNo = (yes: number) => (yes ? purchase.yes : purchase.no);
  return [
    row.productName,
    row.purchaser,
    yesOrNo(row.left),
    row.subscription,
    integerCell(row.licences),
    integerCell(row.assigned),
    holders?.join(' | ') ?? csv.unreadable,
    dayOf(row.since),
    dayOf(row.ends),
    yesOrNo(row.renews),
    currency,
    money(row.price),
    t.plan[row.plan],
    money(row.monthly),
    status[row.state],
    row.reason ? t.orders.cancellationReasons[row.reason] : '',
  ];
}
