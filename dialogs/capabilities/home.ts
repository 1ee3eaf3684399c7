import type { Card } from '../../cards/kit/card.ts';
import type { Markdown } from '../../cards/kit/markdown.ts';
import { refusalCard } from '../../cards/kit/refusal-card.ts';
import { homeCard } from '../../cards/subscriptions/home-card.ts';
import type { SubscriptionOverview } from '../../src/application/subscriptions/overview.ts';
import type { Turn } from '../engine/turn.ts';

/** The home card. Guests get a card that says why they have none. */
export async function loadHomeCard(
  overview: SubscriptionOverview,
  { actor, t }: Pick<Turn, 'actor' | 't'>,
  note?: Markdown,
): Promise<Card> {
  const purchases = await overview.purchases(actor);
  return purchases.ok ? homeCard(actor, purchases.value, t, note) : refusalCard(purchases.refusal, t);
}
