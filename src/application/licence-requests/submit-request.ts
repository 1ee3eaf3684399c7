import { createRequest, expiryOf, openPeople, withdrawRequest } from '../../domain/account/licence-request.ts';
import type { Product } from '../../domain/catalogue/product.ts';
import { type Actor, forbidden, isAllowed } from '../../domain/common/actor.ts';
import type { PersonId } from '../../domain/common/person.ts';
import { ok, type Result, refuse } from '../../domain/common/result.ts';
import { DAY, type Instant } from '../../domain/common/time.ts';
import type { Names } from '../orders/receipt.ts';
import { knownPeople, type PeopleSearch } from '../people/people-search.ts';
import type { Commerce, Directory, Documents, Found } from '../ports/ports.ts';
import { productName } from '../subscriptions/overview.ts';
import type { RequestView, RequestWork } from './request-queries.ts';

/** What somebody asks for: a product by its id, people by theirs. */
interface Wish {
  readonly product: string;
  readonly people: readonly string[];
  readonly why: string;
}

/** What would be asked, and whom. */
export interface AskReview {
  readonly product: string;
  readonly asking: Wish;
  readonly deciders: readonly string[];
  readonly names: Names;
  readonly expires: Instant;
}

interface AskingParts extends RequestWork {
  readonly documents: Pick<Documents, 'find'>;
  readonly commerce: Pick<Commerce, 'terms'>;
  readonly directory: Directory;
  readonly people: PeopleSearch;
}

/** Owners of licences that are asked at once. */
const MOST_ASKED = 10;
const MOST_OWNERS = 1_000;
/** States of a purchase in which its licences can be given. */
const GIVING = ['active', 'ends', 'trial', 'past-due'];

/** Asking for licences (RULES #18, #19). */
export class RequestSubmission {
  readonly #parts: AskingParts;

  constructor(parts: AskingParts) {
    this.#parts = parts;
  }

