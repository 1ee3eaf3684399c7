import type { InvoiceLine } from '../../../src/domain/billing/invoice.ts';
import type { Instant, Period } from '../../../src/domain/common/time.ts';
import { dayOf, daysOf, monthsOn } from './calendar.ts';
import type { Simulation } from './simulation.ts';

/** What a billing period is worth by the licences held on each of its days: exactly `amount / of` minor units. */
export interface Worth {
  readonly period: Period;
  readonly amount: bigint;
  readonly of: bigint;
  readonly lines: readonly InvoiceLine[];
}

/** Reckons each billing period day by day, from who held what and the list; its lines are only put beside it. */
export function worthOf({ lines, licenceHistory: held, prices, anchor }: Simulation, months: number): readonly Worth[] {
  const last = Math.max(anchor, ...lines.map(({ period }) => period.end));
  const worths: Worth[] = [];
  for (let from = anchor, count = months; from < last; count += months) {
    const period = { start: from, end: monthsOn(anchor, count) };
    const price = BigInt(prices.findLast((one) => one.from <= period.start)?.price ?? 0);
    const amount = daysOf(period).reduce((sum, day) => sum + price * BigInt(onDay(held, day, period)), 0n);
    const inPeriod = lines.filter((line) => line.period.end === period.end);
    worths.push({ period, amount, of: BigInt(daysOf(period).length), lines: inPeriod });
    from = period.end;
  }
  return worths;
}

/** The licences of a day are those at its end, but of what came before the period ended. */
function onDay(assignment: Simulation['licenceHistory'], day: number, period: Period): number {
  const earlier = assignment.filter(({ from }: { from: Instant }) => dayOf(from) <= day && from < period.end);
  return earlier.at(-1)?.licences ?? 0;
}
