import { FEATURE_BITS } from './features.ts';

/** The trained model as it is stored: `npm run train` writes it from the example sentences. */
export interface StoredModel {
  /** Hash of the examples and of the trainer, by which a test finds an outdated model. */
  readonly examples: string;
  /** The classes: an intent's verb, with a variant such as `change.more`. */
  readonly labels: readonly string[];
  /** Words in at least two examples, and in one, separated by spaces. */
  readonly common: string;
  readonly rare: string;
  /** Words in at least two examples that are about something else, and in no other. */
  readonly other: string;
  /** Size of the smallest step of a weight. */
  readonly scale: number;
  /** Base64 of: each feature as a varint of its difference from the one before, the count of its weights, and each weight as label and signed byte. */
  readonly weights: string;
}

export interface Prediction {
  readonly label: string;
  /** From 0 to 1. All predictions of a sentence add up to 1. */
  readonly probability: number;
}

/** A linear classifier (softmax regression) over the features of a sentence. */
export class Classifier {
  readonly #labels: readonly string[];
  readonly #scale: number;
  readonly #features: Uint32Array;
  readonly #offsets: Uint32Array;
  readonly #bytes: Uint8Array;

  constructor({ labels, scale, weights }: Pick<StoredModel, 'labels' | 'scale' | 'weights'>) {
    this.#labels = labels;
    this.#scale = scale;
    this.#bytes = Buffer.from(weights, 'base64');
    // A feature takes at least four bytes.
    const features = new Uint32Array(this.#bytes.length >> 2);
    const offsets = new Uint32Array(this.#bytes.length >> 2);
    let count = 0;
    for (let at = 0, feature = 0; at < this.#bytes.length; count++) {
      let shift = 0;
      for (let byte = 0x80; byte & 0x80; shift += 7) {
        byte = this.#bytes[at++] ?? 0;
        feature += (byte & 0x7f) << shift;
      }
      features[count] = feature;
      offsets[count] = at;
      at += 1 + 2 * (this.#bytes[at] ?? 0);
    }
    this.#features = features.subarray(0, count);
    this.#offsets = offsets.subarray(0, count);
  }

  /** The classes of a sentence with these features, the likeliest first. */
  predict(features: Uint32Array): readonly Prediction[] {
    const scores = new Float64Array(this.#labels.length);
    this.#add(BIAS, scores);
    for (const feature of features) this.#add(feature, scores);
    const top = scores.reduce((one, other) => Math.max(one, other), Number.NEGATIVE_INFINITY);
    const exponents = scores.map((score) => Math.exp(score - top));
    const sum = exponents.reduce((total, value) => total + value, 0);
    return this.#labels
      .map((label, index) => ({ label, probability: (exponents[index] ?? 0) / sum }))
      .sort((one, other) => other.probability - one.probability);
  }

  #add(feature: number, scores: Float64Array): void {
    let low = 0;
    let high = this.#features.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#features[middle] ?? 0) < feature) low = middle + 1;
      else high = middle;
    }
    if (this.#features[low] !== feature) return;
    const offset = this.#offsets[low] ?? 0;
    const count = this.#bytes[offset] ?? 0;
    for (let at = offset + 1; at <= offset + 2 * count; at += 2) {
      const label = this.#bytes[at] ?? 0;
      scores[label] = (scores[label] ?? 0) + (((this.#bytes[at + 1] ?? 0) << 24) >> 24) * this.#scale;
    }
  }
}

/** The feature that every sentence has. */
export const BIAS = 2 ** FEATURE_BITS;
