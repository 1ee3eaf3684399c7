import { z } from 'zod';
import { purchaseConditions, purchaseSorts } from '../../src/application/administration/purchase-filter.ts';

/** What a field says when it leaves everything; an address may leave it empty. */
const anything = (value: unknown) => (value === 'all' || value === '' ? undefined : value);
/** A field that is not there, or holds what cannot be meant, leaves everything. */
const field = <Value extends z.ZodType>(of: Value) => z.preprocess(anything, of.optional()).optional().catch(undefined);
const id = z.string().min(1).max(200);

/** Which of the organisation's purchases are meant, as a form, a button or an address says it. */
export const purchaseFilter = {
  search: field(z.string().transform((typed) => typed.trim().slice(0, 60))),
  /** A product's id, or what somebody called it. */
  product: field(id),
  person: field(id),
  state: field(z.enum(purchaseConditions)),
  within: field(z.coerce.number().int().min(0).max(3_660)),
};

/** With their order, and which page of them. */
export const purchaseWish = {
  ...purchaseFilter,
  sort: field(z.enum(purchaseSorts)),
  page: field(z.coerce.number().int().min(0).max(1_000_000)),
};
