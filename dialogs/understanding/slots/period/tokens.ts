/** A word, number or date in a sentence, with its position. */
export interface PeriodToken {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

// The longest comes first: a date before its numbers, an invoice number before a year at its end.
const TOKEN = new RegExp(
  [
    String.raw`\d{4}-\d{1,2}-\d{1,2}(?![\p{L}\d-])`,
    String.raw`\d{1,2}([-/.])\d{1,2}\1(?:\d{4}|\d{2})(?![\p{L}\d])`,
    String.raw`\d{1,2}[-/]\d{4}(?![\p{L}\d])`,
    String.raw`\d{4}-(?:0[1-9]|1[0-2])(?![\p{L}\d-])`,
    String.raw`\d{1,2}/\d{1,2}(?![\p{L}\d/])`,
    String.raw`t/m(?![\p{L}\d])`,
    String.raw`[qh]\d(?![\p{L}\d])`,
    String.raw`\d+(?:st|nd|rd|th|ste|de|e)?(?![\p{L}\d])`,
    String.raw`[\p{L}\d]*(?:\p{L}\d|\d\p{L})[\p{L}\d-]*`,
    String.raw`\p{L}+`,
    '[-–—]',
    String.raw`[^\s.,]`,
  ].join('|'),
  'giu',
);

export const tokenisePeriod = (text: string): readonly PeriodToken[] =>
  [...text.matchAll(TOKEN)].map(({ 0: found, index }) => ({
    text: found.toLowerCase(),
    start: index,
    end: index + found.length,
  }));
