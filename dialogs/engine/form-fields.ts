import type { Refusal } from '../../src/domain/common/refusal.ts';

/** The fields of a submitted card by their ids, as they arrived: parse a value before using it. */
export type Fields = Readonly<Record<string, unknown>>;

/** How a form was last submitted, and why it was refused: shown when the form is rendered again. */
export interface PreviousInput {
  readonly fields?: Readonly<Record<string, string>>;
  readonly refusal?: Refusal;
}

/** The text of a field; empty when it holds neither text nor a number. */
export const textOf = (field: unknown): string =>
  typeof field === 'string' || typeof field === 'number' ? String(field) : '';

/** Longest text of one field, in characters, that is stored to prefill the form. */
const MAX_PREFILL_LENGTH = 2_000;

/** The fields that hold text or a number, shortened, to prefill the form when it is shown again. */
export function prefillFrom(fields: Fields): Readonly<Record<string, string>> {
  const entries = Object.entries(fields).flatMap(([name, value]) =>
    typeof value === 'string' || typeof value === 'number' ? [[name, String(value).slice(0, MAX_PREFILL_LENGTH)]] : [],
  );
  return Object.fromEntries(entries);
}
