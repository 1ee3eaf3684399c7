import type { Terms } from '../../../src/domain/catalogue/product.ts';
import type { Result } from '../../../src/domain/common/result.ts';
import type { Instant } from '../../../src/domain/common/time.ts';
import type { KnownPeople, OrderPreview as Planned } from '../../../src/domain/subscription/order-preview.ts';
import type { OrderRequest } from '../../../src/domain/subscription/order-request.ts';
import { previewOrder } from '../../../src/domain/subscription/preview-order.ts';
import type { Subscription } from '../../../src/domain/subscription/subscription.ts';
import { rules, termsWith } from './fixtures.ts';

const card = { id: 'C-1', brand: 'Visa', lastFour: '4242', expires: 9e15, holder: 'A. Smit', token: 'approves' };
/** Two billing profiles; only the first has a card. */
const paymentDetails = {
  methods: [card],
  profiles: [
    { id: 'P-1', name: 'Team', method: 'C-1' },
    { id: 'P-2', name: 'Projects' },
  ],
};

interface PreviewOptions {
  readonly now: Instant;
  readonly terms?: Terms;
  readonly knownPeople?: KnownPeople;
}

/** The preview of a request of a purchaser with these subscriptions. */
export const previewRequest = (
  subscriptions: readonly Subscription[],
  request: OrderRequest,
  { now, terms = termsWith(), knownPeople: known = new Map() }: PreviewOptions,
): Result<Planned> =>
  previewOrder({ subscriptions, ...paymentDetails }, request, {
    terms,
    rules,
    now,
    knownPeople: known,
    order: `PD-${now}`,
    invoice: `A-${now}`,
    id: 'S-2',
  });
