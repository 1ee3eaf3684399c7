/** How many minor units of a currency make one: 100 cents, 1 yen. */
export const minorUnitsOf = (currency: string): number => 10 ** digitsOf(currency);

/** Decimals an amount in a currency is written with. */
export const digitsOf = (currency: string): number =>
  new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
