import { type Actor, forbidden, isAllowed } from '../../domain/common/actor.ts';
import { ok, type Result } from '../../domain/common/result.ts';
import type { Instant } from '../../domain/common/time.ts';
import type { AuditLog } from '../audit/audit-log.ts';
import type { Directory } from '../ports/directory.ts';
import type { Documents } from '../ports/documents.ts';
import { skipCorrupt } from '../ports/errors.ts';
import { type Delivery, isDeliveryKeyOf } from './delivery.ts';
import type { Outbox } from './outbox.ts';

/** Messages shown on one card. */
const PAGE_SIZE = 8;

export interface FailedDeliveryList {
  readonly deliveries: readonly {
    readonly key: string;
    readonly name: string;
    readonly kind: Delivery['matter']['kind'];
    readonly why: 'blocked' | 'silent';
    readonly since: Instant;
  }[];
  readonly count: number;
  /** Whether the message the administrator chose was queued again, if they chose one. */
  readonly wasResent?: boolean;
}

export interface FailedDeliveriesDeps {
  readonly documents: Pick<Documents, 'find' | 'tally' | 'read'>;
  readonly directory: Pick<Directory, 'person'>;
  readonly outbox: Pick<Outbox, 'resend'>;
  readonly log: Pick<AuditLog, 'record'>;
  /** Called for a corrupt delivery: the list shows all others. */
  readonly onError: (error: unknown) => void;
}

/** Messages that could not be delivered. Administrators list and resend them; they can change nothing else. */
export class FailedDeliveries {
  readonly #deps: FailedDeliveriesDeps;

  constructor(deps: FailedDeliveriesDeps) {
    this.#deps = deps;
  }

  async list(actor: Actor): Promise<Result<FailedDeliveryList>> {
    if (!isAllowed(actor, 'purchases.read-all')) return forbidden(actor);
    const { documents, directory, onError } = this.#deps;
    const filter = { kind: 'letter-undeliverable', where: { tenant: actor.tenant } };
    const [matches, [tally]] = await Promise.all([
      documents.find({ ...filter, orderBy: '-since', limit: PAGE_SIZE }),
      documents.tally(filter),
    ]);
    const deliveries = await Promise.all(
      matches.map(async ({ key, row }) => {
        const delivery = (await documents.read<Delivery>(key).catch(skipCorrupt(onError)))?.value;
        if (delivery?.stage.is !== 'undeliverable') return [];
        const person = await directory.person(actor.tenant, String(row.person));
        const { why, since } = delivery.stage;
        return [{ key, name: person?.name ?? String(row.person), kind: delivery.matter.kind, why, since }];
      }),
    );
    return ok({ deliveries: deliveries.flat(), count: tally?.count ?? 0 });
  }

  /** Queues one of them again: it is delivered, or returns to this list. */
  async resend(actor: Actor, key: string): Promise<Result<FailedDeliveryList>> {
    if (!isAllowed(actor, 'purchases.read-all')) return forbidden(actor);
    if (isDeliveryKeyOf(actor.tenant, key)) await this.#deps.log.record(actor, { what: 'sent-again', key });
    const wasResent = await this.#deps.outbox.resend(actor.tenant, key);
    const list = await this.list(actor);
    return list.ok ? ok({ ...list.value, wasResent }) : list;
  }
}
