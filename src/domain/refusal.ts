import type { ChangePlan } from './changing.ts';
import type { Instant } from './time.ts';

/** Every reason the product may say no, with the facts its sentence needs. Names are the product's, amounts minor units. */
export type Refusal =
  | { readonly kind: 'guest' }
  | { readonly kind: 'file' }
  | { readonly kind: 'unknown-subscription'; readonly said: string }
  | { readonly kind: 'none-changeable' }
  | { readonly kind: 'unknown-order' }
  | { readonly kind: 'not-a-number'; readonly said: string; readonly max: number }
  | { readonly kind: 'out-of-range'; readonly asked: number; readonly max: number }
  | { readonly kind: 'same-number'; readonly total: number; readonly product: string }
  | { readonly kind: 'already-scheduled'; readonly total: number; readonly at: Instant; readonly product: string }
  | { readonly kind: 'below-assigned'; readonly total: number; readonly assigned: number; readonly renewal: Instant }
  | { readonly kind: 'recurring-off'; readonly product: string; readonly ends: Instant }
  | { readonly kind: 'credit-check'; readonly product: string; readonly until: Instant }
  | { readonly kind: 'trial'; readonly product: string; readonly ends: Instant }
  | { readonly kind: 'end-of-sale'; readonly product: string; readonly since: Instant }
  | { readonly kind: 'not-active'; readonly product: string; readonly since: Instant }
  | { readonly kind: 'past-due'; readonly product: string; readonly since: Instant; readonly card: string }
  | { readonly kind: 'no-card'; readonly product: string }
  | {
      readonly kind: 'declined';
      readonly product: string;
      readonly card: string;
      readonly gross: number;
      readonly currency: string;
    }
  | { readonly kind: 'undo-too-late'; readonly product: string; readonly until: Instant }
  | { readonly kind: 'changed-since'; readonly product: string; readonly total: number }
  | { readonly kind: 'not-a-date'; readonly said: string }
  | { readonly kind: 'future-date'; readonly at: Instant }
  | { readonly kind: 'reversed-dates'; readonly from: Instant; readonly to: Instant }
  | { readonly kind: 'long-period'; readonly years: number }
  | { readonly kind: 'unknown-invoice'; readonly said: string }
  | { readonly kind: 'no-invoices' }
  | { readonly kind: 'other-content' }
  | { readonly kind: 'changed'; readonly plan: ChangePlan }
  | { readonly kind: 'under-way'; readonly order: string; readonly product: string };
