import { z } from 'zod';
import { purchaseConditions, purchaseSorts } from './purchase-filter.ts';

/** A field that is missing, empty, `all` or invalid means no restriction. */
const field = <Value extends z.ZodType>(schema: Value) =>
  z
    .preprocess((value) => (value === 'all' || value === '' ? undefined : value), schema.optional())
    .optional()
    .catch(undefined);
const id = z.string().min(1).max(200);

/** The fields of a purchase filter, as forms, buttons and addresses send them. The keys are wire data. */
export const purchaseFilterFields = {
  search: field(z.string().transform((text) => text.trim().slice(0, 60))),
  /** A product's id, or what the user calls it. */
  product: field(id),
  person: field(id),
  state: field(z.enum(purchaseConditions)),
  within: field(z.coerce.number().int().min(0).max(3_660)),
};

/** The fields of a purchase query: the filter with the order and the page. */
export const purchaseQueryFields = {
  ...purchaseFilterFields,
  sort: field(z.enum(purchaseSorts)),
  page: field(z.coerce.number().int().min(0).max(1_000_000)),
};
