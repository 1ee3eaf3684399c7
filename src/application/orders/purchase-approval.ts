import { createRequest, type LicenceRequest, settleClaim, stopRequest } from '../../domain/account/licence-request.ts';
import type { Actor } from '../../domain/common/actor.ts';
import type { Person } from '../../domain/common/person.ts';
import { type Result, refuse } from '../../domain/common/result.ts';
import { DAY } from '../../domain/common/time.ts';
import { changedFields, type PreviewSnapshot, snapshotOf } from '../../domain/subscription/order-preview.ts';
import type { RequestUseCaseDeps, RequestView } from '../licence-requests/request-queries.ts';
import type { Commerce, OrderCommand } from '../ports/commerce.ts';
import type { Directory } from '../ports/directory.ts';
import type { OrderService } from './order-service.ts';

interface PurchaseApprovalDeps extends RequestUseCaseDeps {
  readonly commerce: Pick<Commerce, 'account'>;
  readonly directory: Pick<Directory, 'person'>;
  readonly orderService: OrderService;
}

/** Purchases above an amount wait for the approval of the purchaser's manager, and are then executed as they were shown. */
export class PurchaseApproval {
  readonly #deps: PurchaseApprovalDeps;

  constructor(deps: PurchaseApprovalDeps) {
    this.#deps = deps;
  }

  /** Requests the manager's approval, once for the key of the review. Nothing is bought. */
  async requestApproval(actor: Actor, { key, request: order, shown }: OrderCommand): Promise<Result<RequestView>> {
    const { requestQueries, repository, orderService, clock, rules, log } = this.#deps;
    const { tenant, person } = actor;
    const { maxRequests: max } = rules;
    const existing = await repository.read(tenant, key);
    if (!existing && (await repository.countSince(actor, clock() - DAY)) >= max)
      return refuse({ kind: 'too-many-requests', max });
    const review = await orderService.review(actor, order);
    if (!review.ok) return review;
    const { preview, approval } = review.value;
    if (!approval || changedFields(shown, snapshotOf(preview)).length > 0)
      return refuse({ kind: 'changed', plan: preview });
    const request = {
      id: key,
      asker: { tenant, person },
      product: preview.next.product,
      people: [person],
      why: '',
      at: clock(),
      deciders: [approval.manager],
      purchase: { order, shown, monthly: approval.monthly, from: preview.from, now: preview.now },
    };
    await log.record(actor, { what: 'asked', product: request.product, key });
    return requestQueries.viewOf(actor, await repository.add(createRequest(request, rules)));
  }

  /** Executes an approved purchase in the purchaser's account; stops the request if it is no longer what was shown. */
  async execute({ id, asker, purchase }: LicenceRequest): Promise<void> {
    if (!purchase) return;
    const { repository, commerce, directory, clock } = this.#deps;
    const { tenant, person } = asker;
    const { orders, intent } = await commerce.account(asker);
    if (intent?.order.key === id) return;
    const isDone = orders.some(({ key }) => key === id);
    const purchaser = isDone ? undefined : await directory.person(tenant, person);
    const result = isDone
      ? 'bought'
      : purchaser
        ? await this.#buy(actorFor(tenant, purchaser), id, purchase)
        : 'not-bought';
    if (result === 'under-way') return;
    const change = result === 'bought' ? settleClaim : stopRequest;
    await repository.update(tenant, id, (one) => change(one, id, [person], clock()));
  }

  async #buy(
    actor: Actor,
    key: string,
    { order, shown }: NonNullable<LicenceRequest['purchase']>,
  ): Promise<'bought' | 'not-bought' | 'under-way'> {
    const { orderService } = this.#deps;
    const review = await orderService.review(actor, order);
    if (!review.ok) return 'not-bought';
    const facts = snapshotOf(review.value.preview);
    if (!isAsShown(shown, facts)) return 'not-bought';
    const result = await orderService.confirm(actor, { key, request: order, shown: facts }, { isApproved: true });
    if (result.ok) return 'bought';
    return result.refusal.kind === 'under-way' ? 'under-way' : 'not-bought';
  }
}

/** Approval takes time: a lower amount for the rest of the term and a later renewal still count as what was shown. */
const isAsShown = (shown: PreviewSnapshot, current: PreviewSnapshot): boolean =>
  current.gross <= shown.gross &&
  changedFields(shown, current).every((fact) => ['net', 'gross', 'renewalAt'].includes(fact));

export const actorFor = (tenant: string, { id, name, kind, roles }: Person): Actor => ({
  tenant,
  person: id,
  name,
  kind,
  roles,
});
