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
import { actorFor, type PurchaseApproval } from '../orders/purchase-approval.ts';
import type { Commerce, OrderCommand } from '../ports/commerce.ts';
import type { Directory } from '../ports/directory.ts';
import { orderFor } from './fulfilment-options.ts';
import type { RequestUseCaseDeps, RequestView } from './request-queries.ts';

/** A decider's answers, by person. */
export interface RequestAnswers {
  readonly approve: readonly string[];
  readonly reject: readonly string[];
  readonly note: string;
  /** The billing plan of a new subscription, if one must be bought. */
  readonly term?: BillingPlan;
}

/** Answers that require a purchase, which is reviewed first. */
export interface PurchaseForRequest extends RequestAnswers {
  readonly id: string;
  readonly order: OrderRequest;
}

interface RequestDecisionDeps extends RequestUseCaseDeps {
  readonly commerce: Pick<Commerce, 'account'>;
  readonly directory: Pick<Directory, 'person'>;
  readonly orderService: OrderService;
  readonly purchaseApproval: PurchaseApproval;
}

/** Decisions on licence requests, person by person (RULES #19). */
export class RequestDecision {
  readonly #deps: RequestDecisionDeps;

  constructor(deps: RequestDecisionDeps) {
    this.#deps = deps;
  }

  /** Records the answers and assigns free licences, or returns the purchase that the approval requires, to be reviewed first. */
  async answer(
    actor: Actor,
    id: string,
    answers: RequestAnswers,
  ): Promise<Result<{ readonly view: RequestView } | { readonly purchase: PurchaseForRequest }>> {
    const check = await this.#checkDecision(actor, id, answers);
    if (!check.ok) return check;
    const { view, approve, reject } = check.value;
    if (approve.length + reject.length === 0) return refuse({ kind: 'nobody' });
    const checkedAnswers = { ...answers, approve, reject };
    if (approve.length > 0 && !view.request.purchase) {
      const option = await this.#deps.requestQueries.findFulfilment(actor, view.request.product, approve);
      if (option.kind === 'none') return refuse(option.reason);
      const order = orderFor(option, view.request.product, approve, answers.term);
      if (option.kind !== 'free') return ok({ purchase: { ...checkedAnswers, id, order } });
      const result = await this.#assignFree(actor, view.request, checkedAnswers, { order, needed: option.needed > 0 });
      return result.ok ? ok({ view: result.value }) : result;
    }
    const claim = await this.#claim(actor, id, checkedAnswers, id);
    if (!claim.ok || approve.length === 0) return claim.ok ? ok({ view: claim.value }) : claim;
    await this.#deps.purchaseApproval.execute(claim.value.request);
    const updated = await this.#deps.requestQueries.get(actor, id);
    return updated.ok ? ok({ view: updated.value }) : updated;
  }

