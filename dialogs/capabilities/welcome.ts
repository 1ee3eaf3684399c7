import { helpCard } from '../../cards/help/help-cards.ts';
import { welcomeCard } from '../../cards/help/welcome-card.ts';
import type { Card } from '../../cards/kit/card.ts';
import { refusalCard } from '../../cards/kit/refusal-card.ts';
import { homeCard } from '../../cards/subscriptions/home-card.ts';
import type { SubscriptionOverview } from '../../src/application/subscriptions/overview.ts';
import type { Turn } from '../engine/turn.ts';

/** The first cards a new user gets: a welcome and the home card. Guests get the help card. */
export async function loadWelcomeCards(
  overview: SubscriptionOverview,
  { actor, t, impersonation }: Pick<Turn, 'actor' | 't' | 'impersonation'>,
): Promise<readonly Card[]> {
  const purchases = await overview.purchases(actor);
  if (actor.kind === 'left' && !purchases.ok) return [refusalCard(purchases.refusal, t)];
  if (!purchases.ok) return [helpCard(undefined, { sandbox: impersonation !== undefined, busy: false }, t)];
  return [welcomeCard(actor.name, purchases.value, t), homeCard(actor, purchases.value, t)];
}
