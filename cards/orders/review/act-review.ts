import type { OrderReview } from '../../../src/application/orders/review-order.ts';
import type { Button } from '../../kit/buttons.ts';
import type { CardHeader } from '../../kit/card-header.ts';
import type { Translations } from '../../kit/locale.ts';
import type { OwnText } from '../../kit/markdown.ts';
import type { Fact, Row } from '../../kit/rows.ts';

type ReviewPart<Part> = (review: OrderReview, t: Translations) => Part;

/** What the review card of one act says. */
export interface ActReview {
  /** What happens, in one line: `20 → 25 licences`. */
  readonly what: ReviewPart<OwnText>;
  /** The title of the button that confirms; absent if there is nothing to confirm. */
  readonly confirm: ReviewPart<OwnText | undefined>;
  /** The title of the button back to the form. */
  readonly back: 'otherNumber' | 'edit' | 'otherPeople' | 'back';
  /** The number in the header, instead of today's charge. */
  readonly header?: ReviewPart<Pick<CardHeader, 'number' | 'caption'> | undefined>;
  readonly sentences?: ReviewPart<readonly OwnText[]>;
  /** The people it concerns by name, and the reason. */
  readonly facts: ReviewPart<readonly Fact[]>;
  /** Buttons that change the request. */
  readonly alternatives?: ReviewPart<readonly Button[]>;
  /** Whether it changes no payment: then no future payments and dates are shown. */
  readonly isFree?: (review: OrderReview) => boolean;
  /** The dates of the term and its end. */
  readonly termRows: ReviewPart<readonly Row[]>;
  /** Until when it can be undone. */
  readonly undoRows: ReviewPart<readonly Row[]>;
}
