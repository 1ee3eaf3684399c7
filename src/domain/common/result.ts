import type { Refusal } from './refusal.ts';

/** What a use case answers: a value, or a refusal the person can be told about. Faults are thrown instead. */
export type Result<T> = { readonly ok: true; readonly value: T } | RefusedResult;

export interface RefusedResult {
  readonly ok: false;
  readonly refusal: Refusal;
}

export const ok = <T>(value: T): { readonly ok: true; readonly value: T } => ({ ok: true, value });
export const refuse = (refusal: Refusal): RefusedResult => ({ ok: false, refusal });
