import type { Colour } from '../kit/card-header.ts';
import type { Translations } from '../kit/locale.ts';
import type { OwnText } from '../kit/markdown.ts';

/** The status of an invoice by its gross total: the payment card is charged or refunded before the invoice is made. */
export function invoiceState(gross: number, { invoices: { state } }: Translations): { text: OwnText; color: Colour } {
  if (gross > 0) return { text: state.paid, color: 'Good' };
  return gross < 0 ? { text: state.refunded, color: 'Accent' } : { text: state.nothing, color: 'Default' };
}
