export function brandOf(number: string): { readonly name: string; readonly code: 3 | 4 } | undefined;
export function digitsOf(text: string): string;
export function isCardNumber(digits: string): boolean;
export function withoutCardNumbers(text: string): string;
