import type { z } from 'zod';
import { errorReply, type Route, type StandInReply, type StandInRequest } from './stand-in.ts';
import { accountOf, type TenantState } from './tenant-state.ts';

const VERSION = '2024-04-01';

export const ROOT = 'providers/Microsoft.Billing';
export const ACCOUNT = `${ROOT}/billingAccounts/(?<account>[^/]+)`;

interface RouteOptions {
  readonly query?: readonly string[];
  readonly body?: z.ZodType;
  /** The api-version, where it differs from the usual one. */
  readonly version?: string;
}

/** A route of Azure Billing; a caller has access to their own billing account only. */
export const billingRoute =
  (state: TenantState) =>
  (
    method: string,
    path: string,
    answer: (request: StandInRequest) => StandInReply,
    options: RouteOptions = {},
  ): Route => ({
    method,
    path: new RegExp(`^${path}$`),
    query: options.query ?? [],
    version: options.version ?? VERSION,
    ...(options.body && { body: options.body }),
    answer: (request) => {
      state.operations.settle();
      const { account } = request.params;
      const isAllowed =
        account === undefined || (account === accountOf(request.caller) && state.cards.has(request.caller));
      return isAllowed
        ? answer(request)
        : errorReply(403, 'AuthorizationFailed', 'You do not have access to this billing account.');
    },
  });

export type BillingRoute = ReturnType<typeof billingRoute>;

/** The URL of a billing account, below which its operations are polled too. */
export const accountUrl = ({ base, params }: StandInRequest): string =>
  `${base}${ROOT}/billingAccounts/${encodeURIComponent(params.account ?? '')}`;

export const notFound = (name: string): StandInReply => errorReply(404, 'NotFound', `There is no such ${name}.`);
