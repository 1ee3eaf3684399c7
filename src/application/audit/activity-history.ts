import type { AuditEntry } from '../../domain/audit/audit-trail.ts';
import { type Actor, forbidden, isAllowed } from '../../domain/common/actor.ts';
import { ok, type Result, refuse } from '../../domain/common/result.ts';
import type { OrderService } from '../orders/order-service.ts';
import type { Receipt } from '../orders/receipt.ts';
import type { Commerce } from '../ports/commerce.ts';
import { type PageBounds, pageBounds } from '../runtime/pages.ts';
import { liveSubscriptions, productName } from '../subscriptions/overview.ts';
import type { AuditLog } from './audit-log.ts';

/** A page of the user's activities and of events in their account, newest first. */
export interface HistoryPage extends PageBounds {
  readonly entries: readonly AuditEntry[];
  readonly count: number;
  readonly product: (id: string) => string;
  /** Whether a subscription can still be opened. */
  readonly isAvailable: (subscription: string) => boolean;
}

const PAGE_SIZE = 6;

export interface ActivityHistoryDeps {
  readonly commerce: Pick<Commerce, 'account' | 'terms' | 'history' | 'order'>;
  readonly log: AuditLog;
  readonly orderService: Pick<OrderService, 'receipt'>;
}

/** The user's own history. Read-only. */
export class ActivityHistory {
  readonly #deps: ActivityHistoryDeps;

  constructor(deps: ActivityHistoryDeps) {
    this.#deps = deps;
  }

  /** Returns a page; the last page if there are fewer. */
  async page(actor: Actor, requestedPage: number): Promise<Result<HistoryPage>> {
    if (!isAllowed(actor, 'purchase.read')) return forbidden(actor);
    const { commerce, log } = this.#deps;
    const { count: accountEntries } = await commerce.history(actor, 0);
    const count = accountEntries + (await log.recent(actor, 0)).count;
    const bounds = pageBounds(count, requestedPage, PAGE_SIZE);
    const [account, terms, changes, ownEntries] = await Promise.all([
      commerce.account(actor),
      commerce.terms(actor.tenant),
      commerce.history(actor, bounds.last),
      log.recent(actor, bounds.last),
    ]);
    const ids = new Set(liveSubscriptions(account).map(({ id }) => id));
    return ok({
      entries: mergeNewestFirst(changes.entries, ownEntries.entries).slice(bounds.first - 1, bounds.last),
      ...bounds,
      count,
      product: (id) => productName(terms, id),
      isAvailable: (subscription) => ids.has(subscription),
    });
  }

  /** Returns the receipt of the user's own order, of any age, in its current state. */
  async receipt(actor: Actor, number: string): Promise<Result<Receipt>> {
    if (!isAllowed(actor, 'purchase.read')) return forbidden(actor);
    const order = await this.#deps.commerce.order(actor, number);
    return order ? ok(await this.#deps.orderService.receipt(actor, order)) : refuse({ kind: 'unknown-order' });
  }
}

/** Merges two lists that are newest first into one. */
function mergeNewestFirst(one: readonly AuditEntry[], other: readonly AuditEntry[]): readonly AuditEntry[] {
  const [first, second] = [[...one], [...other]];
  const all: AuditEntry[] = [];
  while (first[0] || second[0]) {
    const from = !second[0] || (first[0] && first[0].at >= second[0].at) ? first : second;
    all.push(...from.splice(0, 1));
  }
  return all;
}
