import { createRequest, expiryOf, openPeople, withdrawRequest } from '../../domain/account/licence-request.ts';
import type { Product } from '../../domain/catalogue/product.ts';
import { type Actor, forbidden, isAllowed } from '../../domain/common/actor.ts';
import type { PersonId } from '../../domain/common/person.ts';
import { ok, type Result, refuse } from '../../domain/common/result.ts';
import { DAY, type Instant } from '../../domain/common/time.ts';
import type { Names } from '../orders/receipt.ts';
import { fetchKnownPeople, type PeopleSearch } from '../people/people-search.ts';
import type { Commerce } from '../ports/commerce.ts';
import type { Directory } from '../ports/directory.ts';
import type { Documents, IndexMatch } from '../ports/documents.ts';
import { productName } from '../subscriptions/overview.ts';
import type { RequestUseCaseDeps, RequestView } from './request-queries.ts';

/** A request to be submitted: product and people by id. */
interface RequestDraft {
  readonly product: string;
  readonly people: readonly string[];
  readonly why: string;
}

/** What would be requested, and who would decide. */
export interface RequestReview {
  readonly product: string;
  readonly draft: RequestDraft;
  readonly deciders: readonly string[];
  readonly names: Names;
  readonly expires: Instant;
}

interface RequestSubmissionDeps extends RequestUseCaseDeps {
  readonly documents: Pick<Documents, 'find'>;
  readonly commerce: Pick<Commerce, 'terms'>;
  readonly directory: Directory;
  readonly people: PeopleSearch;
}

/** Teammates asked to decide, at most. */
const MAX_DECIDERS = 10;
const MAX_ROWS = 1_000;
/** States of a purchase in which its licences can be assigned. */
const ASSIGNABLE_STATES = ['active', 'ends', 'trial', 'past-due'];

/** Submits licence requests (RULES #18, #19). */
export class RequestSubmission {
  readonly #deps: RequestSubmissionDeps;

  constructor(deps: RequestSubmissionDeps) {
    this.#deps = deps;
  }