  /** Assigns free licences; people who have one already need no order. */
  async #assignFree(
    actor: Actor,
    { id, decisions }: LicenceRequest,
    answers: RequestAnswers,
    { order, needed: isNeeded }: { order: OrderRequest; needed: boolean },
  ): Promise<Result<RequestView>> {
    const { orderService, repository, clock, requestQueries } = this.#deps;
    // Each decision is an order of its own: the key contains the number of earlier decisions.
    const key = `request/${id}/${decisions}/${answers.approve[0]}`;
    if (isNeeded) {
      const review = await orderService.review(actor, order);
      if (!review.ok) return review;
      return this.approve(actor, id, answers, { key, request: order, shown: snapshotOf(review.value.preview) });
    }
    const claim = await this.#claim(actor, id, answers, key);
    if (!claim.ok) return claim;
    await repository.update(actor.tenant, id, (request) => settleClaim(request, key, answers.approve, clock()));
    return requestQueries.get(actor, id);
  }

  /** Approves people with an order, once for its key. They are claimed first, so that no other decider buys for them too. */
  async approve(
    actor: Actor,
    id: string,
    answers: RequestAnswers,
    command: OrderCommand,
  ): Promise<Result<RequestView>> {
    const check = await this.#checkDecision(actor, id, answers);
    if (!check.ok) return check;
    const { key } = command;
    const claim = await this.#claim(actor, id, answers, key);
    if (!claim.ok) return claim;
    const order = await this.#deps.orderService.confirm(actor, command);
    // The order may still succeed: the claim is then completed when the request is next due.
    if (!order.ok && order.refusal.kind === 'under-way') return order;
    await this.#completeClaim(actor, id, key);
    return order.ok ? this.#deps.requestQueries.get(actor, id) : order;
  }

  /** Handles a due request: reminders, expiry, and claims that a crashed process left open. */
  async handleDue(tenant: string, id: string): Promise<void> {
    const request = await this.#deps.repository.applyTime(tenant, id);
    for (const { by, key } of request ? abandonedClaims(request, this.#deps.clock()) : []) {
      if (request?.purchase) {
        await this.#deps.purchaseApproval.execute(request);
        continue;
      }
      const person = await this.#deps.directory.person(tenant, by);
      if (person) await this.#completeClaim(actorFor(tenant, person), id, key);
    }
  }

  /** Copies the result of an order that assigns licences back to the request. */
  async #completeClaim(actor: Actor, id: string, key: string): Promise<void> {
    const { repository, commerce, orderService, clock } = this.#deps;
    const request = await repository.read(actor.tenant, id);
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
      const assignKey = `${key}/assign`;
      const existing = orders.find((one) => one.key === assignKey);
      const review = existing ? undefined : await orderService.review(actor, assign);
      if (review?.ok)
        await orderService.confirm(actor, { key: assignKey, request: assign, shown: snapshotOf(review.value.preview) });
      const assignment = (await commerce.account(actor)).orders.find((one) => one.key === assignKey);
      results = assignment?.people ?? [];
    }
    const recipients = results.filter(hasLicence).map(({ person }) => person);
    await repository.update(actor.tenant, id, (one) => settleClaim(one, key, recipients, clock()));
  }

  /** Records an answer; refuses it when another decider came first or the request was closed. */
  async #claim(actor: Actor, id: string, answers: RequestAnswers, key: string): Promise<Result<RequestView>> {
    const { repository, clock, log } = this.#deps;
    const { approve, reject, note } = answers;
    const people = [
      ...approve.map((person) => ({ person, result: 'done' as const })),
      ...reject.map((person) => ({ person, result: 'refused' as const })),
    ];
    await log.record(actor, { what: 'answered', people, key: id });
    const decision: Decision = { by: actor.person, at: clock(), key, approve, reject, note };
    const update = await repository.update(actor.tenant, id, (request) => claimRequest(request, decision));
    if (!update?.hasChanged) return refuse({ kind: 'request-decided' });
    return this.#deps.requestQueries.viewOf(actor, update.request);
  }

  /** Checks whether the actor may give these answers, and removes people who are not in the request. */
  async #checkDecision(actor: Actor, id: string, { approve, reject, note }: RequestAnswers) {
    const view = await this.#deps.requestQueries.get(actor, id);
    if (!view.ok) return view;
    const { request, role, open } = view.value;
    if (role !== 'decider') return refuse({ kind: 'unknown-request' });
    const length = [...note].length;
    const max = this.#deps.rules.maxWhy;
    if (length > max) return refuse({ kind: 'why-too-long', letters: length, max });
    const ids = request.people.map(({ person }) => person);
    const inRequest = (selection: readonly string[]) => ids.filter((person) => selection.includes(person));
    const isTooLate = inRequest(approve).some((person) => !open.includes(person));
    if (open.length === 0 || isTooLate) return refuse({ kind: 'request-decided' });
    return ok({ view: view.value, approve: inRequest(approve), reject: inRequest(reject) });
  }
}

const hasLicence = ({ result }: PersonResult): boolean => result === 'done' || result === 'had';
