import type { RequestView } from '../../src/application/licence-requests/request-queries.ts';
import type { Card } from '../kit/card.ts';
import type { Translations } from '../kit/locale.ts';
import { decidedCard } from './decided-card.ts';
import { type DecisionCardOptions, decisionCard } from './decision-card.ts';
import { ownRequestCard } from './own-request-card.ts';

/** A licence request for its asker or for a decider; the latter get a form while there is something to decide. */
export function requestCard(view: RequestView, t: Translations, options: DecisionCardOptions = {}): Card {
  if (view.role === 'asker') return ownRequestCard(view, t);
  return view.open.length > 0 ? decisionCard(view, options, t) : decidedCard(view, t);
}
