import { type DateRange, lastMonths } from '../../../../src/domain/common/days.ts';
import { mondayOf, monthOf, months, plusDays, quarterOf, yearOf } from './calendar.ts';
import type { PeriodReader } from './period-reader.ts';
import { type DateSpan, fixedSpan } from './span.ts';
import { type CalendarUnit, LAST, PAST, parseCount, parseMonth, parseUnit, THIS, TODAY, YESTERDAY } from './words.ts';

/** Reads days relative to today: `today`, `last month`, `the last two weeks`, `dit kwartaal`. */
export function readRelative(reading: PeriodReader): DateSpan | undefined {
  const days = reading.first(readNearDay, readWeekday, readYearToDate, readLastCount, readThisOrLast);
  return days && fixedSpan(days);
}

function readNearDay(reading: PeriodReader): DateRange | undefined {
  const { today } = reading;
  const on = (back: number) => ({ from: plusDays(today, -back), to: plusDays(today, -back) });
  if (reading.skip(TODAY)) return on(0);
  if (reading.skip(YESTERDAY)) return on(1);
  if (reading.skipAll('eergisteren') || reading.skipAll('the', 'day', 'before', 'yesterday')) return on(2);
  return reading.skipAll('day', 'before', 'yesterday') ? on(2) : undefined;
}

const WEEKDAYS = [
  'monday maandag',
  'tuesday dinsdag',
  'wednesday woensdag',
  'thursday donderdag',
  'friday vrijdag',
  'saturday zaterdag',
  'sunday zondag',
].map((names) => new Set(names.split(' ')));

/** Reads `Monday`, `last Friday`, `afgelopen dinsdag`: the latest such day before today. */
function readWeekday(reading: PeriodReader): DateRange | undefined {
  reading.skip(LAST);
  const weekday = WEEKDAYS.findIndex((names) => reading.skip(names));
  if (weekday < 0) return undefined;
  const { today } = reading;
  const thisWeek = plusDays(mondayOf(today), weekday);
  const day = thisWeek < today ? thisWeek : plusDays(thisWeek, -7);
  return { from: day, to: day };
}

/** Reads `year to date`, `this year so far`: from 1 January to today. */
function readYearToDate(reading: PeriodReader): DateRange | undefined {
  const isRead =
    reading.skipAll('year', 'to', 'date') || reading.skipAll('ytd') || reading.skipAll('dit', 'jaar', 'tot', 'nu');
  return isRead ? months(yearOf(reading.today), 1, monthOf(reading.today)) : undefined;
}

/** The largest count that is read, by its unit: its days are still on the calendar. */
const MAX_COUNT: Readonly<Record<CalendarUnit, number>> = {
  day: 30_000,
  week: 4_000,
  month: 1_200,
  quarter: 400,
  half: 200,
  year: 100,
};

/** Reads `last 3 months`, `in the past two weeks`: up to and including today. */
function readLastCount(reading: PeriodReader): DateRange | undefined {
  if (!reading.skip(LAST)) return undefined;
  const count = parseCount(reading.word());
  const unit = parseUnit(reading.word(1));
  if (!count || count < 1 || !unit || count > MAX_COUNT[unit]) return undefined;
  reading.at += 2;
  return upToToday(count, unit, reading.today);
}

function upToToday(count: number, unit: CalendarUnit, today: string): DateRange {
  const length: Readonly<Record<CalendarUnit, number>> = { day: 1, week: 7, month: 1, quarter: 3, half: 6, year: 12 };
  if (unit === 'day' || unit === 'week') return { from: plusDays(today, -count * length[unit]), to: today };
  return lastMonths(count * length[unit], today);
}

/** Reads `this month`, `last quarter`, by the calendar, and `the past month`, up to today. */
function readThisOrLast(reading: PeriodReader): DateRange | undefined {
  const word = reading.word();
  const back = THIS.has(word) ? 0 : LAST.has(word) ? 1 : undefined;
  const unit = parseUnit(reading.word(1));
  if (back === undefined || !unit || parseMonth(reading.word(1))) return undefined;
  reading.at += 2;
  const { today } = reading;
  if (PAST.has(word) && word !== 'laatste') return upToToday(1, unit, today);
  const [year, month] = [yearOf(today), monthOf(today)];
  switch (unit) {
    case 'day':
      return { from: plusDays(today, -back), to: plusDays(today, -back) };
    case 'week': {
      const from = plusDays(mondayOf(today), -7 * back);
      return { from, to: plusDays(from, 6) };
    }
    case 'month':
      return monthsFrom(year, month - back, 1);
    case 'quarter':
      return monthsFrom(year, (quarterOf(today) - back) * 3 - 2, 3);
    case 'half':
      return monthsFrom(year, month > 6 ? 7 - 6 * back : 1 - 6 * back, 6);
    case 'year':
      return months(year - back, 1, 12);
  }
}

/** A number of months from one on. Months of the previous year are 0 or less. */
function monthsFrom(year: number, first: number, count: number): DateRange | undefined {
  const [calendarYear, month] = first < 1 ? [year - 1, first + 12] : [year, first];
  return months(calendarYear, month, month + count - 1);
}
