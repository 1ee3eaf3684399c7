import type { Colour } from '../kit/card-header.ts';
import type { Translations } from '../kit/locale.ts';

/** What became of an invoice by its gross total: the card is charged or refunded before there is one. */
export function invoiceState(gross: number, { invoices: { state } }: Translations): { text: string; color: Colour } {
  if (gross > 0) return { text: state.paid, color: 'Good' };
  return gross < 0 ? { text: state.refunded, color: 'Accent' } : { text: state.nothing, color: 'Default' };
}
