import type { BillingPlan } from '../../src/domain/catalogue/product.ts';
import { type Intent, intentSchema, type Topic, type Verb } from './intent.ts';
import { countIn, hasWord, wordsOf } from './slots/quantities.ts';
import type { Reading } from './slots/reading.ts';
import { settingsIn } from './slots/settings-slots.ts';

/** The intent of a class with the slots of a sentence, and why it is doubtful if it is. */
export interface Resolution {
  readonly intent: Intent;
  readonly doubt?: string;
}

const YEARLY = /^(?:yearly|annual|annually|jaarlijks|jaarlijkse|jaarabonnement|jaarcontract|jaarbetaling|yr|pa)$/;
const MONTHLY = /^(?:monthly|maandelijks|maandelijkse|maandabonnement|maandcontract|maandbetaling)$/;
const PER_YEAR =
  /\b(?:(?:a|per|each|every|for a|one|1|whole|full|12 months) (?:year|yr)|(?:per|elk|ieder|heel|een|1|vol) jaar|op jaarbasis|jaarbasis|jaarkosten|twelve months|12 maanden)\b/;
const PER_MONTH =
  /\b(?:(?:a|per|each|every|by the|month by) month|(?:per|elke|iedere|een) maand|op maandbasis|maandkosten)\b/;

/** The billing plan that a sentence names, by its commitment and payment frequency. */
export function billingPlanIn(reading: Reading): BillingPlan | undefined {
  const text = wordsOf(reading).join(' ');
  const yearly = hasWord(reading, YEARLY) || PER_YEAR.test(text);
  const monthly = hasWord(reading, MONTHLY) || PER_MONTH.test(text);
  if (yearly) return monthly ? 'annual-monthly' : 'annual';
  return monthly ? 'monthly' : undefined;
}

const ONE_MORE = /^(?:another|nog een|one more|a|an|een|eentje|extra|1)$/;
const LICENCE = /^(?:licen[cs]e|seat|licentie|licentietje|licentieke|plaats|plek|plekje|exemplaar|one|eentje)$/;

/** Whether one licence is meant without a number: "another licence", "a licence more", "nog een". */
function impliesOne(reading: Reading): boolean {
  const words = wordsOf(reading);
  const licence = words.findIndex((word) => LICENCE.test(word));
  const article = words.findIndex((word) => ONE_MORE.test(word));
  return (
    words.includes('another') ||
    words.includes('eentje') ||
    words.join(' ').includes('nog een') ||
    (article >= 0 && article < licence)
  );
}

