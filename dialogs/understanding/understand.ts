import { dayOf } from '../../src/domain/days.ts';
import { countIn } from './count.ts';
import type { Intent } from './intent.ts';
import { invoicesAsked } from './invoices-asked.ts';
import { paymentWays } from './payment-ways.ts';

/** One way of saying something: what it must look like, and what is meant by it. */
type Way = readonly [
  pattern: RegExp,
  intent: (groups: Readonly<Record<string, string | undefined>>, locale: string) => Intent,
];

/** What a typed sentence means, in English or in Dutch; nothing when it is not understood. */
export function understand(text: string, locale: string, today = dayOf(Date.now())): Intent | undefined {
  const said = text
    .normalize('NFC')
    .replace(/[\s\u00a0]+/g, ' ')
    .replace(/^[\s"'“”‘’]+|[\s"'“”‘’.!?]+$/g, '')
    .replace(/^(?:please|can you|could you|i want to|i'd like to|kunt u|wilt u|ik wil|graag)\s+/i, '')
    .replace(/\s+(?:please|alstublieft|aub|a\.u\.b|graag)$/i, '');
  if (text.trim() === '?') return { verb: 'help' };
  const asked = invoicesAsked(said, today);
  if (asked) return asked;
  for (const [pattern, intent] of ways) {
    const found = pattern.exec(said);
    if (found) return intent(named(found.groups ?? {}), locale);
  }
  return undefined;
}

/** Product names without the "licences" that people put behind them; "it" names none. */
function named({ product, ...groups }: Readonly<Record<string, string | undefined>>) {
  const name = product?.replace(/ (?:licen[cs]es?|licenties?|seats?)$/i, '').replace(/^(?:the|my|de|het|mijn) /i, '');
  return { ...groups, product: name && /^(?:it|that|this|het|dat|dit|er)$/i.test(name) ? undefined : name };
}

/** The total in an answer to "how many?": a number, perhaps with a word or two round it. */
export function totalIn(text: string): string {
  return text
    .trim()
    .replace(/^(?:make it|set it to|to|naar|maak er|doe|op)\s+/i, '')
    .replace(/(?:van maken|licen[cs]es?|licenties?|stuks)$/i, '')
    .trimEnd();
}

const to = (total: string | undefined, locale: string) => {
  const count = total === undefined ? undefined : countIn(totalIn(total), locale);
  return count === undefined ? { typed: total } : { total: count };
};

const by = (sign: 1 | -1): Way[1] => {
  return ({ n, product }, locale) => {
    const count = countIn(n ?? '', locale);
    if (count === undefined) return { verb: 'change', product, typed: n };
    return { verb: 'change', product, delta: sign * count };
  };
};

const set: Way[1] = ({ product, total }, locale) => ({ verb: 'change', product, ...to(total, locale) });

// A number in digits or in words, without what would make it a product's name.
const N = String.raw`(?<n>[-−+]?\d[\d.,]*|(?:a |een )?[a-zë]+(?:[- ](?:and |one|two|three|four|five|six|seven|eight|nine|hundred)+)?)`;
const LICENCES = `(?:licen[cs]es?|licenties?|seats?|stuks)`;
const OF = `(?:of|for|to|from|van|voor|aan|bij|uit)`;
const PRODUCT = String.raw`(?<product>[\p{L}\p{N}].*?)`;

const way = (pattern: string, intent: Way[1]): Way => [new RegExp(`^(?:${pattern})$`, 'iu'), intent];

const ways: readonly Way[] = [
  ...paymentWays.map(([pattern, intent]) => way(pattern, intent)),
  way('home|start|menu|hi|hello|hey|hoi|hallo|goedemorgen|goedemiddag|begin', () => ({ verb: 'home' })),
  way(
    '(?:(?:show|see|list|view)(?: me)? )?(?:my |all )?(?:subscriptions|purchases)|list|overview|what (?:do i have|did i buy|have i bought)',
    () => ({ verb: 'list', page: 0 }),
  ),
  way(
    '(?:toon |bekijk |zie )?(?:mijn |alle )?(?:abonnementen|aankopen)(?: (?:tonen|bekijken|zien))?|lijst|overzicht|wat heb ik(?: gekocht)?',
    () => ({ verb: 'list', page: 0 }),
  ),
  way('help|hulp|what can (?:i|you) do(?: here)?|wat kan ik(?: hier)?(?: doen)?|wat kun je', () => ({
    verb: 'help',
  })),
  way('back|go back|terug|ga terug|vorige', () => ({ verb: 'back' })),
  way('stop|quit|exit|leave|cancel|never ?mind|forget it|stoppen|laat maar|niet doen|ophouden', () => ({
    verb: 'stop',
  })),
  way('undo(?: (?:that|it|the last (?:change|order)))?|take (?:that|it) back', () => ({ verb: 'undo' })),
  way('terugdraaien|draai (?:dat|het)? ?terug|maak (?:dat|het)? ?ongedaan|ongedaan maken', () => ({ verb: 'undo' })),
  way(
    '(?:language|taal)(?: (?:to|naar))?(?: (?<language>.+))?|(?:speak|spreek) (?<speak>.+)',
    ({ language, speak }) => {
      const asked = (language ?? speak ?? '').toLowerCase();
      const found = /^(?:en|english|engels)$/.test(asked)
        ? 'en'
        : /^(?:nl|dutch|nederlands)$/.test(asked)
          ? 'nl'
          : undefined;
      return { verb: 'language', ...(found && { to: found }) };
    },
  ),
  way('english|engels', () => ({ verb: 'language', to: 'en' })),
  way('dutch|nederlands', () => ({ verb: 'language', to: 'nl' })),
  way('(?:be|wees|ben|word|i am|ik ben)(?: (?<who>.+))?', ({ who }) => ({ verb: 'be', ...(who && { who }) })),

  // A new total.
  way(
    `(?:set|put|change|make|bring)(?: the)?(?: number of)?(?: ${LICENCES})?(?: ${OF})? ?${PRODUCT}(?: ${LICENCES})? (?:to|at) (?<total>.+)`,
    set,
  ),
  way(
    `(?:zet|breng|verander|wijzig|maak)(?: het)?(?: aantal)?(?: ${LICENCES})?(?: ${OF})? ?${PRODUCT}(?: ${LICENCES})? (?:op|naar|in) (?<total>.+)`,
    set,
  ),
  way(`(?<total>[-−+]?\\d[\\d.,]*)(?: ${LICENCES})? (?:of|for|van|voor) ${PRODUCT}`, set),

  way(`(?:make|maak)(?: van)? ${PRODUCT} (?<total>[-−+]?\\d[\\d.,]*)(?: van)?`, set),

  // More, or fewer.
  way(
    `(?:(?:buy|add|get|order|i want|i need|koop|nog|bestel|voeg) )?${N} (?:more|extra|additional|meer)(?: ${LICENCES})?(?: ${OF})?(?: ${PRODUCT})?(?: toe)?`,
    by(1),
  ),
  way(`${N}(?: ${LICENCES})? (?:fewer|less|minder)(?: ${LICENCES})?(?: ${OF})?(?: ${PRODUCT})?`, by(-1)),
  way(`${N}(?: ${LICENCES})?(?: ${OF})? ${PRODUCT}(?: ${LICENCES})? (?:fewer|less|minder|eraf)`, by(-1)),
  way(`${N}(?: ${LICENCES})? (?:eraf)`, by(-1)),
  way(`(?:(?:koop|bestel|nog) )?${N}(?: ${LICENCES})?(?: ${OF})?(?: ${PRODUCT})?(?: ${LICENCES})? erbij`, by(1)),
  way(`voeg ${N}(?: ${LICENCES})? toe(?: ${OF} ${PRODUCT})?`, by(1)),
  way(`(?:add|voeg) ${N}(?: ${LICENCES})?(?: ${OF})?(?: ${PRODUCT})?(?: ${LICENCES})?(?: toe)?`, by(1)),
  way(`nog ${N}(?: ${LICENCES})?(?: ${OF})? ${PRODUCT}`, by(1)),
  way(
    `(?:remove|drop|take away|verwijder|haal)(?: de)? ${N}(?: ${LICENCES})?(?: ${OF})?(?: ${PRODUCT})?(?: ${LICENCES})?(?: weg)?`,
    by(-1),
  ),

  // Which one, without a number.
  way(
    `(?:change|edit|wijzig|verander)(?: (?:the|het))?(?: (?:number of|aantal))?(?: (?:my|mijn|de))?(?: ${LICENCES})?(?: ${OF} ${PRODUCT})?`,
    ({ product }) => ({ verb: 'change', product }),
  ),
  way(`(?:licenses?|licences?|licenties?)(?: (?:change|wijzigen|veranderen|aanpassen))?`, () => ({ verb: 'change' })),
  way(`${PRODUCT}(?: ${LICENCES})? (?:wijzigen|veranderen|aanpassen)`, ({ product }) => ({ verb: 'change', product })),
  way(`(?:change|wijzig|verander) ${PRODUCT}(?: ${LICENCES})?`, ({ product }) => ({ verb: 'change', product })),
];