  /** What teammates have licences left of, by name. */
  async askable(actor: Actor): Promise<Result<readonly Product[]>> {
    if (!isAllowed(actor, 'purchase.read')) return forbidden(actor);
    const { products } = await this.#parts.commerce.terms(actor.tenant);
    const rows = (await this.#spare(actor)).map(({ row }) => String(row.product));
    const spare = [...products.values()].filter(({ id }) => rows.includes(id));
    const some = spare.length > 0 ? spare : [...products.values()];
    return ok(some.sort((one, other) => one.name.localeCompare(other.name, 'en')));
  }

  /** What would be asked and who would decide. Nothing is asked yet. */
  async review(actor: Actor, asking: Wish): Promise<Result<AskReview>> {
    if (!isAllowed(actor, 'purchase.read')) return forbidden(actor);
    const { rules, directory, people, commerce, clock } = this.#parts;
    const terms = await commerce.terms(actor.tenant);
    const ids = [...new Set(asking.people)];
    const why = asking.why.trim();
    const letters = [...why].length;
    if (!terms.products.has(asking.product)) return refuse({ kind: 'unknown-product', said: asking.product });
    const product = productName(terms, asking.product);
    if (ids.length === 0) return refuse({ kind: 'nobody' });
    if (ids.length > rules.maxPeople) {
      return refuse({ kind: 'too-many-people', count: ids.length, max: rules.maxPeople });
    }
    if (letters === 0) return refuse({ kind: 'no-why' });
    if (letters > rules.maxWhy) return refuse({ kind: 'why-too-long', letters, max: rules.maxWhy });
    const known = await knownPeople(directory, actor.tenant, ids);
    const strangers = ids.filter((id) => known.get(id) !== 'member');
    if (strangers.length > 0) {
      const called = await people.names(actor, strangers);
      return refuse({ kind: 'not-members', names: strangers.map((id) => called.get(id) ?? id) });
    }
    const before = await this.#parts.file.of(actor, 'asker');
    const again = before.some(
      (one) => !one.purchase && one.product === asking.product && openPeople(one).some((id) => ids.includes(id)),
    );
    if (again) return refuse({ kind: 'already-asked', product });
    const { maxRequests: max } = rules;
    if ((await this.#parts.file.askedSince(actor, clock() - DAY)) >= max)
      return refuse({ kind: 'too-many-requests', max });
    const deciders = await this.#deciders(actor, asking.product);
    if (deciders.length === 0) return refuse({ kind: 'nobody-decides', product });
    const names = await people.names(actor, [...ids, ...deciders]);
    const expires = expiryOf({ at: clock() }, rules);
    return ok({ product, asking: { product: asking.product, people: ids, why }, deciders, names, expires });
  }

  /** Asks, once for its key. */
  async ask(actor: Actor, key: string, asking: Wish): Promise<Result<RequestView>> {
    const { file, clock, rules, log } = this.#parts;
    const before = await this.asked(actor, key);
    if (before) return ok(before);
    const reviewed = await this.review(actor, asking);
    if (!reviewed.ok) return reviewed;
    const { deciders, asking: wanted } = reviewed.value;
    const { tenant, person } = actor;
    const request = createRequest({ id: key, asker: { tenant, person }, at: clock(), deciders, ...wanted }, rules);
    const people = wanted.people.map((one) => ({ person: one, result: 'done' as const }));
    await log.record(actor, { what: 'asked', product: wanted.product, people, key });
    return this.#parts.requests.seen(actor, await file.add(request));
  }

  /** What somebody asked with a key, if they did. */
  async asked(actor: Actor, key: string): Promise<RequestView | undefined> {
    const request = await this.#parts.file.read(actor.tenant, key);
    const seen = request?.asker.person === actor.person ? await this.#parts.requests.seen(actor, request) : undefined;
    return seen?.ok ? seen.value : undefined;
  }

  /** Takes a request back. */
  async withdraw(actor: Actor, id: string): Promise<Result<RequestView>> {
    const found = await this.#parts.requests.one(actor, id);
    if (!found.ok) return found;
    if (found.value.as !== 'asker') return refuse({ kind: 'unknown-request' });
    if (found.value.open.length === 0) return found;
    const { file, clock, log } = this.#parts;
    await log.record(actor, { what: 'withdrew', product: found.value.request.product, key: id });
    const changed = await file.change(actor.tenant, id, (request) => withdrawRequest(request, clock()));
    return this.#parts.requests.seen(actor, changed?.request);
  }

  /** Teammates who have licences left, most first; else the manager. */
  async #deciders({ tenant, person }: PersonId, product: string): Promise<readonly string[]> {
    const { directory } = this.#parts;
    const left = new Map<string, number>();
    for (const { row } of await this.#spare({ tenant, person }, product)) {
      left.set(String(row.person), (left.get(String(row.person)) ?? 0) + Number(row.licences) - Number(row.assigned));
    }
    const owners = [...left].sort(([, one], [, other]) => other - one).map(([id]) => id);
    if (owners.length > 0) return owners.slice(0, MOST_ASKED);
    const manager = (await directory.person(tenant, person))?.manager;
    const known = manager === undefined ? undefined : await directory.person(tenant, manager);
    return known?.kind === 'member' ? [known.id] : [];
  }

  /** Purchases of somebody's teammates that have licences left. */
  async #spare({ tenant, person }: PersonId, product?: string): Promise<readonly Found[]> {
    const { directory, documents } = this.#parts;
    const team = (await directory.team(tenant, person)).filter(({ kind }) => kind === 'member').map(({ id }) => id);
    if (team.length === 0) return [];
    const where = { tenant, person: team, state: GIVING, left: 0, ...(product && { product }) };
    const rows = await documents.find({ kind: 'purchase', where, limit: MOST_OWNERS });
    return rows.filter(({ row }) => Number(row.licences) > Number(row.assigned));
  }
}
