import type { Order } from '../domain/account.ts';

/** What was done, as it is shown and told. */
export interface Receipt {
  readonly order: Order;
  readonly product: string;
  /** Licences of the subscription that nobody has. */
  readonly unassigned: number;
  /** Whether the order can be undone now. */
  readonly undoable: boolean;
}
