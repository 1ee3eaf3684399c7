/** Returns the number of minor units in one unit of a currency: 100 cents, 1 yen. */
export const minorUnitsOf = (currency: string): number => 10 ** digitsOf(currency);

/** Returns the number of decimals of a currency. */
export const digitsOf = (currency: string): number =>
  new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
