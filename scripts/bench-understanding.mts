// Measures the understanding on the blind sentences: npm run bench:understanding
// The sentences are never trained on. Whoever reads one moves it to the examples and has another written.
import { readdirSync, readFileSync } from 'node:fs';
import { matchingProducts } from '../src/application/subscriptions/match-product.ts';
import { sandboxOrganisation } from '../src/providers/sandbox/organisation.ts';
import { type Answer, answerLine } from './understanding/understand-lines.ts';

type Meaning = Readonly<Record<string, unknown>> & { readonly verb: string };

interface BlindSentence {
  readonly say: string;
  readonly locale: string;
  readonly kind: 'wish' | 'fact' | 'followup' | 'two' | 'trap' | 'cannot' | 'typo' | 'out';
  readonly after?: readonly string[];
  readonly means: Meaning;
  readonly then?: Meaning;
  readonly or?: readonly Meaning[];
}

type Outcome = 'right' | 'asked' | 'missed' | 'dangerous';

/** The day on which the sentences were written. */
const TODAY = '2026-11-22';
/** The verbs that open a form or review of a change. */
const ACTS = new Set('change buy assign unassign cancel recurring reactivate undo ask answer withdraw'.split(' '));
const organisation = sandboxOrganisation();
const products = [...organisation.terms.products.values()];

const folder = new URL('../test/understanding/blind/', import.meta.url);
const sentences = readdirSync(folder)
  .sort()
  .flatMap((file) => readFileSync(new URL(file, folder), 'utf8').split('\n').filter(Boolean))
  .map((line): BlindSentence => JSON.parse(line));

/** A meaning in one form: products by what they match, names and reasons without case and signs. */
function comparable({ page: _page, ...meaning }: Meaning): string {
  const entries = Object.entries(meaning).flatMap(([name, value]) => {
    if (value === undefined) return [];
    if (name === 'product') {
      const names = matchingProducts(products, String(value)).map((product) => product.name);
      return [[name, names.join('|') || String(value).toLowerCase()]];
    }
    if (name === 'people') return [[name, (value as string[]).map((one) => one.toLowerCase())]];
    if (name === 'reason' || name === 'search')
      return [
        [
          name,
          String(value)
            .toLowerCase()
            .replace(/[^\p{L} ]/gu, ''),
        ],
      ];
    return [[name, value]];
  });
  return JSON.stringify(entries.sort(([one], [other]) => String(one).localeCompare(String(other))));
}

function outcomeOf({ kind: _kind, means, or = [], then }: BlindSentence, answer: Answer): Outcome {
  const wanted = [means, ...or];
  const isWanted = (intent: object) => wanted.some((one) => comparable(one) === comparable(intent as Meaning));
  const isAct = answer.intent !== undefined && ACTS.has(answer.intent.verb);
  if (means.verb === 'no-act') return isAct ? 'dangerous' : 'right';
  if (answer.kind === 'unknown') return means.verb === 'unknown' ? 'right' : 'missed';
  if (answer.kind === 'unsure') return means.verb === 'unknown' || answer.nearest?.some(isWanted) ? 'asked' : 'missed';
  if (answer.intent && isWanted(answer.intent)) {
    return !then || (answer.next && comparable(then) === comparable(answer.next as Meaning)) ? 'right' : 'missed';
  }
  return isAct && !wanted.some(({ verb }) => verb === answer.intent?.verb) ? 'dangerous' : 'missed';
}

/** The 95 % interval of a share (Wilson), in percent. */
function interval(count: number, of: number): string {
  const z = 1.96;
  const share = count / of;
  const middle = (share + z ** 2 / (2 * of)) / (1 + z ** 2 / of);
  const half = (z / (1 + z ** 2 / of)) * Math.sqrt((share * (1 - share)) / of + z ** 2 / (4 * of ** 2));
  return `${(100 * Math.max(0, middle - half)).toFixed(0)}–${(100 * Math.min(1, middle + half)).toFixed(0)}`;
}

const start = performance.now();
answerLine({ say: 'hello', today: TODAY });
const loaded = performance.now() - start;
const times: number[] = [];
const tallies = new Map<string, Record<Outcome, number>>();
for (const sentence of sentences) {
  const { say, locale, after } = sentence;
  const answer = answerLine({ say, locale, today: TODAY, after });
  times.push(answer.ms);
  const language = locale.slice(0, 2);
  for (const key of [`${language} ${sentence.kind}`, `${language} all`]) {
    const tally = tallies.get(key) ?? { right: 0, asked: 0, missed: 0, dangerous: 0 };
    tally[outcomeOf(sentence, answer)]++;
    tallies.set(key, tally);
  }
}
console.log('language kind      sentences  right %   95 %     right or asked %   95 %     missed  dangerous');
for (const [key, { right, asked, missed, dangerous }] of [...tallies].sort(([one], [other]) =>
  one.localeCompare(other),
)) {
  const all = right + asked + missed + dangerous;
  const percent = (count: number) => ((100 * count) / all).toFixed(0).padStart(3);
  console.log(
    `${key.padEnd(20)}${String(all).padStart(6)}${percent(right).padStart(9)}   ${interval(right, all).padEnd(8)}${percent(right + asked).padStart(14)}        ${interval(right + asked, all).padEnd(8)}${String(missed).padStart(5)}${String(dangerous).padStart(10)}`,
  );
}
times.sort((one, other) => one - other);
const at = (share: number) => (times[Math.floor(share * times.length)] ?? 0).toFixed(2);
console.log(
  `\nms a sentence: median ${at(0.5)}, 99th percentile ${at(0.99)}; model and first sentence ${loaded.toFixed(0)} ms`,
);
