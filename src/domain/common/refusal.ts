import type { OrderPreview } from '../subscription/order-preview.ts';
import type { ProviderAction } from './provider-action.ts';
import type { Instant } from './time.ts';

/** Every reason for a refusal, with the facts its text needs. Names are product names, amounts minor units. */
export type Refusal =
  | { readonly kind: 'guest' }
  | { readonly kind: 'left' }
  | { readonly kind: 'not-administrator' }
  /** An administrator tried to change another person's purchase; `said` is the name they typed, if any. */
  | { readonly kind: 'read-only'; readonly said: string }
  | { readonly kind: 'unknown-purchase' }
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
  | { readonly kind: 'unknown-product'; readonly said: string }
  | { readonly kind: 'not-sold-here'; readonly product: string }
  | { readonly kind: 'no-longer-sold'; readonly product: string; readonly since: Instant }
  | { readonly kind: 'not-sold-so'; readonly product: string }
  | { readonly kind: 'policy'; readonly product: string; readonly trial: boolean }
  | { readonly kind: 'no-trial'; readonly product: string }
  | { readonly kind: 'trial-used'; readonly product: string }
  | { readonly kind: 'trial-needs-card'; readonly product: string }
  | { readonly kind: 'trial-over'; readonly product: string }
  | { readonly kind: 'trial-ends'; readonly product: string; readonly ends: Instant }
  | { readonly kind: 'no-profile'; readonly product: string }
  | { readonly kind: 'nobody' }
  | { readonly kind: 'too-many-people'; readonly count: number; readonly max: number }
  | {
      readonly kind: 'too-few-licences';
      readonly product: string;
      readonly missing: number;
      readonly free: number;
      readonly wanted: number;
    }
  | { readonly kind: 'nobody-has-it'; readonly product: string }
  | { readonly kind: 'not-enough-chosen'; readonly chosen: number; readonly needed: number }
  | { readonly kind: 'no-reason' }
  | { readonly kind: 'feedback-too-long'; readonly letters: number; readonly max: number }
  | { readonly kind: 'already-so'; readonly product: string; readonly on: boolean; readonly ends: Instant }
  | { readonly kind: 'not-ended'; readonly product: string }
  | { readonly kind: 'undo-too-late'; readonly product: string; readonly until: Instant }
  | { readonly kind: 'changed-since'; readonly product: string; readonly total: number }
  | { readonly kind: 'unknown-card' }
  | { readonly kind: 'unknown-profile' }
  | { readonly kind: 'card-attached'; readonly card: string; readonly profile: string }
  | { readonly kind: 'card-expired'; readonly card: string; readonly at: Instant }
  | { readonly kind: 'already-attached'; readonly card: string; readonly profile: string }
  | { readonly kind: 'nothing-attached'; readonly profile: string }
  | { readonly kind: 'card-country'; readonly country: string }
  | { readonly kind: 'code-needed'; readonly digits: number }
  | { readonly kind: 'too-many-cards'; readonly max: number }
  | { readonly kind: 'card-declined' }
  | { readonly kind: 'card-company-silent' }
  | { readonly kind: 'not-a-date'; readonly said: string }
  | { readonly kind: 'future-date'; readonly at: Instant }
  | { readonly kind: 'reversed-dates'; readonly from: Instant; readonly to: Instant }
  | { readonly kind: 'long-period'; readonly years: number }
  | { readonly kind: 'unknown-invoice'; readonly said: string }
  | { readonly kind: 'no-invoices' }
  | { readonly kind: 'nobody-decides'; readonly product: string }
  | { readonly kind: 'already-asked'; readonly product: string }
  | { readonly kind: 'too-many-requests'; readonly max: number }
  | { readonly kind: 'not-members'; readonly names: readonly string[] }
  | { readonly kind: 'no-why' }
  | { readonly kind: 'why-too-long'; readonly letters: number; readonly max: number }
  | { readonly kind: 'needs-approval'; readonly product: string; readonly manager: string }
  | { readonly kind: 'unknown-request' }
  /** Another decider was first, or the request was withdrawn. */
  | { readonly kind: 'request-decided' }
  | { readonly kind: 'other-content' }
  /** The provider did not answer; the order was executed as far as stated. */
  | { readonly kind: 'unanswered' }
  | { readonly kind: 'changed'; readonly plan?: OrderPreview }
  /** Not supported here: only the provider's own pages can do it. */
  | { readonly kind: 'elsewhere'; readonly what: ProviderAction }
  /** The provider refused, with its message and the request id for its support. */
  | { readonly kind: 'service'; readonly said: string; readonly request: string }
  /** Another process is changing it at the provider now. */
  | { readonly kind: 'locked' }
  /** The provider limits the request rate. */
  | { readonly kind: 'service-busy' }
  | { readonly kind: 'under-way'; readonly order: string; readonly product: string };
