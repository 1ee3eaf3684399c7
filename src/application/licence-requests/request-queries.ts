import { expiryOf, type LicenceRequest, openPeople } from '../../domain/account/licence-request.ts';
import { type Actor, forbidden, isAllowed } from '../../domain/common/actor.ts';
import type { PersonId } from '../../domain/common/person.ts';
import { ok, type Result, refuse } from '../../domain/common/result.ts';
import type { Rules } from '../../domain/common/rules.ts';
import type { Instant } from '../../domain/common/time.ts';
import type { AuditLog } from '../audit/audit-log.ts';
import type { Names } from '../orders/receipt.ts';
import type { PeopleSearch } from '../people/people-search.ts';
import type { Clock, Commerce } from '../ports/ports.ts';
import { productName } from '../subscriptions/overview.ts';
import { type FulfilmentOption, meansOf } from './fulfilment-options.ts';
import type { LicenceRequestRepository } from './request-repository.ts';

/** A request as one of those it concerns sees it. */
export interface RequestView {
  readonly request: LicenceRequest;
  readonly as: 'asker' | 'decider';
  readonly product: string;
  /** Of everybody in it. */
  readonly names: Names;
  readonly open: readonly string[];
  readonly expires: Instant;
  readonly currency: string;
  readonly maxNote: number;
  /** With what a decider could approve everybody who is open. */
  readonly means?: FulfilmentOption;
  /** The number of the order that a manager agreed to. */
  readonly order?: string;
}

interface RequestsParts {
  readonly file: LicenceRequestRepository;
  readonly commerce: Commerce;
  readonly people: PeopleSearch;
  readonly clock: Clock;
  readonly rules: Rules;
}

/** What all have who change requests. */
export interface RequestWork extends Pick<RequestsParts, 'file' | 'clock' | 'rules'> {
  readonly requests: RequestQueries;
  readonly log: Pick<AuditLog, 'record'>;
}

const PAGE = 5;

/** Looking at licence requests: only those they concern see them. */
export class RequestQueries {
  readonly #parts: RequestsParts;

  constructor(parts: RequestsParts) {
    this.#parts = parts;
  }

  /** One request, to whoever asked it or may decide it. */
  async one(actor: Actor, id: string): Promise<Result<RequestView>> {
    return this.seen(actor, await this.#parts.file.pass(actor.tenant, id));
  }

  /** Somebody's own requests, or those they may decide. */
  async list(
    actor: Actor,
    as: RequestView['as'],
    page = 0,
  ): Promise<Result<{ readonly requests: readonly RequestView[]; readonly page: number; readonly left: number }>> {
    if (!isAllowed(actor, 'purchase.read')) return forbidden(actor);
    const { file } = this.#parts;
    const { all } = await file.count(actor, as);
    const at = Math.min(page, Math.max(0, Math.ceil(all / PAGE) - 1));
    const found = await file.of(actor, as, { offset: at * PAGE, limit: PAGE });
    const requests = await Promise.all(found.map((one) => this.#view(actor, one, as)));
    return ok({ requests, page: at, left: Math.max(0, all - (at + 1) * PAGE) });
  }

  /** A request as it was found, to whoever asked it or may decide it. */
  async seen(actor: Actor, request: LicenceRequest | undefined): Promise<Result<RequestView>> {
    if (!isAllowed(actor, 'purchase.read')) return forbidden(actor);
    const as =
      request?.asker.person === actor.person
        ? 'asker'
        : request?.deciders.includes(actor.person)
          ? 'decider'
          : undefined;
    if (!request || !as) return refuse({ kind: 'unknown-request' });
    return ok(await this.#view(actor, request, as));
  }

  /** A request as it is told: to whoever asked, or to one who may decide. */
  async told(person: PersonId, id: string, as: RequestView['as']): Promise<RequestView | undefined> {
    const request = await this.#parts.file.read(person.tenant, id);
    return request && this.#view(person, request, as);
  }

  async #view(viewer: PersonId, request: LicenceRequest, as: RequestView['as']): Promise<RequestView> {
    const { commerce, people, rules } = this.#parts;
    const terms = await commerce.terms(viewer.tenant);
    const open = openPeople(request);
    const answered = request.people.flatMap(({ answer }) => ('by' in answer ? [answer.by] : []));
    const ids = [request.asker.person, ...request.people.map(({ person }) => person), ...request.deciders, ...answered];
    const order = as === 'asker' && request.purchase ? await this.#orderOf(request) : undefined;
    const decides = as === 'decider' && open.length > 0 && !request.purchase;
    return {
      request,
      as,
      product: productName(terms, request.product),
      names: await people.names(viewer, ids),
      open,
      expires: expiryOf(request, rules),
      currency: terms.currency,
      maxNote: rules.maxWhy,
      ...(order && { order }),
      ...(decides && { means: await this.means(viewer, request.product, open) }),
    };
  }

  /** An order has the key of the request it was agreed by. */
  async #orderOf({ id, asker }: LicenceRequest): Promise<string | undefined> {
    const { orders } = await this.#parts.commerce.account(asker);
    return orders.find(({ key }) => key === id)?.number;
  }

  /** With what somebody could give these people a licence. */
  async means(owner: PersonId, product: string, wanted: readonly string[]): Promise<FulfilmentOption> {
    const { commerce, rules, clock } = this.#parts;
    const [account, terms] = await Promise.all([commerce.account(owner), commerce.terms(owner.tenant)]);
    return meansOf(account, product, wanted, { terms, rules, now: clock() });
  }
}
