import type { z } from 'zod';
import { type Route, refusedWith, type StandInReply, type StandInRequest } from './stand-in.ts';
import { accountOf, type TenantState } from './world.ts';

const VERSION = '2024-04-01';

export const ROOT = 'providers/Microsoft.Billing';
export const ACCOUNT = `${ROOT}/billingAccounts/(?<account>[^/]+)`;

interface RouteOptions {
  readonly query?: readonly string[];
  readonly body?: z.ZodType;
  /** The one it is published in, where that is another. */
  readonly version?: string;
}

/** A call to Azure Billing: whoever asks is shown their own billing account and no other. */
export const billingRoute =
  (world: TenantState) =>
  (
    method: string,
    path: string,
    answer: (asked: StandInRequest) => StandInReply,
    options: RouteOptions = {},
  ): Route => ({
    method,
    path: new RegExp(`^${path}$`),
    query: options.query ?? [],
    version: options.version ?? VERSION,
    ...(options.body && { body: options.body }),
    answer: (asked) => {
      world.operations.settle();
      const { account } = asked.params;
      const isAllowed = account === undefined || (account === accountOf(asked.caller) && world.cards.has(asked.caller));
      return isAllowed
        ? answer(asked)
        : refusedWith(403, 'AuthorizationFailed', 'You do not have access to this billing account.');
    },
  });

export type BillingRoute = ReturnType<typeof billingRoute>;

/** The address of a billing account, where what goes on with it is asked after too. */
export const accountUrl = ({ base, params: at }: StandInRequest): string =>
  `${base}${ROOT}/billingAccounts/${encodeURIComponent(at.account ?? '')}`;

export const notFound = (what: string): StandInReply => refusedWith(404, 'NotFound', `There is no such ${what}.`);
