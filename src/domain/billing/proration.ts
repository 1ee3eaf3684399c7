import { share, taxOn } from '../common/money.ts';
import { daysBetween, daysIn, type Instant, type Period } from '../common/time.ts';
import type { Charge, Lot, Subscription } from '../subscription/subscription.ts';
import type { InvoiceLine, LineKind } from './invoice.ts';

/** Charges licences from an instant to the end of a billing period, prorated by its actual days (RULES #5). */
export function chargeLine(
  kind: LineKind,
  subscription: Pick<Subscription, 'id' | 'product' | 'price'>,
  { quantity, from, billed, taxRate }: { quantity: number; from: Instant; billed: Period; taxRate: number },
): InvoiceLine {
  const of = daysIn(billed);
  // Never more than the full period, even if the system clock was set back.
  const days = Math.min(daysBetween(from, billed.end), of);
  const net = share(quantity * subscription.price, days, of);
  return {
    kind,
    product: subscription.product,
    subscription: subscription.id,
    quantity,
    period: { start: from, end: billed.end },
    days,
    of,
    unitPrice: subscription.price,
    net,
    taxRate,
    tax: taxOn(net, taxRate),
  };
}

export const chargeOf = ({ net, tax, taxRate }: InvoiceLine, invoice: string): Charge => ({
  invoice,
  net,
  tax,
  taxRate,
  refundedNet: 0,
  refundedTax: 0,
});

/** The remaining lots, and the lines that refund the unused days. */
export interface Removal {
  readonly lots: readonly Lot[];
  readonly lines: readonly InvoiceLine[];
}

/**
 * Removes licences from the newest lots first and refunds their unused days, one line a lot. The refund of a lot never
 * exceeds its charge (RULES #6).
 */
export function removeLicences(
  subscription: Subscription,
  count: number,
  now: Instant,
  kind: 'remove-quantity' | 'cancel' = 'remove-quantity',
): Removal {
  const { billed, price, product, id } = subscription;
  const [days, of] = [daysBetween(now, billed.end), daysIn(billed)];
  const lots = [...subscription.lots];
  const lines: InvoiceLine[] = [];
  for (let remaining = count; remaining > 0; ) {
    const lot = lots.pop();
    if (!lot) throw new Error(`${id} has fewer than the ${count} licences to be removed.`);
    const quantity = Math.min(remaining, lot.quantity);
    remaining -= quantity;
    const { charge } = lot;
    const refund = share(quantity * price, days, of);
    const net = charge ? Math.min(refund, charge.net - charge.refundedNet) : 0;
    const tax = charge ? Math.min(taxOn(net, charge.taxRate), charge.tax - charge.refundedTax) : 0;
    if (charge) {
      lines.push({
        kind,
        product,
        subscription: id,
        quantity,
        period: { start: now, end: billed.end },
        days,
        of,
        unitPrice: price,
        net: 0 - net,
        taxRate: charge.taxRate,
        tax: 0 - tax,
      });
    }
    if (quantity < lot.quantity) {
      const reducedCharge = charge && {
        charge: { ...charge, refundedNet: charge.refundedNet + net, refundedTax: charge.refundedTax + tax },
      };
      lots.push({ ...lot, quantity: lot.quantity - quantity, ...reducedCharge });
    }
  }
  return { lots, lines };
}
