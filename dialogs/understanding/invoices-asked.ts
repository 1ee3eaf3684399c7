import type { Day } from '../../src/domain/days.ts';
import type { Intent } from './intent.ts';
import { findPeriod } from './period.ts';

const NUMBER =
  /^(?:(?:show|open|toon)(?: me)? )?(?:(?:my|the|mijn|de) )?(?:invoice|factuur)(?: (?:number|nr|nummer))? (?<number>[0-9a-z]{4}-\d{4,9})$/i;
const LAST =
  /^(?:(?:show|toon)(?: me)? )?(?:(?:my|the|mijn|de) )?(?:last|latest|newest|most recent|laatste|nieuwste) (?:invoice|bill|factuur)$/i;
const LIST =
  /^(?:(?:show|see|list|view|toon|bekijk)(?: me)? )?(?:(?:my|all|all my|the|mijn|alle|al mijn|de) )?(?:invoices|bills|facturen|rekeningen)(?: (?:tonen|bekijken|zien))?$/i;
const LIST_OF =
  /^(?:(?:my|the|mijn|de) )?(?:invoices|bills|facturen|rekeningen) (?:(?:from|for|of|in|since|van|voor|uit|sinds) )?(?<days>.{1,30})$/i;
const SPENT = [
  /^(?:what|how much) (?:did|have) (?:i|we) (?:spen[dt]|paid|pay)$/i,
  /^(?:(?:show|see)(?: me)? )?(?:(?:my|the) )?(?:spending|spend|expenses|costs)$/i,
  /^(?:wat|hoeveel) (?:heb ik|hebben we|gaf ik|gaven we) (?:uitgegeven|betaald|uit)$/i,
  /^(?:(?:toon|bekijk) )?(?:(?:mijn|de) )?(?:uitgaven|kosten)$/i,
];

/** A wish for invoices or spending, with the period that is named in it; English or Dutch. */
export function invoicesAsked(said: string, today: Day): Intent | undefined {
  const number = NUMBER.exec(said)?.groups?.number;
  if (number) return { verb: 'invoice', number: number.toUpperCase() };
  if (LAST.test(said)) return { verb: 'invoice', which: 'last' };
  const found = findPeriod(said, today);
  const rest = found?.rest ?? said;
  const period = found && { period: found.days };
  if (LIST.test(rest)) return { verb: 'invoices', ...period };
  if (SPENT.some((pattern) => pattern.test(rest))) return { verb: 'spend', ...period };
  // Days there are not, or not yet: the form says what is the matter with them.
  const days = found ? undefined : LIST_OF.exec(said)?.groups?.days;
  return days ? { verb: 'invoices', from: days, to: days } : undefined;
}
