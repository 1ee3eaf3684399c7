import { type Actor, barred, may } from '../domain/actor.ts';
import {
  abandoned,
  asked,
  claimed,
  type Decision,
  expiryOf,
  type LicenceRequest,
  openPeople,
  settled,
  withdrawn,
} from '../domain/licence-request.ts';
import { type Outcome, ok, refuse } from '../domain/outcome.ts';
import type { PersonId } from '../domain/person.ts';
import { factsOf, type PersonResult } from '../domain/plan.ts';
import type { Plan, Product } from '../domain/product.ts';
import type { Request } from '../domain/request.ts';
import type { Rules } from '../domain/rules.ts';
import type { Instant } from '../domain/time.ts';
import { type Approvals, actorOf } from './approvals.ts';
import type { Ordering } from './ordering.ts';
import { productName } from './overview.ts';
import { knownPeople, type People } from './people.ts';
import type { Clock, Command, Commerce, Directory, Documents, Found } from './ports.ts';
import type { Names } from './receipt.ts';
import type { RequestFile } from './request-file.ts';
import { type Means, meansOf, orderWith } from './request-means.ts';

/** What somebody asks for: a product by its id, people by theirs. */
export interface Asking {
  readonly product: string;
  readonly people: readonly string[];
  readonly why: string;
}

/** What would be asked, and whom. */
export interface AskReview {
  readonly product: string;
  readonly asking: Asking;
  readonly deciders: readonly string[];
  readonly names: Names;
}

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
  readonly means?: Means;
}

/** What a decider answers, by person. */
export interface Answers {
  readonly approve: readonly string[];
  readonly reject: readonly string[];
  readonly note: string;
  /** How a new subscription is to be bought, where there must be one. */
  readonly term?: Plan;
}

/** Answers that need licences to be bought: reviewed first. */
export interface Purchasing extends Answers {
  readonly id: string;
  readonly order: Request;
}

export interface RequestsParts {
  readonly file: RequestFile;
  readonly documents: Pick<Documents, 'find'>;
  readonly commerce: Commerce;
  readonly directory: Directory;
  readonly people: People;
  readonly ordering: Ordering;
  readonly approvals: Approvals;
  readonly clock: Clock;
  readonly rules: Rules;
}

const PAGE = 5;
/** Owners of licences that are asked at once. */
const MOST_ASKED = 10;
const MOST_OWNERS = 1_000;
/** States of a purchase in which its licences can be given. */
const GIVING = ['active', 'ends', 'trial', 'past-due'];

/** Asking for licences, and deciding on it (RULES #18, #19). */
export class Requests {
  readonly #parts: RequestsParts;

  constructor(parts: RequestsParts) {
    this.#parts = parts;
  }

  now(): Instant {
    return this.#parts.clock();
  }

  /** What teammates have licences left of, by name. */
  async askable(actor: Actor): Promise<Outcome<readonly Product[]>> {
    if (!may(actor, 'purchase.read')) return barred(actor);
    const { products } = await this.#parts.commerce.terms(actor.tenant);
    const rows = (await this.#spare(actor)).map(({ row }) => String(row.product));
    const spare = [...products.values()].filter(({ id }) => rows.includes(id));
    const some = spare.length > 0 ? spare : [...products.values()];
    return ok(some.sort((one, other) => one.name.localeCompare(other.name, 'en')));
  }

  /** What would be asked and who would decide. Nothing is asked yet. */
  async review(actor: Actor, asking: Asking): Promise<Outcome<AskReview>> {
    if (!may(actor, 'purchase.read')) return barred(actor);
    const { rules, directory, people, commerce } = this.#parts;
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
      return refuse({ kind: 'not-members', names: [...(await people.names(actor, strangers)).values()] });
    }
    const before = await this.#parts.file.of(actor, 'asker');
    const again = before.some(
      (one) => !one.purchase && one.product === asking.product && openPeople(one).some((id) => ids.includes(id)),
    );
    if (again) return refuse({ kind: 'already-asked', product });
    const deciders = await this.#deciders(actor, asking.product);
    if (deciders.length === 0) return refuse({ kind: 'nobody-decides', product });
    const names = await people.names(actor, [...ids, ...deciders]);
    return ok({ product, asking: { product: asking.product, people: ids, why }, deciders, names });
  }

