import type { AuditEntry } from '../../domain/audit/audit-trail.ts';
import { type Actor, forbidden, isAllowed } from '../../domain/common/actor.ts';
import { ok, type Result, refuse } from '../../domain/common/result.ts';
import type { OrderService } from '../orders/order-service.ts';
import type { Receipt } from '../orders/receipt.ts';
import type { Commerce } from '../ports/ports.ts';
import { live, productName } from '../subscriptions/overview.ts';
import type { AuditLog } from './audit-log.ts';

/** Some of what somebody did and what time brought them, newest first. */
export interface HistoryPage {
  readonly entries: readonly AuditEntry[];
  /** From 0. */
  readonly page: number;
  readonly size: number;
  readonly count: number;
  readonly product: (id: string) => string;
  /** Whether a subscription can still be looked at. */
  readonly there: (subscription: string) => boolean;
}

const SIZE = 6;

export interface HistoryParts {
  readonly commerce: Pick<Commerce, 'account' | 'terms' | 'history' | 'order'>;
  readonly log: AuditLog;
  readonly ordering: Pick<OrderService, 'receipt'>;
}

/** Looking back at one's own acts. Nothing here changes anything. */
export class ActivityHistory {
  readonly #parts: HistoryParts;

  constructor(parts: HistoryParts) {
    this.#parts = parts;
  }

  /** A page of it; the last one when there are not as many. */
  async of(actor: Actor, wanted: number): Promise<Result<HistoryPage>> {
    if (!isAllowed(actor, 'purchase.read')) return forbidden(actor);
    const { commerce, log } = this.#parts;
    const { count: done } = await commerce.history(actor, 0);
    const count = done + (await log.recent(actor, 0)).count;
    const page = Math.min(Math.max(0, wanted), Math.max(1, Math.ceil(count / SIZE)) - 1);
    const reach = (page + 1) * SIZE;
    const [account, terms, changes, deeds] = await Promise.all([
      commerce.account(actor),
      commerce.terms(actor.tenant),
      commerce.history(actor, reach),
      log.recent(actor, reach),
    ]);
    const ids = new Set(live(account).map(({ id }) => id));
    return ok({
      entries: merged(changes.entries, deeds.entries).slice(page * SIZE, reach),
      page,
      size: SIZE,
      count,
      product: (id) => productName(terms, id),
      there: (subscription) => ids.has(subscription),
    });
  }

  /** One's own order, however long ago, as it stands now. */
  async receipt(actor: Actor, number: string): Promise<Result<Receipt>> {
    if (!isAllowed(actor, 'purchase.read')) return forbidden(actor);
    const order = await this.#parts.commerce.order(actor, number);
    return order ? ok(await this.#parts.ordering.receipt(actor, order)) : refuse({ kind: 'unknown-order' });
  }
}

/** Two trails as one, each in its own order: newest first. */
function merged(one: readonly AuditEntry[], other: readonly AuditEntry[]): readonly AuditEntry[] {
  const [first, second] = [[...one], [...other]];
  const all: AuditEntry[] = [];
  while (first[0] || second[0]) {
    const from = !second[0] || (first[0] && first[0].at >= second[0].at) ? first : second;
    all.push(...from.splice(0, 1));
  }
  return all;
}
