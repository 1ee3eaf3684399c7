import type { z } from 'zod';
import { type Answered, type Asked, type Route, refused } from './stand-in.ts';
import { accountOf, type World } from './world.ts';

const VERSION = '2024-04-01';

export const ROOT = 'providers/Microsoft.Billing';
export const ACCOUNT = `${ROOT}/billingAccounts/(?<account>[^/]+)`;

interface More {
  readonly query?: readonly string[];
  readonly body?: z.ZodType;
  /** The one it is published in, where that is another. */
  readonly version?: string;
}

/** A call to Azure Billing: whoever asks is shown their own billing account and no other. */
export const billingRoute =
  (world: World) =>
  (method: string, path: string, answer: (asked: Asked) => Answered, more: More = {}): Route => ({
    method,
    path: new RegExp(`^${path}$`),
    query: more.query ?? [],
    version: more.version ?? VERSION,
    ...(more.body && { body: more.body }),
    answer: (asked) => {
      world.operations.settle();
      const { account } = asked.at;
      const own = account === undefined || (account === accountOf(asked.who) && world.cards.has(asked.who));
      return own
        ? answer(asked)
        : refused(403, 'AuthorizationFailed', 'You do not have access to this billing account.');
    },
  });

export type BillingRoute = ReturnType<typeof billingRoute>;

/** The address of a billing account, where what goes on with it is asked after too. */
export const placeOf = ({ base, at }: Asked): string =>
  `${base}${ROOT}/billingAccounts/${encodeURIComponent(at.account ?? '')}`;

export const none = (what: string): Answered => refused(404, 'NotFound', `There is no such ${what}.`);
