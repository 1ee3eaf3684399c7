import type { Intent, Topic } from './intent.ts';
import type { Way } from './patterns.ts';
import type { Run } from './person-names.ts';
import type { Sentence } from './sentence.ts';
import { planOf } from './tokenise.ts';

/** What a way makes of a sentence. */
export interface Made {
  readonly intent: Intent;
  /** The unknown words it explains. */
  readonly runs: readonly Run[];
  /** How doubtful it is by itself, from 0 to 1. */
  readonly less?: number;
}

/** The intents a way gives a sentence: none when its values are not right, several when they can be read so. */
export function intentsOf(way: Way, sentence: Sentence): readonly Made[] {
  const { products, runs } = sentence;
  switch (way.verb) {
    case 'assign':
    case 'unassign':
      return peopled(way.verb, way, sentence);
    case 'ask':
      return asked(sentence);
    case 'requests':
      return [{ intent: { verb: 'requests', of: way.how === 'decide' ? 'decide' : 'own' }, runs: [] }];
    case 'change':
      return changes(way, sentence);
    case 'buy':
    case 'open':
    case 'holders':
    case 'cancel':
    case 'reactivate':
    case 'recurring': {
      if (way.verb === 'recurring' && denied(sentence)) return [];
      if (way.verb === 'cancel' && way.needs.length === 1 && bareCancel(sentence)) return [];
      const named = productOf(way, sentence);
      return named.map(({ product, runs: explained, less }) => ({
        intent: acting(way, sentence, product),
        runs: explained,
        ...(less && { less }),
      }));
    }
    case 'list':
      return [{ intent: { verb: 'list' }, runs: [] }];
    case 'invoices':
      if (sentence.unreal)
        return [{ intent: { verb: 'invoices', from: sentence.unreal, to: sentence.unreal }, runs: [] }];
      return [{ intent: { verb: 'invoices', ...(sentence.period && { period: sentence.period }) }, runs: [] }];
    case 'spend':
      if (sentence.unreal) return [];
      return [{ intent: { verb: way.verb, ...(sentence.period && { period: sentence.period }) }, runs: [] }];
    case 'invoice': {
      const numbered = sentence.reading.words.find(({ kind }) => kind === 'invoice-number');
      return numbered
        ? [{ intent: { verb: 'invoice', number: numbered.raw.toUpperCase() }, runs: [] }]
        : [{ intent: { verb: 'invoice', which: 'last' }, runs: [] }];
    }
    case 'help':
      return [{ intent: { verb: 'help', ...(way.how && { topic: way.how as Topic }) }, runs: [] }];
    case 'language': {
      const to =
        sentence.has('english') || sentence.reading.words.at(-1)?.plain === 'en'
          ? 'en'
          : sentence.has('dutch')
            ? 'nl'
            : undefined;
      if (sentence.has('english') && sentence.has('dutch')) return [];
      return [{ intent: { verb: 'language', ...(to && { to }) }, runs: [] }];
    }
    case 'stop':
      return bareCancel(sentence) ? [{ intent: { verb: 'stop' }, runs: [] }] : [];
    case 'purchases':
      return purchased(way, sentence);
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
      return products.length > 1 || runs.length > 3 ? [] : [{ intent: { verb: way.verb }, runs: [] }];
    default:
      return [];
  }
}

/** “Cancel” by itself leaves what one was doing; “opzeggen” by itself is about a subscription. */
const bareCancel = ({ reading }: Sentence): boolean =>
  reading.units.every(
    ({ is, from }) => is !== 'cancel' || /^(?:cancel|canc|annul)/.test(reading.words[from]?.plain ?? ''),
  );

/** “Do not turn it off”: one no takes the other back, and nobody should guess which was meant. */
const denied = (sentence: Sentence): boolean =>
  ['not', 'nolonger'].some((cue) => sentence.has(cue)) &&
  ['off', 'stop', 'cancel', 'end', 'remove'].some((cue) => sentence.has(cue));

/** The intent of a verb that is about a product. */
function acting(way: Way, sentence: Sentence, product: string | undefined): Intent {
  const about = product === undefined ? {} : { product };
  switch (way.verb) {
    case 'buy': {
      const plan = planOf(sentence.reading.units);
      const quantity = sentence.number();
      const trial = sentence.has('trial');
      return {
        verb: 'buy',
        ...about,
        ...(quantity !== undefined && { quantity }),
        ...(plan && { plan }),
        ...(trial && { trial }),
      };
    }
    case 'recurring':
      return { verb: 'recurring', ...about, on: way.how === 'on' };
    default:
      return { verb: way.verb as 'open' | 'holders' | 'cancel' | 'reactivate', ...about };
  }
}

/** Days within which “soon” is. */
const SOON = 30;