const REASON =
  /[,.]?\s*\b(?:because|cause|cuz|coz|since|reason:?|(?<!\b(?:i|we|they|you|who|not|to|also|really|just|dont|don['’]t)\s)want(?!\s+(?:to|a|an|the|my|it)\b)|omdat|doordat|vanwege|wegens|reden:?|due to|aangezien|nu (?=de |het |we |wij |ik )|now that|as (?=it|we|i\b|they|nobody|the))\s+(.{2,200})$/i;

/** The reason of a cancellation in its own words: what follows "because". */
export const reasonIn = (text: string): string | undefined => REASON.exec(text)?.[1]?.replace(/[\s.!?]+$/, '');

/** The reason of a cancellation: what follows "because", or a clause that names no product. */
function reasonOf({ text, tokens, words }: Reading): string | undefined {
  const because = reasonIn(text);
  if (because) return because;
  const cuts = [...text.matchAll(/\s*[,;–-]\s+|\s+[–-]\s+|[.!]\s+/g)];
  const clauses = [0, ...cuts.map(({ 0: sign, index }) => index + sign.length)].map((start, at) => ({
    start,
    end: cuts[at]?.index ?? text.length,
  }));
  const reason = clauses.findLast(({ start, end }) => {
    const inside = tokens.filter(
      ({ from, to }) => (words[from]?.start ?? 0) >= start && (words[to - 1]?.end ?? 0) <= end,
    );
    const isWish = inside.some(
      (token) => token.kind === 'product' || (token.kind === 'word' && WISH.test(token.plain)),
    );
    return !isWish && inside.length >= 3;
  });
  return clauses.length > 1 && reason ? text.slice(reason.start, reason.end).replace(/[\s.!?]+$/, '') : undefined;
}
const WISH =
  /^(?:cancel\w*|end|stop|terminate|please|pls|thanks|thank|opzeggen|annuleer\w*|annuleren|stopzetten|beeindig\w*|zeg|graag|aub|gelieve|bedankt|alvast|kan|kun|could|can|would|want|wil)$/;

/** The intent of a class, with its slots from a sentence. Nothing where the class needs what the sentence lacks. */
export function resolveIntent(label: string, reading: Reading): Resolution | undefined {
  const [verb = '', variant = ''] = label.split('.');
  const { people, period } = reading;
  const count = countIn(reading);
  const about = aboutProduct(reading, verb);
  const named = people.filter(({ isCertain }) => isCertain).map(({ text }) => text);
  const dated = { ...(period && { period }) };
  const doubt = about.doubt;
  const result = (intent: Intent, ...doubts: (string | false | undefined)[]): Resolution => {
    const first = [doubt, ...doubts].find((one) => one);
    return { intent, ...(first && { doubt: first }) };
  };
  const product = about.product === undefined ? {} : { product: about.product };
  switch (verb) {
    case 'change':
      return resolveChange(variant, reading, about);
    case 'buy': {
      const plan = billingPlanIn(reading);
      const quantity =
        count.value ??
        (impliesOne(reading) &&
        variant !== 'trial' &&
        /\b(?:one|eentje|a single|een enkele)\b/.test(wordsOf(reading).join(' '))
          ? 1
          : undefined);
      return result(
        {
          verb,
          ...product,
          ...(quantity !== undefined && { quantity: Math.abs(quantity) }),
          ...(plan && variant !== 'trial' && { plan }),
          ...(variant === 'trial' && { trial: true }),
        },
        count.doubt,
      );
    }
    case 'assign':
    case 'unassign':
      return result(
        { verb, ...product, ...(named.length > 0 && { people: named }) },
        people.length > named.length && 'a word that is no name',
        count.value !== undefined &&
          named.length > 0 &&
          count.value !== named.length &&
          'a number of licences for people',
        count.doubt,
      );
    case 'ask':
      return result({ verb, ...product, ...(named.length > 0 && { people: named }) });
    case 'answer':
      return result({
        verb,
        all: variant === 'reject' ? 'reject' : 'approve',
        ...product,
        ...(named.length > 0 && { people: named }),
      });
    case 'withdraw':
    case 'open':
    case 'holders':
    case 'reactivate':
    case 'renewal':
    case 'refund':
    case 'free':
    case 'paid-with':
      return result({ verb, ...product });
    case 'cancel': {
      if (count.value !== undefined) return resolveChange('fewer', reading, about);
      const reason = reasonOf(reading);
      return result({ verb, ...product, ...(reason && { reason }) }, count.doubt);
    }
    case 'recurring':
      return result({ verb, ...product, on: variant === 'on' });
    case 'price': {
      const isMore = hasWord(
        reading,
        /^(?:more|extra|additional|add|adding|erbij|bij|bijkomen|bijkopen|meer|nog|another|toevoegen)$/,
      );
      const number =
        count.value === undefined
          ? {}
          : isMore || count.role === 'difference'
            ? { delta: Math.abs(count.value) }
            : { quantity: Math.abs(count.value) };
      return result({ verb, ...product, ...number });
    }
    case 'cost': {
      const text = wordsOf(reading).join(' ');
      const year = hasWord(reading, YEARLY) || PER_YEAR.test(text);
      const month = hasWord(reading, MONTHLY) || PER_MONTH.test(text);
      return result({ verb, ...product, ...(year ? { per: 'year' } : month ? { per: 'month' } : {}) });
    }
    case 'charge': {
      const money = reading.tokens.find((token) => token.kind === 'money');
      const amount =
        money?.kind === 'money' ? money.amount : count.value === undefined ? undefined : Math.abs(count.value) * 100;
      const twice = /\b(?:twice|double|two times|2x|2 times|twee keer|tweemaal|dubbel|2 keer|duplicate)\b/.test(
        wordsOf(reading).join(' '),
      );
      return result({ verb, ...product, ...dated, ...(twice ? { twice: true } : amount !== undefined && { amount }) });
    }
    case 'invoices':
      if (reading.impossiblePeriod && !period)
        return result({ verb, from: reading.impossiblePeriod, to: reading.impossiblePeriod });
      return result({ verb, ...dated });
    case 'spend':
    case 'history':
      return result({ verb, ...dated });
    case 'invoice': {
      const number = reading.words.find(({ kind }) => kind === 'invoice-number');
      return result(number ? { verb, number: number.raw.toUpperCase() } : { verb, which: 'last' });
    }
    case 'purchases':
      return result(purchasesIntent(reading, about.product));
    case 'settings':
      return result({ verb, ...settingsIn(reading) });
    case 'requests':
      return result({ verb, of: variant === 'decide' ? 'decide' : 'own' });
    case 'help':
      return result({ verb, ...(variant && { topic: variant as Topic }) });
    case 'language':
      return result({ verb, ...(variant && { to: variant as 'en' | 'nl' }) });
    case 'cannot':
      return { intent: { verb, what: variant as 'pause', ...product } };
    case 'home':
    case 'list':
    case 'catalogue':
    case 'undo':
    case 'payment':
    case 'add-card':
    case 'team':
    case 'totals':
    case 'policy':
    case 'undelivered':
    case 'support':
    case 'sign-out':
    case 'stop':
    case 'back':
      return result({ verb });
    default:
      // A verb without slots of its own takes at most a product.
      return isVerb(verb) ? result({ verb, ...(takesProduct(verb) && product) } as Intent) : undefined;
  }
}

const shapes = new Map<string, object>(intentSchema.options.map(({ shape }) => [shape.verb.value, shape]));
const isVerb = (verb: string): verb is Verb => shapes.has(verb);
const takesProduct = (verb: string): boolean => 'product' in (shapes.get(verb) ?? {});

interface About {
  readonly product?: string;
  readonly doubt?: string;
}

/** The verbs whose product can be one that is not in the price list. */
const NAMES_ANY_PRODUCT = new Set([
  'buy',
  'open',
  'change',
  'cancel',
  'price',
  'holders',
  'recurring',
  'reactivate',
  'ask',
  'renewal',
]);

/** The product that a sentence is about: from the price list, or unknown but written like one. */
function aboutProduct({ products, people, words }: Reading, verb: string): About {
  if (products.length > 1) return { product: products[0] as string, doubt: 'several products' };
  if (products[0] !== undefined) return { product: products[0] };
  if (!NAMES_ANY_PRODUCT.has(verb) || verb === 'ask') return {};
  const [span, ...others] = people;
  if (!span || others.length > 0 || span.isKnown || span.text.includes('@') || span.to - span.from > 4) return {};
  const isName = words.slice(span.from, span.to).every(({ raw }) => /^[\p{Lu}\p{N}]/u.test(raw));
  return isName ? { product: span.text } : { product: span.text, doubt: 'an unknown word' };
}

/** A change of the number of licences: to a total, by a difference, or without a number to open the form. */
function resolveChange(variant: string, reading: Reading, { product, doubt }: About): Resolution {
  const about = { verb: 'change', ...(product !== undefined && { product }) } as const;
  const { value, role, doubt: unclear } = countIn(reading);
  const withDoubt = (intent: Intent): Resolution => {
    const isPerson = reading.people.some(({ isCertain, text }) => isCertain && text !== product);
    const first = doubt ?? unclear ?? (isPerson ? 'a person in a change of the number' : undefined);
    return { intent, ...(first && { doubt: first }) };
  };
  if (value === undefined) {
    // "Set it to banana": the form says that it is no number.
    const typed = reading.people.findLast(({ precededBy }) => /^(?:to|op|at|naar)$/.test(precededBy));
    if (typed && product !== undefined && (variant === 'total' || variant === 'open'))
      return { intent: { ...about, typed: typed.text } };
    if (unclear === 'a share') return { intent: about };
    if (impliesOne(reading) && variant === 'more') return withDoubt({ ...about, delta: 1 });
    if (impliesOne(reading) && variant === 'fewer') return withDoubt({ ...about, delta: -1 });
    return withDoubt(about);
  }
  if (role === 'total' || (variant === 'total' && role !== 'difference')) return withDoubt({ ...about, total: value });
  if (variant === 'fewer') return withDoubt({ ...about, delta: -Math.abs(value) });
  if (variant === 'more' || role === 'difference') return withDoubt({ ...about, delta: value });
  return withDoubt({ ...about, total: value });
}

/** Number of days that "soon" means. */
const SOON_DAYS = 30;

/** What an administrator searches for among all purchases of the organisation. */
function purchasesIntent(reading: Reading, product: string | undefined): Intent {
  const text = wordsOf(reading).join(' ');
  const [span] = reading.people.filter(({ isCertain }) => isCertain);
  const isLeft = /\b(?:left|leavers?|gone|former|ex|vertrokken|weg zijn|weg is|uit dienst|vertrokkenen|oud)\b/.test(
    text,
  );
  const isEnding =
    /\b(?:renew\w*|verleng\w*|expir\w*|end|ends|ending|verlopen|verloopt|aflopen|aflopende|verlopende|lopen|loopt|eindigen|eindigt)\b/.test(
      text,
    );
  const days = /(\d{1,4}|\w+) (?:days|dagen|dgn)\b/.exec(text)?.[1];
  const count = countIn(reading, true).value;
  const daysLeft = /\b(?:this month|deze maand|end of the month|einde? van de maand)\b/.test(text);
  const within = !isEnding
    ? undefined
    : daysLeft
      ? reading.daysLeftInMonth
      : days !== undefined && count !== undefined
        ? count
        : SOON_DAYS;
  return {
    verb: 'purchases',
    ...(product !== undefined && { product }),
    ...(span && !isLeft && { search: span.text }),
    ...(isLeft && { state: 'left' as const }),
    ...(within !== undefined && !isLeft && { within }),
  } as Intent;
}
