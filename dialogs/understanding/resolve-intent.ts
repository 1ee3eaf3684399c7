import type { Intent, Topic } from './intent.ts';
import type { Pattern } from './patterns.ts';
import type { UnknownSpan } from './person-names.ts';
import type { Sentence } from './sentence.ts';
import { billingPlanIn } from './tokenise.ts';

/** What a sentence can mean according to one pattern. */
export interface Candidate {
  readonly intent: Intent;
  /** The unknown words that are part of the meaning, such as names. */
  readonly spans: readonly UnknownSpan[];
  /** How much to lower the score, from 0 to 1, because the meaning is doubtful in itself. */
  readonly penalty?: number;
}

/** The candidates that a matching pattern gives: none if its slots do not fit, several if they are ambiguous. */
export function candidatesFor(pattern: Pattern, sentence: Sentence): readonly Candidate[] {
  const { products, spans } = sentence;
  switch (pattern.verb) {
    case 'assign':
    case 'unassign':
      return assignmentCandidates(pattern.verb, pattern, sentence);
    case 'ask':
      return licenceRequestCandidates(sentence);
    case 'requests':
      return [{ intent: { verb: 'requests', of: pattern.variant === 'decide' ? 'decide' : 'own' }, spans: [] }];
    case 'change':
      return changeCandidates(pattern, sentence);
    case 'buy':
    case 'open':
    case 'holders':
    case 'cancel':
    case 'reactivate':
    case 'recurring': {
      if (pattern.verb === 'recurring' && isDoubleNegative(sentence)) return [];
      if (pattern.verb === 'cancel' && pattern.required.length === 1 && isBareCancel(sentence)) return [];
      return productReadings(pattern, sentence).map(({ product, ...reading }) => ({
        intent: productIntent(pattern, sentence, product),
        ...reading,
      }));
    }
    case 'list':
      return [{ intent: { verb: 'list' }, spans: [] }];
    case 'invoices':
      if (sentence.impossiblePeriod)
        return [
          { intent: { verb: 'invoices', from: sentence.impossiblePeriod, to: sentence.impossiblePeriod }, spans: [] },
        ];
      return [{ intent: { verb: 'invoices', ...(sentence.period && { period: sentence.period }) }, spans: [] }];
    case 'spend':
      if (sentence.impossiblePeriod) return [];
      return [{ intent: { verb: pattern.verb, ...(sentence.period && { period: sentence.period }) }, spans: [] }];
    case 'invoice': {
      const invoiceNumber = sentence.tokenised.words.find(({ kind }) => kind === 'invoice-number');
      return invoiceNumber
        ? [{ intent: { verb: 'invoice', number: invoiceNumber.raw.toUpperCase() }, spans: [] }]
        : [{ intent: { verb: 'invoice', which: 'last' }, spans: [] }];
    }
    case 'help':
      return [{ intent: { verb: 'help', ...(pattern.variant && { topic: pattern.variant as Topic }) }, spans: [] }];
    case 'language': {
      const to =
        sentence.hasCue('english') || sentence.tokenised.words.at(-1)?.plain === 'en'
          ? 'en'
          : sentence.hasCue('dutch')
            ? 'nl'
            : undefined;
      if (sentence.hasCue('english') && sentence.hasCue('dutch')) return [];
      return [{ intent: { verb: 'language', ...(to && { to }) }, spans: [] }];
    }
    case 'stop':
      return isBareCancel(sentence) ? [{ intent: { verb: 'stop' }, spans: [] }] : [];
    case 'purchases':
      return purchaseCandidates(pattern, sentence);
    case 'home':
    case 'settings':
    case 'history':
    case 'team':
    case 'totals':
    case 'policy':
    case 'undelivered':
    case 'undo':
    case 'payment':
    case 'add-card':
    case 'support':
    case 'back':
    case 'current':
      return products.length > 1 || spans.length > 3 ? [] : [{ intent: { verb: pattern.verb }, spans: [] }];
    default:
      return [];
  }
}

