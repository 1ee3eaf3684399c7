import type { Account } from '../../domain/account/account.ts';
import type { Terms } from '../../domain/catalogue/product.ts';
import { type Actor, forbidden, isAllowed } from '../../domain/common/actor.ts';
import { ok, type Result } from '../../domain/common/result.ts';
import type { Rules } from '../../domain/common/rules.ts';
import type { CardRegister } from '../ports/card-register.ts';
import type { Clock } from '../ports/clock.ts';
import type { Commerce } from '../ports/commerce.ts';
import { productName } from '../subscriptions/overview.ts';

export interface PaymentServiceDeps {
  readonly commerce: Commerce;
  readonly cards: CardRegister;
  readonly clock: Clock;
  readonly rules: Rules;
  /** Returns a signal that aborts after so many milliseconds. */
  readonly timeLimit?: (milliseconds: number) => AbortSignal;
}

/** The actor's own account: payment methods of others cannot be reached. */
export interface OwnAccount {
  readonly account: Account;
  readonly terms: Terms;
}

export async function loadOwnAccount(
  { commerce }: PaymentServiceDeps,
  actor: Actor,
  action: 'purchase.read' | 'purchase.change',
): Promise<Result<OwnAccount>> {
  if (!isAllowed(actor, action)) return forbidden(actor);
  const [account, terms] = await Promise.all([commerce.account(actor), commerce.terms(actor.tenant)]);
  return ok({ account, terms });
}

/** Returns the names of the products of subscriptions. */
export const productNames = ({ account, terms }: OwnAccount, ids: readonly string[]): readonly string[] =>
  account.subscriptions.filter(({ id }) => ids.includes(id)).map(({ product }) => productName(terms, product));
