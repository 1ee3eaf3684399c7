import type { BillingPlan } from '../../src/domain/catalogue/product.ts';

/** The data of a possible meaning, formatted for the locale. */
export interface FormattedIntent {
  readonly product?: string | undefined;
  readonly total?: string | undefined;
  /** The difference without its sign. */
  readonly delta?: string | undefined;
  /** Whether the difference is added. */
  readonly more: boolean;
  readonly quantity?: string | undefined;
  readonly plan?: BillingPlan | undefined;
  readonly trial?: boolean | undefined;
  readonly people?: string | undefined;
  readonly on?: boolean | undefined;
  readonly period?: string | undefined;
  readonly number?: string | undefined;
  readonly topic?: 'pays' | 'sees' | 'leaving' | 'refunds' | 'renewal' | 'trials' | undefined;
  readonly to?: string | undefined;
  readonly who?: string | undefined;
  readonly of?: 'own' | 'decide' | undefined;
}
