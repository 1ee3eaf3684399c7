import type { Reading } from '../slots/reading.ts';
import { Classifier, type Prediction, type StoredModel } from './classifier.ts';
import { featuresOf } from './features.ts';
import stored from './model.json' with { type: 'json' };
import { Vocabulary } from './vocabulary.ts';

/** The trained classifier with the vocabulary of its examples. */
export class Model {
  readonly vocabulary: Vocabulary;
  readonly #classifier: Classifier;

  constructor(model: StoredModel) {
    this.vocabulary = new Vocabulary(model.common.split(' '), model.rare.split(' '), model.other.split(' '));
    this.#classifier = new Classifier(model);
  }

  /** The classes of a sentence, the likeliest first. */
  classify(reading: Reading): readonly Prediction[] {
    return this.#classifier.predict(featuresOf(reading, this.vocabulary));
  }
}

let model: Model | undefined;

/** The model in this program, loaded when it is first used. */
export const loadModel = (): Model => (model ??= new Model(stored));
