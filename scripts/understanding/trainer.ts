import { BIAS, type StoredModel } from '../../dialogs/understanding/classifier/classifier.ts';
import { featuresOf } from '../../dialogs/understanding/classifier/features.ts';
import { Vocabulary } from '../../dialogs/understanding/classifier/vocabulary.ts';
import { readSentence } from '../../dialogs/understanding/slots/reading.ts';
import { splitWords } from '../../dialogs/understanding/slots/words.ts';
import { sandboxOrganisation } from '../../src/providers/sandbox/organisation.ts';
import type { Example } from './examples.ts';

/** Passes over the examples. */
const EPOCHS = 24;
const LEARNING_RATE = 0.1;
/** Pull of each weight towards zero, per example that has its feature. */
const DECAY = 2e-5;
/** Size of the stored weights, in bytes: the smallest weights are left out. */
const MAX_BYTES = 290_000;
/** Label smoothing: no example is certain. */
const SMOOTHING = 0.05;
const SEED = 20261129;

const { terms } = sandboxOrganisation();
const products = [...terms.products.values()];
const today = Date.UTC(2026, 10, 22, 12);

/** Trains the classifier from examples: the same examples give the same model. */
export function train(examples: readonly Example[], hash: string, epochs = EPOCHS): StoredModel {
  const counts = countWords(examples.filter(({ label }) => label !== 'unknown'));
  const words = [...counts.keys()].sort();
  const isCommon = (word: string) => (counts.get(word) ?? 0) > 1;
  const common = words.filter(isCommon);
  const rare = words.filter((word) => !isCommon(word));
  const otherCounts = countWords(examples.filter(({ label }) => label === 'unknown'));
  const other = [...otherCounts]
    .filter(([word, count]) => count > 1 && !counts.has(word))
    .map(([word]) => word)
    .sort();
  const vocabulary = new Vocabulary(common, rare, other);
  const labels = [...new Set(examples.map(({ label }) => label))].sort();
  const random = mulberry32(SEED);
  const noisy = examples
    .filter(() => random() < NOISY)
    .map((example) => ({ ...example, text: withTypos(example.text, random) }));
  const rows = [...examples, ...noisy].map(({ text, label, locale }) => {
    const reading = readSentence(text, { locale, products, today, isName }, vocabulary);
    return { features: [...featuresOf(reading, vocabulary), BIAS], label: labels.indexOf(label) };
  });
  return {
    examples: hash,
    labels,
    common: common.join(' '),
    rare: rare.join(' '),
    other: other.join(' '),
    ...encode(trainWeights(rows, labels.length, epochs)),
  };
}

/** Share of the examples that are also learnt with typos. */
const NOISY = 0.5;

/** The text with a typo in one word in four: two letters swapped, one dropped or one doubled. */
const withTypos = (text: string, random: () => number): string =>
  text.replace(/\p{Ll}{4,}/gu, (word) => {
    if (random() > 0.3) return word;
    const at = 1 + Math.floor(random() * (word.length - 2));
    const [one = '', other = ''] = word.slice(at, at + 2);
    const kind = random();
    const typo = kind < 0.45 ? other + one : kind < 0.8 ? other : one + one + other;
    return word.slice(0, at) + typo + word.slice(at + 2);
  });

/** The words of the names in the sandbox's directory: in an example they stand for any name. */
const directoryWords = sandboxOrganisation().people.flatMap(({ name }) =>
  splitWords(name, () => true).flatMap(({ plain }) =>
    plain.length > 3 || plain === 'jan' || plain === 'jef' || plain === 'zoe' ? [plain] : [],
  ),
);

const isName = (word: string): boolean => directoryNames.has(word);
const directoryNames = new Set(directoryWords);

