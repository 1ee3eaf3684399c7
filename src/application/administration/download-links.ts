import type { DateRange } from '../../domain/common/days.ts';
import type { PersonId } from '../../domain/common/person.ts';
import type { PurchaseQuery } from './purchase-filter.ts';

/** Short-lived personal URLs of files that the user opens in a browser. */
export interface DownloadLinks {
  /** @param locale of the file's text, such as `nl-NL` */
  invoice(owner: PersonId, number: string, format: 'pdf' | 'csv', locale: string): string;
  /** A chart of spending by month. */
  spending(owner: PersonId, days: DateRange, locale: string): string;
  /** The organisation's purchases as a file, or a chart of their cost by product. */
  purchases(owner: PersonId, query: PurchaseQuery, format: 'csv' | 'svg', locale: string): string;
}