/** Whether “cancel” stands alone, which leaves the flow. “Opzeggen” alone is about a subscription. */
const isBareCancel = ({ tokenised: { tokens, words } }: Sentence): boolean =>
  tokens.every(
    ({ tokenClass, from }) => tokenClass !== 'cancel' || /^(?:cancel|canc|annul)/.test(words[from]?.plain ?? ''),
  );

/** Whether two negations meet, as in “do not turn it off”: then the meaning is not guessed. */
const isDoubleNegative = (sentence: Sentence): boolean =>
  ['not', 'nolonger'].some((cue) => sentence.hasCue(cue)) &&
  ['off', 'stop', 'cancel', 'end', 'remove'].some((cue) => sentence.hasCue(cue));

/** The intent of a verb that is about a product. */
function productIntent(pattern: Pattern, sentence: Sentence, product: string | undefined): Intent {
  const about = product === undefined ? {} : { product };
  switch (pattern.verb) {
    case 'buy': {
      const plan = billingPlanIn(sentence.tokenised.tokens);
      const quantity = sentence.quantity();
      const trial = sentence.hasCue('trial');
      return {
        verb: 'buy',
        ...about,
        ...(quantity !== undefined && { quantity }),
        ...(plan && { plan }),
        ...(trial && { trial }),
      };
    }
    case 'recurring':
      return { verb: 'recurring', ...about, on: pattern.variant === 'on' };
    default:
      return { verb: pattern.verb as 'open' | 'holders' | 'cancel' | 'reactivate', ...about };
  }
}

/** Number of days that “soon” means. */
const SOON_DAYS = 30;

/** What an administrator searches for among all purchases of the organisation. */
function purchaseCandidates({ variant }: Pattern, sentence: Sentence): readonly Candidate[] {
  const { products, spans, tokenised } = sentence;
  const candidate = (filter: object, explained: readonly UnknownSpan[] = []): readonly Candidate[] => [
    { intent: { verb: 'purchases', ...filter } as Intent, spans: explained },
  ];
  if (products.length > 1) return [];
  const [product] = products;
  const about = product === undefined ? {} : { product };
  const [span] = spans;
  switch (variant) {
    case 'left':
      return candidate({ ...about, state: 'left' });
    case 'expiring':
      return candidate({
        ...about,
        within: sentence.hasCue('thismonth') ? sentence.daysLeft : (sentence.quantity() ?? SOON_DAYS),
      });
    case 'month':
      return candidate({ ...about, within: sentence.daysLeft });
    case 'of':
    case 'bought':
      if (!span || spans.length > 1 || (variant === 'of' && !/^(?:of|by|from|van|door)$/.test(span.precededBy)))
        return [];
      // A name starts with a capital: “subscriptions of everything” is about no person.
      if (!tokenised.words.slice(span.from, span.to).some(({ raw }) => /^\p{Lu}/u.test(raw))) return [];
      return candidate({ ...about, search: span.text }, [span]);
    default:
      return candidate(about);
  }
}

/** Penalty for a product that is not in the price list, unless it is written like a name. */
const UNKNOWN_PRODUCT_PENALTY = 0.3;

/** Penalty for a common noun, as in “buy a pizza”. */
const COMMON_NOUN_PENALTY = 0.65;

interface ProductReading {
  readonly product?: string;
  readonly spans: readonly UnknownSpan[];
  readonly penalty?: number;
}

/** The products that a sentence can be about: from the price list, unknown but written like one, or none. */
function productReadings({ variant }: Pattern, sentence: Sentence): readonly ProductReading[] {
  const { products, spans, tokenised } = sentence;
  if (products.length > 1) return products.map((product) => ({ product, spans: [], penalty: UNKNOWN_PRODUCT_PENALTY }));
  if (products[0]) return [{ product: products[0], spans: [] }];
  const [span] = spans;
  if (!span || spans.length > 1 || span.to - span.from > 4 || span.text.includes('@')) return [{ spans: [] }];
  const isPerson = /^(?:up|down)$/.test(variant) && /^(?:to|aan|from|van|bij|for|voor)$/.test(span.precededBy);
  const isCertain =
    !isPerson &&
    (tokenised.words.slice(span.from, span.to).every(({ raw }) => /^[\p{Lu}\p{N}]/u.test(raw)) ||
      sentence.quantity() !== undefined);
  return [
    {
      product: span.text,
      spans: [span],
      penalty: isCertain ? 0 : /^(?:an?|een)$/.test(span.precededBy) ? COMMON_NOUN_PENALTY : UNKNOWN_PRODUCT_PENALTY,
    },
  ];
}