/** What an administrator looks for among everybody's purchases. */
function purchased({ how }: Way, sentence: Sentence): readonly Made[] {
  const { products, runs, reading } = sentence;
  const make = (filter: object, explained: readonly Run[] = []): readonly Made[] => [
    { intent: { verb: 'purchases', ...filter } as Intent, runs: explained },
  ];
  if (products.length > 1) return [];
  const [product] = products;
  const about = product === undefined ? {} : { product };
  const [run] = runs;
  switch (how) {
    case 'left':
      return make({ ...about, state: 'left' });
    case 'expiring':
      return make({ ...about, within: sentence.has('thismonth') ? sentence.daysLeft : (sentence.number() ?? SOON) });
    case 'month':
      return make({ ...about, within: sentence.daysLeft });
    case 'of':
    case 'bought':
      if (!run || runs.length > 1 || (how === 'of' && !/^(?:of|by|from|van|door)$/.test(run.after))) return [];
      // A name is written as one: “subscriptions of everything” is about no person.
      if (!reading.words.slice(run.from, run.to).some(({ raw }) => /^\p{Lu}/u.test(raw))) return [];
      return make({ ...about, search: run.text }, [run]);
    default:
      return make(about);
  }
}

/** What is doubtful about a product that is not in the price list, unless it is written as a name. */
const DOUBT = 0.3;

/** “A pizza” is a thing of another shop. */
const NONSENSE = 0.65;

/** The products a sentence may be about: named, unknown but typed as one, or none. */
function productOf(way: Way, sentence: Sentence): readonly { product?: string; runs: readonly Run[]; less?: number }[] {
  const { products, runs, reading } = sentence;
  if (products.length > 1) return products.map((product) => ({ product, runs: [], less: DOUBT }));
  if (products[0]) return [{ product: products[0], runs: [] }];
  const [run] = runs;
  if (!run || runs.length > 1 || run.to - run.from > 4 || run.text.includes('@')) return [{ runs: [] }];
  const beside = /^(?:up|down)$/.test(way.how) && /^(?:to|aan|from|van|bij|for|voor)$/.test(run.after);
  const certain =
    !beside &&
    (reading.words.slice(run.from, run.to).every(({ raw }) => /^[\p{Lu}\p{N}]/u.test(raw)) ||
      sentence.number() !== undefined);
  return [{ product: run.text, runs: [run], less: certain ? 0 : /^(?:an?|een)$/.test(run.after) ? NONSENSE : DOUBT }];
}

function changes(way: Way, sentence: Sentence): readonly Made[] {
  const count = sentence.number();
  const numbered = sentence.has('number') || sentence.has('signed');
  if (way.how === 'typed') {
    const typed = sentence.runs.at(-1);
    if (!typed || numbered || !/^(?:to|op|at|naar)$/.test(typed.after) || sentence.products.length !== 1) return [];
    const [product] = sentence.products;
    return [{ intent: { verb: 'change', product, typed: typed.text }, runs: [typed] }];
  }
  if (numbered !== (way.how !== 'open')) return [];
  return productOf(way, sentence).flatMap(({ product, runs, less }): Made[] => {
    const about = { verb: 'change', ...(product !== undefined && { product }) } as const;
    const rest = { runs, ...(less && { less }) };
    if (way.how === 'open') return [{ intent: about, ...rest }];
    if (count === undefined) return [];
    if (way.how === 'total') return [{ intent: { ...about, total: count }, ...rest }];
    if (way.how === 'down') return [{ intent: { ...about, delta: -Math.abs(count) }, ...rest }];
    return [{ intent: { ...about, delta: count }, ...rest }];
  });
}

/** A licence for somebody: after “for” are people, before it may be a product that nobody here knows. */
function asked({ products, runs }: Sentence): readonly Made[] {
  const make = (product: string | undefined, people: readonly Run[], less = 0): Made => ({
    intent: {
      verb: 'ask',
      ...(product !== undefined && { product }),
      ...(people.length > 0 && { people: people.map(({ text }) => text) }),
    },
    runs,
    less,
  });
  if (products.length > 1) return products.map((product) => make(product, runs, DOUBT));
  const [first, ...rest] = runs;
  if (products[0] || !first) return [make(products[0], runs)];
  return /^(?:for|voor|and|en)$/.test(first.after) ? [make(undefined, runs)] : [make(first.text, rest)];
}

/** Giving people licences, or taking them away. */
function peopled(verb: 'assign' | 'unassign', way: Way, sentence: Sentence): readonly Made[] {
  const { products, runs } = sentence;
  const make = (product: string | undefined, people: readonly Run[], less = 0): Made => ({
    intent: {
      verb,
      ...(product !== undefined && { product }),
      ...(people.length > 0 && { people: people.map(({ text }) => text) }),
    },
    runs,
    less,
  });
  // “Can Noor cancel it?” is about what she may do.
  if (sentence.has('cancel') && /^(?:can|could|may|should|kan|mag|moet)$/.test(runs[0]?.after ?? '')) return [];
  const count = sentence.number();
  const doubt = count !== undefined && count !== runs.length ? DOUBT : 0;
  if (products.length > 1) return products.map((product) => make(product, runs, DOUBT));
  if (products[0] || sentence.has('licence')) return [make(products[0], runs, doubt)];
  const towards = /^(?:to|aan|from|van|bij|for|voor|op|on)$/;
  const [first] = runs;
  const second = runs.findIndex(({ after }, index) => index > 0 && towards.test(after));
  if (first && second === 1 && way.needs.length < 3)
    return [make(first.text, runs.slice(1), verb === 'unassign' ? DOUBT : 0)];
  return [make(undefined, runs, doubt)];
}
