import type { Refusal } from '../../src/domain/common/refusal.ts';
import type { Formats } from '../kit/formats.ts';

/** What a refusal says: what is wrong, what to do about it, and perhaps one fact. */
export interface RefusalText {
  readonly title: string;
  readonly text: string;
  readonly fact?: readonly [label: string, value: string];
}

type TextOf<Kind extends Refusal['kind']> = (refusal: Extract<Refusal, { kind: Kind }>, say: Formats) => RefusalText;

/** The text of every kind of refusal in one language. */
export type RefusalTexts = { readonly [Kind in Refusal['kind']]: TextOf<Kind> };

/** The function that words any refusal with the texts of one language. */
export const refusalTextIn =
  (texts: RefusalTexts) =>
  (refusal: Refusal, say: Formats): RefusalText =>
    (texts[refusal.kind] as TextOf<Refusal['kind']>)(refusal, say);
