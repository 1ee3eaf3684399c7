import type { Intent } from './intent.ts';
import { billingPlanIn, reasonIn } from './resolve-intent.ts';
import { countIn, hasWord, wordsOf } from './slots/quantities.ts';
import type { Reading } from './slots/reading.ts';

/** What was said and shown before a sentence. */
export interface Conversation {
  /** What the user wanted last. */
  readonly previous?: Intent;
  /** The product that the last card is about. */
  readonly about?: string;
  /** The products that the last card listed, in their order. */
  readonly listed?: readonly string[];
}

/** The verbs that are about one product. */
const ABOUT_PRODUCT = new Set<Intent['verb']>([
  'open',
  'change',
  'buy',
  'assign',
  'unassign',
  'holders',
  'ask',
  'cancel',
  'recurring',
  'reactivate',
  'price',
  'cost',
  'renewal',
  'refund',
  'free',
  'paid-with',
  'withdraw',
  'answer',
  'charge',
  'cannot',
]);

export const isAboutProduct = ({ verb }: Intent): boolean => ABOUT_PRODUCT.has(verb);

export const productOf = (intent: Intent | undefined): string | undefined =>
  intent !== undefined && 'product' in intent && typeof intent.product === 'string' ? intent.product : undefined;

const PRONOUNS =
  /^(?:m|it|its|this|that|them|these|those|die|dat|deze|dit|hem|ze|er|der|ervan|daarvan|ermee|daarmee|erop|ervoor|hiervan|daarvoor|hiervoor)$/;

/** Whether a sentence points back at what the conversation is about. */
export function pointsBack(reading: Reading): boolean {
  const words = wordsOf(reading);
  return words.some(
    (word, at) =>
      PRONOUNS.test(word) ||
      (word === 'het' &&
        (at === words.length - 1 ||
          /^(?:op|uit|aan|af|weg|maar|toch|nu|even|nog|ook|te|gewoon|dan|niet|weer)$/.test(words[at + 1] ?? ''))),
  );
}

/** Words that a fragment may have beside its slots: they add nothing to what was wanted before. */
const CONNECTING = new Set(
  (
    'and or also too same for to of the a an in on at if i take get als ik zou krijg nemen pak as well please pls then now what about how with no not nope yes ok okay actually sorry i meant mean that this it one ones make do take rather instead only just licence licences license licenses seats lics from by wait oops correction should be said say me my him her them did was is are there you we can could have has would like another card other more ' +
    'en of ook nog zelfde hetzelfde idem dezelfde voor aan naar van de het een in op als bij graag aub dan nu wat hoe zit met nee neen ja ok toch sorry ik bedoel bedoelde dat dit die er der ne nen maak doe neem liever alleen maar licentie licenties licentietje stuks per eigenlijk moet worden zijn zei ook zo mij mijn hem haar en dan wel is heeft wacht oeps correctie anders maar niet om ze hun kaart andere te kan kun je u we jij gij ge staat stond want'
  ).split(' '),
);
const CORRECTING =
  /^(?:no|nope|nee|neen|actually|sorry|wait|oops|i meant|i mean|ik bedoel|eigenlijk|toch|correctie|correction|wacht|make (?:it|that)|maak (?:er|dat|het)|doe (?:er|maar)|liever|rather|not)\b/i;
const CONTINUING =
  /^(?:and|en|what about|how about|same|also|ook|idem|hetzelfde|dezelfde|zelfde|hoe zit|for|voor|in|of|from|van|wat met|then|dan|or|too)\b/i;
const ORDINALS: readonly RegExp[] = [
  /\b(?:first|1st|eerste|1e|number one|nummer een|number 1|nummer 1)\b/,
  /\b(?:second|2nd|tweede|2e|number two|nummer twee|number 2|nummer 2)\b/,
  /\b(?:third|3rd|derde|3e|number 3|nummer 3|nummer drie|number three)\b/,
  /\b(?:fourth|4th|vierde|4e)\b/,
  /\b(?:fifth|5th|vijfde|5e)\b/,
];

