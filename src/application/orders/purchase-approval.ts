import { createRequest, type LicenceRequest, settleClaim, stopRequest } from '../../domain/account/licence-request.ts';
import type { Actor } from '../../domain/common/actor.ts';
import type { Person } from '../../domain/common/person.ts';
import { type Result, refuse } from '../../domain/common/result.ts';
import { DAY } from '../../domain/common/time.ts';
import { changedFields, type PreviewSnapshot, snapshotOf } from '../../domain/subscription/order-preview.ts';
import type { RequestView, RequestWork } from '../licence-requests/request-queries.ts';
import type { Command, Commerce, Directory } from '../ports/ports.ts';
import type { OrderService } from './order-service.ts';

interface ApprovalsParts extends RequestWork {
  readonly commerce: Pick<Commerce, 'account'>;
  readonly directory: Pick<Directory, 'person'>;
  readonly ordering: OrderService;
}

/** Purchases above an amount wait for the yes of the purchaser's manager; then they are carried out as they were shown. */
export class PurchaseApproval {
  readonly #parts: ApprovalsParts;

  constructor(parts: ApprovalsParts) {
    this.#parts = parts;
  }

  /** Asks the manager for their yes, once for the key of the review that showed it. Nothing is bought. */
  async ask(actor: Actor, { key, request, shown }: Command): Promise<Result<RequestView>> {
    const { requests, file, ordering, clock, rules, log } = this.#parts;
    const { tenant, person } = actor;
    const { maxRequests: max } = rules;
    const again = await file.read(tenant, key);
    if (!again && (await file.askedSince(actor, clock() - DAY)) >= max)
      return refuse({ kind: 'too-many-requests', max });
    const review = await ordering.review(actor, request);
    if (!review.ok) return review;
    const { plan, waitsFor } = review.value;
    if (!waitsFor || changedFields(shown, snapshotOf(plan)).length > 0) return refuse({ kind: 'changed', plan });
    const wish = {
      id: key,
      asker: { tenant, person },
      product: plan.next.product,
      people: [person],
      why: '',
      at: clock(),
      deciders: [waitsFor.manager],
      purchase: { order: request, shown, monthly: waitsFor.monthly, from: plan.from, now: plan.now },
    };
    await log.record(actor, { what: 'asked', product: wish.product, key });
    return requests.seen(actor, await file.add(createRequest(wish, rules)));
  }

  /** Carries out what was agreed to, on the purchaser's own account; told as not carried out where it is not what was shown. */
  async carryOut({ id, asker, purchase }: LicenceRequest): Promise<void> {
    if (!purchase) return;
    const { file, commerce, directory, clock } = this.#parts;
    const { tenant, person } = asker;
    const { orders, intent } = await commerce.account(asker);
    if (intent?.order.key === id) return;
    const done = orders.some(({ key }) => key === id);
    const found = done ? undefined : await directory.person(tenant, person);
    const result = done ? 'bought' : found ? await this.#buy(actorOf(tenant, found), id, purchase) : 'not-bought';
    if (result === 'under-way') return;
    const change = result === 'bought' ? settleClaim : stopRequest;
    await file.change(tenant, id, (one) => change(one, id, [person], clock()));
  }

  async #buy(
    actor: Actor,
    key: string,
    { order, shown }: NonNullable<LicenceRequest['purchase']>,
  ): Promise<'bought' | 'not-bought' | 'under-way'> {
    const { ordering } = this.#parts;
    const review = await ordering.review(actor, order);
    if (!review.ok) return 'not-bought';
    const facts = snapshotOf(review.value.plan);
    if (!asShown(shown, facts)) return 'not-bought';
    const done = await ordering.confirm(actor, { key, request: order, shown: facts }, { agreed: true });
    if (done.ok) return 'bought';
    return done.refusal.kind === 'under-way' ? 'under-way' : 'not-bought';
  }
}

/** A day later less of the term is left to pay, and it renews a day later: that is still what was shown, nothing else is. */
const asShown = (shown: PreviewSnapshot, now: PreviewSnapshot): boolean =>
  now.gross <= shown.gross && changedFields(shown, now).every((fact) => ['net', 'gross', 'renewalAt'].includes(fact));

export const actorOf = (tenant: string, { id, name, kind, roles }: Person): Actor => ({
  tenant,
  person: id,
  name,
  kind,
  roles,
});