/** How often each word stands in the examples, outside the names and products that are marked in them. */
function countWords(examples: readonly Example[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { text, names } of examples) {
    const named = new Set([
      ...directoryWords,
      ...names.flatMap((name) => splitWords(name, () => true).map(({ plain }) => plain)),
    ]);
    const plain = splitWords(text, () => false).flatMap((word) => (word.kind === 'word' ? [word.plain] : []));
    for (const word of new Set(plain)) if (!named.has(word)) counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  return counts;
}

type Row = { readonly features: readonly number[]; readonly label: number };

/** Softmax regression by AdaGrad: the weights of each feature that at least two examples have, one for each label. */
function trainWeights(rows: readonly Row[], labels: number, epochs: number): Map<number, Float32Array> {
  const seen = new Map<number, number>();
  for (const { features } of rows) for (const feature of features) seen.set(feature, (seen.get(feature) ?? 0) + 1);
  const weights = new Map<number, Float32Array>();
  const squares = new Map<number, Float32Array>();
  for (const [feature, count] of seen)
    if (count > 1) {
      weights.set(feature, new Float32Array(labels));
      squares.set(feature, new Float32Array(labels).fill(1e-2));
    }
  const prepared: Row[] = rows.map(({ features, label }) => ({
    label,
    features: features.filter((one) => weights.has(one)),
  }));
  const random = mulberry32(SEED);
  const scores = new Float64Array(labels);
  for (let epoch = 0; epoch < epochs; epoch++) {
    for (let at = prepared.length - 1; at > 0; at--) {
      const other = Math.floor(random() * (at + 1));
      [prepared[at], prepared[other]] = [prepared[other] as Row, prepared[at] as Row];
    }
    for (const { features, label } of prepared) {
      scores.fill(0);
      for (const feature of features) {
        const own = weights.get(feature) as Float32Array;
        for (let index = 0; index < labels; index++) scores[index] = (scores[index] as number) + (own[index] as number);
      }
      const top = Math.max(...scores);
      let sum = 0;
      for (let index = 0; index < labels; index++) sum += scores[index] = Math.exp((scores[index] as number) - top);
      const rest = SMOOTHING / labels;
      for (let index = 0; index < labels; index++)
        scores[index] = (scores[index] as number) / sum - (index === label ? 1 - SMOOTHING + rest : rest);
      for (const feature of features) {
        const own = weights.get(feature) as Float32Array;
        const square = squares.get(feature) as Float32Array;
        for (let index = 0; index < labels; index++) {
          const gradient = (scores[index] as number) / Math.sqrt(features.length) + DECAY * (own[index] as number);
          square[index] = (square[index] as number) + gradient * gradient;
          own[index] = (own[index] as number) - (LEARNING_RATE * gradient) / Math.sqrt(square[index] as number);
        }
      }
    }
  }
  return weights;
}

/** Stores the largest weights, as many as fit. */
function encode(weights: ReadonlyMap<number, Float32Array>): Pick<StoredModel, 'scale' | 'weights'> {
  const sizes = [...weights.values()].flatMap((own) => [...own].map(Math.abs)).sort((one, other) => other - one);
  const scale = (sizes[0] ?? 1) / 127;
  let bytes: number[] = [];
  // Each weight takes two bytes, and each feature about three.
  for (let kept = MAX_BYTES / 2; ; kept *= 0.95) {
    bytes = encodeFrom(weights, Math.max(sizes[Math.floor(kept)] ?? 0, scale / 2), scale);
    if (bytes.length <= MAX_BYTES) break;
  }
  return { scale, weights: Buffer.from(bytes).toString('base64') };
}

function encodeFrom(weights: ReadonlyMap<number, Float32Array>, least: number, scale: number): number[] {
  const bytes: number[] = [];
  let before = 0;
  for (const [feature, own] of [...weights].sort(([one], [other]) => one - other)) {
    const kept = [...own].flatMap((weight, label) =>
      Math.abs(weight) >= least ? [[label, Math.round(weight / scale) & 0xff] as const] : [],
    );
    if (kept.length === 0) continue;
    for (let rest = feature - before; ; rest >>>= 7) {
      bytes.push(rest > 0x7f ? (rest & 0x7f) | 0x80 : rest);
      if (rest <= 0x7f) break;
    }
    before = feature;
    bytes.push(kept.length, ...kept.flat());
  }
  return bytes;
}

function mulberry32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let value = Math.imul(state ^ (state >>> 15), 1 | state);
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
    return ((value ^ (value >>> 14)) >>> 0) / 2 ** 32;
  };
}