/** Changes of the number of licences: to a total, by a difference, or without a number to open the form. */
function changeCandidates(pattern: Pattern, sentence: Sentence): readonly Candidate[] {
  const { variant } = pattern;
  const count = sentence.quantity();
  const hasNumber = sentence.hasCue('number') || sentence.hasCue('signed');
  if (variant === 'typed') {
    const typed = sentence.spans.at(-1);
    if (!typed || hasNumber || !/^(?:to|op|at|naar)$/.test(typed.precededBy) || sentence.products.length !== 1)
      return [];
    const [product] = sentence.products;
    return [{ intent: { verb: 'change', product, typed: typed.text }, spans: [typed] }];
  }
  if (hasNumber !== (variant !== 'open')) return [];
  return productReadings(pattern, sentence).flatMap(({ product, ...reading }): Candidate[] => {
    const about = { verb: 'change', ...(product !== undefined && { product }) } as const;
    if (variant === 'open') return [{ intent: about, ...reading }];
    if (count === undefined) return [];
    if (variant === 'total') return [{ intent: { ...about, total: count }, ...reading }];
    if (variant === 'down') return [{ intent: { ...about, delta: -Math.abs(count) }, ...reading }];
    return [{ intent: { ...about, delta: count }, ...reading }];
  });
}

/** Requests for licences: the words after “for” are people, those before it can be an unknown product. */
function licenceRequestCandidates({ products, spans }: Sentence): readonly Candidate[] {
  const candidate = (product: string | undefined, people: readonly UnknownSpan[], penalty = 0): Candidate => ({
    intent: {
      verb: 'ask',
      ...(product !== undefined && { product }),
      ...(people.length > 0 && { people: people.map(({ text }) => text) }),
    },
    spans,
    penalty,
  });
  if (products.length > 1) return products.map((product) => candidate(product, spans, UNKNOWN_PRODUCT_PENALTY));
  const [first, ...rest] = spans;
  if (products[0] || !first) return [candidate(products[0], spans)];
  return /^(?:for|voor|and|en)$/.test(first.precededBy) ? [candidate(undefined, spans)] : [candidate(first.text, rest)];
}

/** Assigning licences to people, or unassigning them. */
function assignmentCandidates(verb: 'assign' | 'unassign', pattern: Pattern, sentence: Sentence): readonly Candidate[] {
  const { products, spans } = sentence;
  const candidate = (product: string | undefined, people: readonly UnknownSpan[], penalty = 0): Candidate => ({
    intent: {
      verb,
      ...(product !== undefined && { product }),
      ...(people.length > 0 && { people: people.map(({ text }) => text) }),
    },
    spans,
    penalty,
  });
  // “Can Noor cancel it?” asks what Noor is allowed to do.
  if (sentence.hasCue('cancel') && /^(?:can|could|may|should|kan|mag|moet)$/.test(spans[0]?.precededBy ?? ''))
    return [];
  const count = sentence.quantity();
  const penalty = count !== undefined && count !== spans.length ? UNKNOWN_PRODUCT_PENALTY : 0;
  if (products.length > 1) return products.map((product) => candidate(product, spans, UNKNOWN_PRODUCT_PENALTY));
  if (products[0] || sentence.hasCue('licence')) return [candidate(products[0], spans, penalty)];
  const prepositions = /^(?:to|aan|from|van|bij|for|voor|op|on)$/;
  const [first] = spans;
  const second = spans.findIndex(({ precededBy }, index) => index > 0 && prepositions.test(precededBy));
  if (first && second === 1 && pattern.required.length < 3)
    return [candidate(first.text, spans.slice(1), verb === 'unassign' ? UNKNOWN_PRODUCT_PENALTY : 0)];
  return [candidate(undefined, spans, penalty)];
}
