import type { Refusal } from './refusal.ts';

/** The result of a use case: a value, or a refusal to show to the user. Unexpected errors are thrown instead. */
export type Result<T> = { readonly ok: true; readonly value: T } | RefusedResult;

export interface RefusedResult {
  readonly ok: false;
  readonly refusal: Refusal;
}

export const ok = <T>(value: T): { readonly ok: true; readonly value: T } => ({ ok: true, value });
export const refuse = (refusal: Refusal): RefusedResult => ({ ok: false, refusal });
