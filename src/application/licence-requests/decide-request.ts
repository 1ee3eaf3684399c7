import {
  abandonedClaims,
  claimRequest,
  type Decision,
  type LicenceRequest,
  settleClaim,
} from '../../domain/account/licence-request.ts';
import type { BillingPlan } from '../../domain/catalogue/product.ts';
import type { Actor } from '../../domain/common/actor.ts';
import { ok, type Result, refuse } from '../../domain/common/result.ts';
import { type PersonResult, snapshotOf } from '../../domain/subscription/order-preview.ts';
import type { OrderRequest } from '../../domain/subscription/order-request.ts';
import type { OrderService } from '../orders/order-service.ts';
import { actorOf, type PurchaseApproval } from '../orders/purchase-approval.ts';
import type { Command, Commerce, Directory } from '../ports/ports.ts';
import { orderWith } from './fulfilment-options.ts';
import type { RequestView, RequestWork } from './request-queries.ts';

/** What a decider answers, by person. */
export interface Answers {
  readonly approve: readonly string[];
  readonly reject: readonly string[];
  readonly note: string;
  /** How a new subscription is to be bought, where there must be one. */
  readonly term?: BillingPlan;
}

/** Answers that need licences to be bought: reviewed first. */
export interface Purchasing extends Answers {
  readonly id: string;
  readonly order: OrderRequest;
}

interface DecidingParts extends RequestWork {
  readonly commerce: Pick<Commerce, 'account'>;
  readonly directory: Pick<Directory, 'person'>;
  readonly ordering: OrderService;
  readonly approvals: PurchaseApproval;
}

/** Deciding on licence requests, person by person (RULES #19). */
export class RequestDecision {
  readonly #parts: DecidingParts;

  constructor(parts: DecidingParts) {
    this.#parts = parts;
  }

  /** Answers as far as that costs nothing; what has to be bought for it is to be reviewed first. */
  async answer(
    actor: Actor,
    id: string,
    answers: Answers,
  ): Promise<Result<{ readonly done: RequestView } | { readonly buys: Purchasing }>> {
    const found = await this.#deciding(actor, id, answers);
    if (!found.ok) return found;
    const { view, approve, reject } = found.value;
    if (approve.length + reject.length === 0) return refuse({ kind: 'nobody' });
    const given = { ...answers, approve, reject };
    if (approve.length > 0 && !view.request.purchase) {
      const means = await this.#parts.requests.means(actor, view.request.product, approve);
      if (means.kind === 'none') return refuse(means.why);
      const order = orderWith(means, view.request.product, approve, answers.term);
      if (means.kind !== 'free') return ok({ buys: { ...given, id, order } });
      const done = await this.#give(actor, view.request, given, { order, needed: means.wanted > 0 });
      return done.ok ? ok({ done: done.value }) : done;
    }
    const done = await this.#claim(actor, id, given, id);
    if (!done.ok || approve.length === 0) return done.ok ? ok({ done: done.value }) : done;
    await this.#parts.approvals.carryOut(done.value.request);
    const after = await this.#parts.requests.one(actor, id);
    return after.ok ? ok({ done: after.value }) : after;
  }

  /** Gives licences that nobody has; whoever has one already needs no order. */
  async #give(
    actor: Actor,
    { id, decisions }: LicenceRequest,
    answers: Answers,
    { order, needed }: { order: OrderRequest; needed: boolean },
  ): Promise<Result<RequestView>> {
    const { ordering, file, clock, requests } = this.#parts;
    // Whoever was left over from an earlier decision is another order.
    const key = `request/${id}/${decisions}/${answers.approve[0]}`;
    if (needed) {
      const review = await ordering.review(actor, order);
      if (!review.ok) return review;
      return this.approve(actor, id, answers, { key, request: order, shown: snapshotOf(review.value.plan) });
    }
    const held = await this.#claim(actor, id, answers, key);
    if (!held.ok) return held;
    await file.change(actor.tenant, id, (request) => settleClaim(request, key, answers.approve, clock()));
    return requests.one(actor, id);
  }

  /** Approves people with an order, once for its key: they are held first, so that nobody else buys for them as well. */
  async approve(actor: Actor, id: string, answers: Answers, command: Command): Promise<Result<RequestView>> {
    const found = await this.#deciding(actor, id, answers);
    if (!found.ok) return found;
    const { key } = command;
    const held = await this.#claim(actor, id, answers, key);
    if (!held.ok) return held;
    const done = await this.#parts.ordering.confirm(actor, command);
    // It may still turn out to be charged: then whoever looks later settles it.
    if (!done.ok && done.refusal.kind === 'under-way') return done;
    await this.#settle(actor, id, key);
    return done.ok ? this.#parts.requests.one(actor, id) : done;
  }

  /** What time brings to a request, and what a process that died left open. */
  async look(tenant: string, id: string): Promise<void> {
    const request = await this.#parts.file.pass(tenant, id);
    for (const { by, key } of request ? abandonedClaims(request, this.#parts.clock()) : []) {
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
      const assign: OrderRequest = { act: 'assign', subscription: order.subscription, people };
      const given = `${key}/assign`;
      const before = orders.find((one) => one.key === given);
      const review = before ? undefined : await ordering.review(actor, assign);
      if (review?.ok)
        await ordering.confirm(actor, { key: given, request: assign, shown: snapshotOf(review.value.plan) });
      const after = (await commerce.account(actor)).orders.find((one) => one.key === given);
      results = after?.people ?? [];
    }
    const got = results.filter(haveIt).map(({ person }) => person);
    await file.change(actor.tenant, id, (one) => settleClaim(one, key, got, clock()));
  }

  /** Writes an answer down; refused when it is too late for it. */
  async #claim(actor: Actor, id: string, answers: Answers, key: string): Promise<Result<RequestView>> {
    const { file, clock, log } = this.#parts;
    const { approve, reject, note } = answers;
    const people = [
      ...approve.map((person) => ({ person, result: 'done' as const })),
      ...reject.map((person) => ({ person, result: 'refused' as const })),
    ];
    await log.record(actor, { what: 'answered', people, key: id });
    const decision: Decision = { by: actor.person, at: clock(), key, approve, reject, note };
    const written = await file.change(actor.tenant, id, (request) => claimRequest(request, decision));
    if (!written?.changed) return refuse({ kind: 'request-decided' });
    return this.#parts.requests.seen(actor, written.request);
  }

  /** Whether somebody may give these answers; who is not in the request is left out. */
  async #deciding(actor: Actor, id: string, { approve, reject, note }: Answers) {
    const found = await this.#parts.requests.one(actor, id);
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
}

const haveIt = ({ result }: PersonResult): boolean => result === 'done' || result === 'had';