/** "Okay, do it" after a price: a review follows. */
const AGREES =
  /^(?:(?:ok(?:ay|e)?|yes|yep|sure|fine|great|ja|prima|goed|top|perfect)[, !.]*)?(?:do it|do that|go ahead|go for it|buy (?:it|them|that)|order (?:it|them|that)|doe (?:maar|dat|het)(?: maar)?|koop (?:maar|die|ze|het)(?: maar)?|bestel (?:maar|die|ze|het)(?: maar)?|regel (?:maar|het|dat))(?:[ ,]*(?:then|dan|please|maar|graag))*[.! ]*$/i;

/** Whether a sentence has nothing but slots and connecting words. */
function isFragment(reading: Reading): boolean {
  const { tokens, people, period } = reading;
  return tokens.every((token) => {
    if (token.kind !== 'word') return true;
    if (CONNECTING.has(token.plain) || YEAR_WORDS.test(token.plain)) return true;
    if (people.some(({ from, to }) => token.from >= from && token.from < to)) return true;
    return period !== undefined;
  });
}
const YEAR_WORDS =
  /^(?:yearly|annual|annually|monthly|jaarlijks|maandelijks|pay|paying|betaal|betalen|year|month|jaar|maand|first|second|third|fourth|eerste|tweede|derde|vierde|last|laatste|number|nummer)$/;

/**
 * The intent of a fragment: the previous one with the slots that the fragment names in place of its own. Nothing if the
 * sentence is no fragment, or there is nothing before it.
 */
export function followUp(reading: Reading, { previous, about, listed = [] }: Conversation): Intent | undefined {
  const text = reading.text.trim().replace(/^[\s,.!-]+/, '');
  const reason = previous?.verb === 'cancel' && !productNamed(reading) ? reasonOf(text) : undefined;
  if (previous?.verb === 'cancel' && reason)
    return { ...previous, ...(about && !previous.product && { product: about }), reason };
  if (previous?.verb === 'price' && (previous.product ?? about) !== undefined && AGREES.test(text)) {
    const product = previous.product ?? about;
    if (previous.delta !== undefined)
      return { verb: 'change', ...(product !== undefined && { product }), delta: previous.delta };
    return {
      verb: 'buy',
      ...(product !== undefined && { product }),
      ...(previous.quantity !== undefined && { quantity: previous.quantity }),
    };
  }
  const term = previous?.verb === 'buy' && !productNamed(reading) ? billingPlanIn(reading) : undefined;
  if (previous?.verb === 'buy' && term) return { ...previous, plan: term };
  if (previous?.verb === 'cost' && !productNamed(reading) && reading.tokens.length <= 6) {
    const per = billingPlanIn(reading) === 'monthly' ? 'month' : billingPlanIn(reading) ? 'year' : undefined;
    if (per) return { ...previous, per };
  }
  if (!isFragment(reading)) return undefined;
  const lower = wordsOf(reading).join(' ');
  const ordinal = ORDINALS.findIndex((pattern) => pattern.test(lower));
  const chosen =
    ordinal >= 0
      ? listed[ordinal]
      : /\b(?:last|laatste)\b/.test(lower) && listed.length > 1
        ? listed.at(-1)
        : undefined;
  if (chosen !== undefined && (reading.products.length === 0 || reading.products.length === 1)) {
    const base = previous && isAboutProduct(previous) ? previous : { verb: 'open' as const };
    return { ...base, product: chosen } as Intent;
  }
  if (!previous) return undefined;
  const count = countIn(reading);
  const named = reading.people
    .filter(({ precededBy }) => !/^(?:not|niet|geen)$/.test(precededBy))
    .filter(({ isCertain, text: name }) => isCertain || /^\p{L}{2,}/u.test(name))
    .map((span) => span.text);
  const plan = previous.verb === 'buy' ? billingPlanIn(reading) : undefined;
  const slots = {
    ...(reading.products.length === 1 && isAboutProduct(previous) && { product: reading.products[0] }),
    ...(reading.period && 'period' in periodic(previous) && { period: reading.period }),
    ...(named.length > 0 && takesPeople(previous) && { people: named }),
    ...(plan && { plan }),
    ...(count.value !== undefined && numbered(previous, count.value, reading)),
  };
  if (Object.keys(slots).length === 0) return undefined;
  // A product's name alone asks to see it.
  const isName = reading.tokens.every(({ kind }) => kind === 'product');
  const isLinked = CORRECTING.test(text) || CONTINUING.test(text) || (reading.tokens.length <= 4 && !isName);
  if (!isLinked) return undefined;
  const {
    page: _page,
    subscription: _subscription,
    chosen: _chosen,
    ...rest
  } = previous as Intent & Record<string, unknown>;
  const keepsProduct = !('product' in slots) && !('product' in rest) && about !== undefined && isAboutProduct(previous);
  return { ...rest, ...(keepsProduct && { product: about }), ...slots } as Intent;
}