  /** Returns the products of which teammates have free licences, or else all products, by name. */
  async listAvailableProducts(actor: Actor): Promise<Result<readonly Product[]>> {
    if (!isAllowed(actor, 'purchase.read')) return forbidden(actor);
    const { products } = await this.#deps.commerce.terms(actor.tenant);
    const rows = (await this.#findFreeLicences(actor)).map(({ row }) => String(row.product));
    const available = [...products.values()].filter(({ id }) => rows.includes(id));
    const offered = available.length > 0 ? available : [...products.values()];
    return ok(offered.sort((one, other) => one.name.localeCompare(other.name, 'en')));
  }

  /** Returns what would be requested and who would decide. Nothing is submitted. */
  async review(actor: Actor, draft: RequestDraft): Promise<Result<RequestReview>> {
    if (!isAllowed(actor, 'purchase.read')) return forbidden(actor);
    const { rules, directory, people, commerce, clock } = this.#deps;
    const terms = await commerce.terms(actor.tenant);
    const ids = [...new Set(draft.people)];
    const why = draft.why.trim();
    const length = [...why].length;
    if (!terms.products.has(draft.product)) return refuse({ kind: 'unknown-product', said: draft.product });
    const product = productName(terms, draft.product);
    if (ids.length === 0) return refuse({ kind: 'nobody' });
    if (ids.length > rules.maxPeople) {
      return refuse({ kind: 'too-many-people', count: ids.length, max: rules.maxPeople });
    }
    if (length === 0) return refuse({ kind: 'no-why' });
    if (length > rules.maxWhy) return refuse({ kind: 'why-too-long', letters: length, max: rules.maxWhy });
    const kinds = await fetchKnownPeople(directory, actor.tenant, ids);
    const nonMembers = ids.filter((id) => kinds.get(id) !== 'member');
    if (nonMembers.length > 0) {
      const names = await people.names(actor, nonMembers);
      return refuse({ kind: 'not-members', names: nonMembers.map((id) => names.get(id) ?? id) });
    }
    const requests = await this.#deps.repository.list(actor, 'asker');
    const isPending = requests.some(
      (one) => !one.purchase && one.product === draft.product && openPeople(one).some((id) => ids.includes(id)),
    );
    if (isPending) return refuse({ kind: 'already-asked', product });
    const { maxRequests: max } = rules;
    if ((await this.#deps.repository.countSince(actor, clock() - DAY)) >= max)
      return refuse({ kind: 'too-many-requests', max });
    const deciders = await this.#deciders(actor, draft.product);
    if (deciders.length === 0) return refuse({ kind: 'nobody-decides', product });
    const names = await people.names(actor, [...ids, ...deciders]);
    const expires = expiryOf({ at: clock() }, rules);
    return ok({ product, draft: { product: draft.product, people: ids, why }, deciders, names, expires });
  }

  /** Submits a request, once for its key. */
  async submit(actor: Actor, key: string, draft: RequestDraft): Promise<Result<RequestView>> {
    const { repository, clock, rules, log } = this.#deps;
    const existing = await this.findByKey(actor, key);
    if (existing) return ok(existing);
    const review = await this.review(actor, draft);
    if (!review.ok) return review;
    const { deciders, draft: checked } = review.value;
    const { tenant, person } = actor;
    const request = createRequest({ id: key, asker: { tenant, person }, at: clock(), deciders, ...checked }, rules);
    const people = checked.people.map((one) => ({ person: one, result: 'done' as const }));
    await log.record(actor, { what: 'asked', product: checked.product, people, key });
    return this.#deps.requestQueries.viewOf(actor, await repository.add(request));
  }

  /** Returns the request that the actor submitted with a key, if any. */
  async findByKey(actor: Actor, key: string): Promise<RequestView | undefined> {
    const request = await this.#deps.repository.read(actor.tenant, key);
    const view =
      request?.asker.person === actor.person ? await this.#deps.requestQueries.viewOf(actor, request) : undefined;
    return view?.ok ? view.value : undefined;
  }

  /** Withdraws the actor's own request. */
  async withdraw(actor: Actor, id: string): Promise<Result<RequestView>> {
    const view = await this.#deps.requestQueries.get(actor, id);
    if (!view.ok) return view;
    if (view.value.role !== 'asker') return refuse({ kind: 'unknown-request' });
    if (view.value.open.length === 0) return view;
    const { repository, clock, log } = this.#deps;
    await log.record(actor, { what: 'withdrew', product: view.value.request.product, key: id });
    const updated = await repository.update(actor.tenant, id, (request) => withdrawRequest(request, clock()));
    return this.#deps.requestQueries.viewOf(actor, updated?.request);
  }

  /** Returns the teammates with free licences, those with most first; else the manager. */
  async #deciders({ tenant, person }: PersonId, product: string): Promise<readonly string[]> {
    const { directory } = this.#deps;
    const freeLicences = new Map<string, number>();
    for (const { row } of await this.#findFreeLicences({ tenant, person }, product)) {
      freeLicences.set(
        String(row.person),
        (freeLicences.get(String(row.person)) ?? 0) + Number(row.licences) - Number(row.assigned),
      );
    }
    const owners = [...freeLicences].sort(([, one], [, other]) => other - one).map(([id]) => id);
    if (owners.length > 0) return owners.slice(0, MAX_DECIDERS);
    const managerId = (await directory.person(tenant, person))?.manager;
    const manager = managerId === undefined ? undefined : await directory.person(tenant, managerId);
    return manager?.kind === 'member' ? [manager.id] : [];
  }

  /** Returns the index rows of teammates' purchases with free licences. */
  async #findFreeLicences({ tenant, person }: PersonId, product?: string): Promise<readonly IndexMatch[]> {
    const { directory, documents } = this.#deps;
    const team = (await directory.team(tenant, person)).filter(({ kind }) => kind === 'member').map(({ id }) => id);
    if (team.length === 0) return [];
    const where = { tenant, person: team, state: ASSIGNABLE_STATES, left: 0, ...(product && { product }) };
    const rows = await documents.find({ kind: 'purchase', where, limit: MAX_ROWS });
    return rows.filter(({ row }) => Number(row.licences) > Number(row.assigned));
  }
}