  /** Asks, once for its key. */
  async ask(actor: Actor, key: string, asking: Asking): Promise<Outcome<RequestView>> {
    const { file, clock, rules } = this.#parts;
    const before = await this.asked(actor, key);
    if (before) return ok(before);
    const reviewed = await this.review(actor, asking);
    if (!reviewed.ok) return reviewed;
    const { deciders, asking: wanted } = reviewed.value;
    const { tenant, person } = actor;
    const request = asked({ id: key, asker: { tenant, person }, at: clock(), deciders, ...wanted }, rules);
    return this.#seen(actor, await file.add(request));
  }

  /** Asks the manager's yes for a purchase, once for its key. */
  async askYes(actor: Actor, command: Command): Promise<Outcome<RequestView>> {
    const done = await this.#parts.approvals.ask(actor, command);
    return done.ok ? this.#seen(actor, done.value) : done;
  }

  /** What somebody asked with a key, if they did. */
  async asked(actor: Actor, key: string): Promise<RequestView | undefined> {
    const request = await this.#parts.file.read(actor.tenant, key);
    const seen = request?.asker.person === actor.person ? await this.#seen(actor, request) : undefined;
    return seen?.ok ? seen.value : undefined;
  }

  /** One request, to whoever asked it or may decide it. */
  async one(actor: Actor, id: string): Promise<Outcome<RequestView>> {
    return this.#seen(actor, await this.#parts.file.pass(actor.tenant, id));
  }

