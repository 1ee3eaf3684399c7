/** The role of one or several words. Every word has exactly one. */
export type Token = { readonly from: number; readonly to: number } & (
  | { readonly kind: 'word'; readonly plain: string }
  | { readonly kind: 'unknown' | 'mail' | 'invoice-number' | 'percent' }
  | { readonly kind: 'product'; readonly product: string }
  | { readonly kind: 'number'; readonly count: number; readonly isSigned: boolean }
  /** `amount` in cents. */
  | { readonly kind: 'money'; readonly amount: number }
);
