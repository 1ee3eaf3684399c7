import { day, months } from './calendar.ts';
import type { PeriodReader } from './period-reader.ts';
import { type DateSpan, fixedSpan } from './span.ts';
import { readDaySpan } from './written.ts';

/** Reads a date in digits, the day before the month: `2025-10-01`, `1-10-2025`, `1/10/25`, `1/10`, `10-2025`, `2025-10`. */
export function readNumericDate(reading: PeriodReader): DateSpan | undefined {
  const numbers = reading.word().split(/[-/.]/);
  if (!/^\d+(?:[-/.]\d+){1,2}$/.test(reading.word())) return undefined;
  const [first = 0, second = 0, third] = numbers.map(Number);
  reading.at++;
  const year = (number: number) => (number < 100 ? 2000 + number : number);
  const checked = (span: DateSpan | undefined) => {
    if (!span) reading.isImpossible = true;
    return span;
  };
  const isYearFirst = numbers[0]?.length === 4;
  if (third === undefined && (isYearFirst || numbers[1]?.length === 4)) {
    const [year4, month] = isYearFirst ? [first, second] : [second, first];
    const days = month >= 1 && month <= 12 ? months(year4, month) : undefined;
    return checked(days && fixedSpan(days));
  }
  if (third === undefined) return readDaySpan(reading, first, second);
  const from = isYearFirst ? day(first, second, third) : day(year(third), second, first);
  return checked(from === undefined ? undefined : fixedSpan({ from, to: from }));
}