  /** Somebody's own requests, or those they may decide. */
  async list(
    actor: Actor,
    as: RequestView['as'],
    page = 0,
  ): Promise<Outcome<{ readonly requests: readonly RequestView[]; readonly page: number; readonly left: number }>> {
    if (!may(actor, 'purchase.read')) return barred(actor);
    const { file } = this.#parts;
    const { all } = await file.count(actor, as);
    const at = Math.min(page, Math.max(0, Math.ceil(all / PAGE) - 1));
    const found = await file.of(actor, as, { offset: at * PAGE, limit: PAGE });
    const requests = await Promise.all(found.map((one) => this.#view(actor, one, as)));
    return ok({ requests, page: at, left: Math.max(0, all - (at + 1) * PAGE) });
  }

  /** Takes a request back. */
  async withdraw(actor: Actor, id: string): Promise<Outcome<RequestView>> {
    const found = await this.one(actor, id);
    if (!found.ok) return found;
    if (found.value.as !== 'asker') return refuse({ kind: 'unknown-request' });
    const { file, clock } = this.#parts;
    const changed = await file.change(actor.tenant, id, (request) => withdrawn(request, clock()));
    return this.#seen(actor, changed?.request);
  }

  /** Answers as far as that costs nothing; what has to be bought for it is to be reviewed first. */
  async answer(
    actor: Actor,
    id: string,
    answers: Answers,
  ): Promise<Outcome<{ readonly done: RequestView } | { readonly buys: Purchasing }>> {
    const found = await this.#deciding(actor, id, answers);
    if (!found.ok) return found;
    const { view, approve, reject } = found.value;
    if (approve.length + reject.length === 0) return refuse({ kind: 'nobody' });
    const given = { ...answers, approve, reject };
    const [first] = approve;
    if (first === undefined) {
      const done = await this.#claim(actor, id, given, '');
      return done.ok ? ok({ done: done.value }) : done;
    }
    if (view.request.purchase) {
      const held = await this.#claim(actor, id, given, id);
      if (!held.ok) return held;
      await this.#parts.approvals.carryOut(held.value.request);
      const done = await this.one(actor, id);
      return done.ok ? ok({ done: done.value }) : done;
    }
    const { product } = view.request;
    const means = await this.#means(actor, product, approve);
    if (means.kind === 'none') return refuse(means.why);
    const order = orderWith(means, product, approve, answers.term);
    if (means.kind !== 'free') return ok({ buys: { ...given, id, order } });
    const key = `request/${id}/${first}`;
    if (means.wanted === 0) {
      // They have it: there is nothing to order.
      const held = await this.#claim(actor, id, given, key);
      if (!held.ok) return held;
      const { file, clock } = this.#parts;
      await file.change(actor.tenant, id, (request) => settled(request, key, approve, clock()));
      const done = await this.one(actor, id);
      return done.ok ? ok({ done: done.value }) : done;
    }
    const review = await this.#parts.ordering.review(actor, order);
    if (!review.ok) return review;
    const shown = factsOf(review.value.plan);
    const done = await this.approve(actor, id, given, { key, request: order, shown });
    return done.ok ? ok({ done: done.value }) : done;
  }

  /** Approves people with an order, once for its key: they are held first, so that nobody else buys for them as well. */
  async approve(actor: Actor, id: string, answers: Answers, command: Command): Promise<Outcome<RequestView>> {
    const found = await this.#deciding(actor, id, answers);
    if (!found.ok) return found;
    const { key } = command;
    const held = await this.#claim(actor, id, answers, key);
    if (!held.ok) return held;
    const done = await this.#parts.ordering.confirm(actor, command);
    // It may still turn out to be charged: then whoever looks later settles it.
    if (!done.ok && done.refusal.kind === 'under-way') return done;
    await this.#settle(actor, id, key);
    return done.ok ? this.one(actor, id) : done;
  }

  /** What time brings to a request, and what a process that died left open. */
  async look(tenant: string, id: string): Promise<void> {
    const request = await this.#parts.file.pass(tenant, id);
    for (const { by, key } of request ? abandoned(request, this.#parts.clock()) : []) {
      if (request?.purchase) {
        await this.#parts.approvals.carryOut(request);
        continue;
      }
      const person = await this.#parts.directory.person(tenant, by);
      if (person) await this.#settle(actorOf(tenant, person), id, key);
    }
  }

  /** Copies back what came of an order that was to give people their licence. */
  async #settle(actor: Actor, id: string, key: string): Promise<void> {
    const { file, commerce, ordering, clock } = this.#parts;
    const request = await file.read(actor.tenant, id);
    const people = (request?.people ?? []).flatMap(({ person, answer }) =>
      answer.is === 'claimed' && answer.key === key ? [person] : [],
    );
    if (people.length === 0) return;
    const { orders, intent } = await commerce.account(actor);
    if (intent?.order.key === key) return;
    const order = orders.find((one) => one.key === key);
    let results = order?.people ?? [];
    if (order?.act === 'buy') {
      const assign: Request = { act: 'assign', subscription: order.subscription, people };
      const given = `${key}/assign`;
      const before = orders.find((one) => one.key === given);
      const review = before ? undefined : await ordering.review(actor, assign);
      if (review?.ok) await ordering.confirm(actor, { key: given, request: assign, shown: factsOf(review.value.plan) });
      const after = (await commerce.account(actor)).orders.find((one) => one.key === given);
      results = after?.people ?? [];
    }
    const got = results.filter(haveIt).map(({ person }) => person);
    await file.change(actor.tenant, id, (one) => settled(one, key, got, clock()));
  }

  /** Writes an answer down; refused when it is too late for it. */
  async #claim(actor: Actor, id: string, answers: Answers, key: string): Promise<Outcome<RequestView>> {
    const { file, clock } = this.#parts;
    const { approve, reject, note } = answers;
    const decision: Decision = { by: actor.person, at: clock(), key, approve, reject, note };
    const written = await file.change(actor.tenant, id, (request) => claimed(request, decision));
    if (!written?.changed) return refuse({ kind: 'request-decided' });
    return this.#seen(actor, written.request);
  }

  /** Whether somebody may give these answers; who is not in the request is left out. */
  async #deciding(actor: Actor, id: string, { approve, reject, note }: Answers) {
    const found = await this.one(actor, id);
    if (!found.ok) return found;
    const { request, as, open } = found.value;
    if (as !== 'decider') return refuse({ kind: 'unknown-request' });
    const letters = [...note].length;
    const max = this.#parts.rules.maxWhy;
    if (letters > max) return refuse({ kind: 'why-too-long', letters, max });
    const ids = request.people.map(({ person }) => person);
    const among = (some: readonly string[]) => ids.filter((person) => some.includes(person));
    const late = among(approve).some((person) => !open.includes(person));
    if (open.length === 0 || late) return refuse({ kind: 'request-decided' });
    return ok({ view: found.value, approve: among(approve), reject: among(reject) });
  }

  async #seen(actor: Actor, request: LicenceRequest | undefined): Promise<Outcome<RequestView>> {
    if (!may(actor, 'purchase.read')) return barred(actor);
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
      ...(decides && { means: await this.#means(viewer, request.product, open) }),
    };
  }

  async #means(owner: PersonId, product: string, wanted: readonly string[]): Promise<Means> {
    const { commerce, rules, clock } = this.#parts;
    const [account, terms] = await Promise.all([commerce.account(owner), commerce.terms(owner.tenant)]);
    return meansOf(account, product, wanted, { terms, rules, now: clock() });
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

const haveIt = ({ result }: PersonResult): boolean => result === 'done' || result === 'had';
