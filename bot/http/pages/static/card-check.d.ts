export type Field = 'number' | 'expires' | 'code' | 'holder' | 'line' | 'postalCode' | 'city' | 'country';

export interface CheckOptions {
  readonly now: number;
  /** The organisation's country; the card must be from there (RULES #16). */
  readonly country: string;
  /** Set when an existing card is edited: its number does not change. */
  readonly brand?: string | undefined;
}

type TypedFields = Readonly<Partial<Record<Field, string>>>;

export const FIELDS: readonly Field[];
export function expiryIn(text: string): number | undefined;
export function problemIn(field: Field, fields: TypedFields, options: CheckOptions): string | undefined;
export function problemsIn(fields: TypedFields, options: CheckOptions): Partial<Record<Field, string>>;
