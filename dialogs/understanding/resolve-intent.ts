import type { Intent, Topic } from './intent.ts';
import type { Pattern } from './patterns.ts';
import type { UnknownSpan } from './person-names.ts';
import type { Sentence } from './sentence.ts';
import { billingPlanIn } from './tokenise.ts';

/** What a way makes of a sentence. */
export interface Candidate {
  readonly intent: Intent;
  /** The unknown words it explains. */
  readonly spans: readonly UnknownSpan[];
  /** How doubtful it is by itself, from 0 to 1. */
  readonly penalty?: number;
}

/** The intents a way gives a sentence: none when its values are not right, several when they can be read so. */
export function candidatesFor(pattern: Pattern, sentence: Sentence): readonly Candidate[] {
  const { products, spans: runs } = sentence;
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
      const named = productReadings(pattern, sentence);
      return named.map(({ product, runs: explained, less }) => ({
        intent: productIntent(pattern, sentence, product),
        runs: explained,
        ...(less && { less }),
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
      const numbered = sentence.tokenised.words.find(({ kind }) => kind === 'invoice-number');
      return numbered
        ? [{ intent: { verb: 'invoice', number: numbered.raw.toUpperCase() }, spans: [] }]
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
      return products.length > 1 || runs.length > 3 ? [] : [{ intent: { verb: pattern.verb }, spans: [] }];
    default:
      return [];
  }
}

/** “Cancel” by itself leaves what one was doing; “opzeggen” by itself is about a subscription. */
const isBareCancel = ({ tokenised: reading }: Sentence): boolean =>
  reading.tokens.every(
    ({ tokenClass: is, from }) => is !== 'cancel' || /^(?:cancel|canc|annul)/.test(reading.words[from]?.plain ?? ''),
  );

/** “Do not turn it off”: one no takes the other back, and nobody should guess which was meant. */
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

/** Days within which “soon” is. */
const SOON_DAYS = 30;

/** What an administrator looks for among everybody's purchases. */
function purchaseCandidates({ variant: how }: Pattern, sentence: Sentence): readonly Candidate[] {
  const { products, spans: runs, tokenised: reading } = sentence;
  const make = (filter: object, explained: readonly UnknownSpan[] = []): readonly Candidate[] => [
    { intent: { verb: 'purchases', ...filter } as Intent, spans: explained },
  ];
  if (products.length > 1) return [];
  const [product] = products;
  const about = product === undefined ? {} : { product };
  const [run] = runs;
  switch (how) {
    case 'left':
      return make({ ...about, state: 'left' });
    case 'expiring':
      return make({
        ...about,
        within: sentence.hasCue('thismonth') ? sentence.daysLeft : (sentence.quantity() ?? SOON_DAYS),
      });
    case 'month':
      return make({ ...about, within: sentence.daysLeft });
    case 'of':
    case 'bought':
      if (!run || runs.length > 1 || (how === 'of' && !/^(?:of|by|from|van|door)$/.test(run.precededBy))) return [];
      // A name is written as one: “subscriptions of everything” is about no person.
      if (!reading.words.slice(run.from, run.to).some(({ raw }) => /^\p{Lu}/u.test(raw))) return [];
      return make({ ...about, search: run.text }, [run]);
    default:
      return make(about);
  }
}

/** What is doubtful about a product that is not in the price list, unless it is written as a name. */
const UNKNOWN_PRODUCT_PENALTY = 0.3;

/** “A pizza” is a thing of another shop. */
const COMMON_NOUN_PENALTY = 0.65;

/** The products a sentence may be about: named, unknown but typed as one, or none. */
function productReadings(
  pattern: Pattern,
  sentence: Sentence,
): readonly { product?: string; runs: readonly UnknownSpan[]; less?: number }[] {
  const { products, spans: runs, tokenised: reading } = sentence;
  if (products.length > 1) return products.map((product) => ({ product, runs: [], less: UNKNOWN_PRODUCT_PENALTY }));
  if (products[0]) return [{ product: products[0], runs: [] }];
  const [run] = runs;
  if (!run || runs.length > 1 || run.to - run.from > 4 || run.text.includes('@')) return [{ runs: [] }];
  const beside = /^(?:up|down)$/.test(pattern.variant) && /^(?:to|aan|from|van|bij|for|voor)$/.test(run.precededBy);
  const certain =
    !beside &&
    (reading.words.slice(run.from, run.to).every(({ raw }) => /^[\p{Lu}\p{N}]/u.test(raw)) ||
      sentence.quantity() !== undefined);
  return [
    {
      product: run.text,
      runs: [run],
      less: certain ? 0 : /^(?:an?|een)$/.test(run.precededBy) ? COMMON_NOUN_PENALTY : UNKNOWN_PRODUCT_PENALTY,
    },
  ];
}

function changeCandidates(pattern: Pattern, sentence: Sentence): readonly Candidate[] {
  const count = sentence.quantity();
  const numbered = sentence.hasCue('number') || sentence.hasCue('signed');
  if (pattern.variant === 'typed') {
    const typed = sentence.spans.at(-1);
    if (!typed || numbered || !/^(?:to|op|at|naar)$/.test(typed.precededBy) || sentence.products.length !== 1)
      return [];
    const [product] = sentence.products;
    return [{ intent: { verb: 'change', product, typed: typed.text }, spans: [typed] }];
  }
  if (numbered !== (pattern.variant !== 'open')) return [];
  return productReadings(pattern, sentence).flatMap(({ product, runs, less }): Candidate[] => {
    const about = { verb: 'change', ...(product !== undefined && { product }) } as const;
    const rest = { runs, ...(less && { less }) };
    if (pattern.variant === 'open') return [{ intent: about, ...rest }];
    if (count === undefined) return [];
    if (pattern.variant === 'total') return [{ intent: { ...about, total: count }, ...rest }];
    if (pattern.variant === 'down') return [{ intent: { ...about, delta: -Math.abs(count) }, ...rest }];
    return [{ intent: { ...about, delta: count }, ...rest }];
  });
}

/** A licence for somebody: after “for” are people, before it may be a product that nobody here knows. */
function licenceRequestCandidates({ products, spans: runs }: Sentence): readonly Candidate[] {
  const make = (product: string | undefined, people: readonly UnknownSpan[], less = 0): Candidate => ({
    intent: {
      verb: 'ask',
      ...(product !== undefined && { product }),
      ...(people.length > 0 && { people: people.map(({ text }) => text) }),
    },
    spans: runs,
    penalty: less,
  });
  if (products.length > 1) return products.map((product) => make(product, runs, UNKNOWN_PRODUCT_PENALTY));
  const [first, ...rest] = runs;
  if (products[0] || !first) return [make(products[0], runs)];
  return /^(?:for|voor|and|en)$/.test(first.precededBy) ? [make(undefined, runs)] : [make(first.text, rest)];
}

/** Giving people licences, or taking them away. */
function assignmentCandidates(verb: 'assign' | 'unassign', pattern: Pattern, sentence: Sentence): readonly Candidate[] {
  const { products, spans: runs } = sentence;
  const make = (product: string | undefined, people: readonly UnknownSpan[], less = 0): Candidate => ({
    intent: {
      verb,
      ...(product !== undefined && { product }),
      ...(people.length > 0 && { people: people.map(({ text }) => text) }),
    },
    spans: runs,
    penalty: less,
  });
  // “Can Noor cancel it?” is about what she may do.
  if (sentence.hasCue('cancel') && /^(?:can|could|may|should|kan|mag|moet)$/.test(runs[0]?.precededBy ?? '')) return [];
  const count = sentence.quantity();
  const doubt = count !== undefined && count !== runs.length ? UNKNOWN_PRODUCT_PENALTY : 0;
  if (products.length > 1) return products.map((product) => make(product, runs, UNKNOWN_PRODUCT_PENALTY));
  if (products[0] || sentence.hasCue('licence')) return [make(products[0], runs, doubt)];
  const towards = /^(?:to|aan|from|van|bij|for|voor|op|on)$/;
  const [first] = runs;
  const second = runs.findIndex(({ precededBy: after }, index) => index > 0 && towards.test(after));
  if (first && second === 1 && pattern.required.length < 3)
    return [make(first.text, runs.slice(1), verb === 'unassign' ? UNKNOWN_PRODUCT_PENALTY : 0)];
  return [make(undefined, runs, doubt)];
}