const productNamed = ({ products }: Reading): boolean => products.length > 0;

/** A bare reason: "too expensive", "te duur", "we do not use it any more". */
function reasonOf(text: string): string | undefined {
  const because = reasonIn(` ${text}`);
  if (because) return because;
  return /\b(?:too expensive|expensive|costs? too much|te duur|duur|goedkoper|cheaper|not us(?:ed?|ing)|don['’]?t use|no longer (?:use|need)|unused|niet (?:meer )?(?:gebruik\w*|nodig)|gebruik\w* (?:het |we |ik |hem )?niet|overbodig|switch\w* to|overgestapt|overstap\w*|missing features?|mist functies|project (?:is )?(?:over|done|finished|ended|klaar|afgelopen)|bought by mistake|per ongeluk|don['’]?t like|bevalt niet|something else|iets anders)\b/i.test(
    text,
  )
    ? text.replace(/[\s.!?]+$/, '')
    : undefined;
}

const periodic = (intent: Intent): object =>
  ['invoices', 'spend', 'history', 'charge'].includes(intent.verb) ? { period: undefined } : {};

const takesPeople = ({ verb }: Intent): boolean => ['assign', 'unassign', 'ask', 'answer'].includes(verb);

const MORE = /^(?:more|extra|erbij|meer|bij|additional|additionally)$/;
const FEWER = /^(?:fewer|less|minder|eraf|weg)$/;

function numbered(previous: Intent, value: number, reading: Reading): object {
  switch (previous.verb) {
    case 'change':
      if (hasWord(reading, MORE)) return { delta: Math.abs(value), total: undefined };
      if (hasWord(reading, FEWER)) return { delta: -Math.abs(value), total: undefined };
      if (previous.delta !== undefined) return { delta: previous.delta < 0 ? -Math.abs(value) : Math.abs(value) };
      return { total: value };
    case 'buy':
      return { quantity: Math.abs(value) };
    case 'price':
      return previous.delta !== undefined ? { delta: Math.abs(value) } : { quantity: Math.abs(value) };
    default:
      return {};
  }
}

/** The conversation after an intent was carried out. */
export function remember(
  before: Conversation,
  intent: Intent,
  family: (product: string) => readonly string[],
): Conversation {
  const product = productOf(intent) ?? (isAboutProduct(intent) ? before.about : undefined);
  const members = product === undefined ? [] : family(product);
  const about = members.length === 1 ? members[0] : product;
  return {
    previous: intent,
    ...(about !== undefined ? { about } : before.about !== undefined && { about: before.about }),
    ...(members.length > 1 ? { listed: members } : before.listed && product === undefined && { listed: before.listed }),
  };
}
