export type Field = 'number' | 'expires' | 'code' | 'holder' | 'line' | 'postalCode' | 'city' | 'country';

export interface CheckSetting {
  readonly now: number;
  /** The organisation's: a card is from there (RULES #16). */
  readonly country: string;
  /** Of a card that is edited: its number is not asked for. */
  readonly brand?: string | undefined;
}

type Typed = Readonly<Partial<Record<Field, string>>>;

export const FIELDS: readonly Field[];
export function expiryIn(text: string): number | undefined;
export function problemIn(field: Field, fields: Typed, setting: CheckSetting): string | undefined;
export function problemsIn(fields: Typed, setting: CheckSetting): Partial<Record<Field, string>>;
