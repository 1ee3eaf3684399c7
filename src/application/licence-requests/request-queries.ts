import { expiryOf, type LicenceRequest, openPeople } from '../../domain/account/licence-request.ts';
import { type Actor, forbidden, isAllowed } from '../../domain/common/actor.ts';
import type { PersonId } from '../../domain/common/person.ts';
import { ok, type Result, refuse } from '../../domain/common/result.ts';
import type { Rules } from '../../domain/common/rules.ts';
import type { Instant } from '../../domain/common/time.ts';
import type { AuditLog } from '../audit/audit-log.ts';
import type { Names } from '../orders/receipt.ts';
import type { PeopleSearch } from '../people/people-search.ts';
import type { Clock } from '../ports/clock.ts';
import type { Commerce } from '../ports/commerce.ts';
import { type PageBounds, pageBounds } from '../runtime/pages.ts';
import { productName } from '../subscriptions/overview.ts';
import { type FulfilmentOption, findFulfilmentOption } from './fulfilment-options.ts';
import type { LicenceRequestRepository } from './request-repository.ts';

/** A request as its requester or a decider sees it. */
export interface RequestView {
  readonly request: LicenceRequest;
  readonly role: 'asker' | 'decider';
  readonly product: string;
  /** Names of everyone in the request. */
  readonly names: Names;
  readonly open: readonly string[];
  readonly expires: Instant;
  readonly currency: string;
  readonly maxNote: number;
  /** How the decider could fulfil the request for everyone who is still open. */
  readonly fulfilment?: FulfilmentOption;
  /** The number of the order that the manager approved. */
  readonly order?: string;
}

/** One page of a user's requests, or of those they can decide. */
export interface RequestPage extends PageBounds {
  readonly requests: readonly RequestView[];
  /** The number of requests on all pages, without the corrupt ones on this page. */
  readonly count: number;
}

interface RequestQueriesDeps {
  readonly repository: LicenceRequestRepository;
  readonly commerce: Commerce;
  readonly people: PeopleSearch;
  readonly clock: Clock;
  readonly rules: Rules;
}

/** Dependencies of all use cases that change requests. */
export interface RequestUseCaseDeps extends Pick<RequestQueriesDeps, 'repository' | 'clock' | 'rules'> {
  readonly requestQueries: RequestQueries;
  readonly log: Pick<AuditLog, 'record'>;
}

const PAGE_SIZE = 5;

/** Reads licence requests: only their requester and deciders see them. */
export class RequestQueries {
  readonly #deps: RequestQueriesDeps;

  constructor(deps: RequestQueriesDeps) {
    this.#deps = deps;
  }

  /** Returns a request, with reminders and expiry applied, for its requester or a decider. */
  async get(actor: Actor, id: string): Promise<Result<RequestView>> {
    return this.viewOf(actor, await this.#deps.repository.applyTime(actor.tenant, id));
  }

  /** Returns a page of the user's own requests, or of those they can decide. */
  async list(actor: Actor, role: RequestView['role'], page = 0): Promise<Result<RequestPage>> {
    if (!isAllowed(actor, 'purchase.read')) return forbidden(actor);
    const { repository } = this.#deps;
    const { all } = await repository.count(actor, role);
    const bounds = pageBounds(all, page, PAGE_SIZE);
    const pageRequests = await repository.list(actor, role, { offset: bounds.first - 1, limit: PAGE_SIZE });
    const requests = await Promise.all(pageRequests.map((one) => this.#view(actor, one, role)));
    const corruptCount = bounds.last - bounds.first + 1 - requests.length;
    return ok({ requests, count: all - corruptCount, ...bounds });
  }

  /** Returns the view of a loaded request for its requester or a decider. */
  async viewOf(actor: Actor, request: LicenceRequest | undefined): Promise<Result<RequestView>> {
    if (!isAllowed(actor, 'purchase.read')) return forbidden(actor);
    const role =
      request?.asker.person === actor.person
        ? 'asker'
        : request?.deciders.includes(actor.person)
          ? 'decider'
          : undefined;
    if (!request || !role) return refuse({ kind: 'unknown-request' });
    return ok(await this.#view(actor, request, role));
  }

  /** Returns the view of a request for a notification to its requester or a decider. */
  async viewFor(person: PersonId, id: string, role: RequestView['role']): Promise<RequestView | undefined> {
    const request = await this.#deps.repository.read(person.tenant, id);
    return request && this.#view(person, request, role);
  }

  async #view(viewer: PersonId, request: LicenceRequest, role: RequestView['role']): Promise<RequestView> {
    const { commerce, people, rules } = this.#deps;
    const terms = await commerce.terms(viewer.tenant);
    const open = openPeople(request);
    const deciders = request.people.flatMap(({ answer }) => ('by' in answer ? [answer.by] : []));
    const ids = [request.asker.person, ...request.people.map(({ person }) => person), ...request.deciders, ...deciders];
    const order = role === 'asker' && request.purchase ? await this.#orderOf(request) : undefined;
    const decides = role === 'decider' && open.length > 0 && !request.purchase;
    return {
      request,
      role,
      product: productName(terms, request.product),
      names: await people.names(viewer, ids),
      open,
      expires: expiryOf(request, rules),
      currency: terms.currency,
      maxNote: rules.maxWhy,
      ...(order && { order }),
      ...(decides && { fulfilment: await this.findFulfilment(viewer, request.product, open) }),
    };
  }

  /** The order of an approved purchase has the id of the request as its key. */
  async #orderOf({ id, asker }: LicenceRequest): Promise<string | undefined> {
    const { orders } = await this.#deps.commerce.account(asker);
    return orders.find(({ key }) => key === id)?.number;
  }

  /** Returns how the owner could give these people a licence. */
  async findFulfilment(owner: PersonId, product: string, people: readonly string[]): Promise<FulfilmentOption> {
    const { commerce, rules, clock } = this.#deps;
    const [account, terms] = await Promise.all([commerce.account(owner), commerce.terms(owner.tenant)]);
    return findFulfilmentOption(account, product, people, { terms, rules, now: clock() });
  }
}
