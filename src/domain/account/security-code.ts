/** Returns the length of a card's security code, which is required but never stored (RULES #16). */
export const securityCodeDigits = (brand: string): number => (brand === 'American Express' ? 4 : 3);

/** Tells whether a text has the form of a security code of a brand. */
export const isSecurityCode = (brand: string, code: string): boolean =>
  new RegExp(`^\\d{${securityCodeDigits(brand)}}$`).test(code);
