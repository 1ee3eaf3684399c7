import { type Actor, forbidden, isAllowed } from '../../domain/common/actor.ts';
import { ok, type Result } from '../../domain/common/result.ts';
import type { Instant } from '../../domain/common/time.ts';
import type { AuditLog } from '../audit/audit-log.ts';
import { type Directory, type Documents, unlessDamaged } from '../ports/ports.ts';
import { type Delivery, isLetterOf } from './delivery.ts';
import type { Outbox } from './outbox.ts';

/** Messages on one card. */
const SHOWN = 8;

export interface FailedDelivery {
  readonly letters: readonly {
    readonly key: string;
    readonly name: string;
    readonly kind: Delivery['matter']['kind'];
    readonly why: 'blocked' | 'silent';
    readonly since: Instant;
  }[];
  readonly count: number;
  /** The message that was sent again just now, if one was. */
  readonly sent?: boolean;
}

export interface UndeliverablesParts {
  readonly documents: Pick<Documents, 'find' | 'tally' | 'read'>;
  readonly directory: Pick<Directory, 'person'>;
  readonly outbox: Pick<Outbox, 'sendAgain'>;
  readonly log: Pick<AuditLog, 'record'>;
  /** Told of a message that is damaged: the list has all others. */
  readonly onFault: (error: unknown) => void;
}

/** Messages that reached nobody: administrators see them and may send them again, which is all they can change. */
export class FailedDeliveries {
  readonly #parts: UndeliverablesParts;

  constructor(parts: UndeliverablesParts) {
    this.#parts = parts;
  }

  async list(actor: Actor): Promise<Result<FailedDelivery>> {
    if (!isAllowed(actor, 'purchases.read-all')) return forbidden(actor);
    const { documents, directory, onFault } = this.#parts;
    const filter = { kind: 'letter-undeliverable', where: { tenant: actor.tenant } };
    const [found, [tally]] = await Promise.all([
      documents.find({ ...filter, orderBy: '-since', limit: SHOWN }),
      documents.tally(filter),
    ]);
    const letters = await Promise.all(
      found.map(async ({ key, row }) => {
        const letter = (await documents.read<Delivery>(key).catch(unlessDamaged(onFault)))?.value;
        if (letter?.stage.is !== 'undeliverable') return [];
        const person = await directory.person(actor.tenant, String(row.person));
        const { why, since } = letter.stage;
        return [{ key, name: person?.name ?? String(row.person), kind: letter.matter.kind, why, since }];
      }),
    );
    return ok({ letters: letters.flat(), count: tally?.count ?? 0 });
  }

  /** Sends one of them again: it is told, or comes back to this list. */
  async sendAgain(actor: Actor, key: string): Promise<Result<FailedDelivery>> {
    if (!isAllowed(actor, 'purchases.read-all')) return forbidden(actor);
    if (isLetterOf(actor.tenant, key)) await this.#parts.log.record(actor, { what: 'sent-again', key });
    const sent = await this.#parts.outbox.sendAgain(actor.tenant, key);
    const left = await this.list(actor);
    return left.ok ? ok({ ...left.value, sent }) : left;
  }
}
