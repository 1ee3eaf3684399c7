const NUMBER_LIKE = /\d(?:[ .-]?\d){11,18}/g;

/** The check digit every payment card has: of a random number one in ten passes. */
function passesLuhn(digits: string): boolean {
  const sum = [...digits].reverse().reduce((total, digit, place) => {
    const doubled = Number(digit) * (place % 2 ? 2 : 1);
    return total + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  return sum % 10 === 0;
}

/** The text without what could be a payment card's number: nothing further in ever sees one. */
export const withoutCardNumbers = (text: string): string =>
  text.replaceAll(NUMBER_LIKE, (found) => (passesLuhn(found.replaceAll(/\D/g, '')) ? '••••' : found));
