import { z } from 'zod';
import { retryAfter, type ServiceClient } from './service-client.ts';
import { ServiceFault } from './service-fault.ts';

const text = z.string();

const owned = z.object({
  commerceSubscriptionId: text.nullish(),
  skuId: text,
  skuPartNumber: text.nullish(),
  status: text,
  totalLicenses: z.number().int().nonnegative(),
  isTrial: z.boolean().nullish(),
  ownerId: text.nullish(),
  ownerType: text.nullish(),
  ownerTenantId: text.nullish(),
  createdDateTime: text.nullish(),
  nextLifecycleDateTime: text.nullish(),
});

const pool = z.object({
  skuId: text,
  consumedUnits: z.number().int(),
  prepaidUnits: z.object({ enabled: z.number().int() }),
});

const holder = z.object({ id: text });
const licensed = z.object({ assignedLicenses: z.array(z.object({ skuId: text })) });

const answers = z.object({
  responses: z.array(
    z.object({
      id: text,
      status: z.number().int(),
      headers: z.record(text, text).nullish(),
      body: z.unknown().optional(),
    }),
  ),
});

const refusal = z.object({
  error: z.object({
    code: text.optional(),
    message: text.optional(),
    innerError: z.object({ 'request-id': text.optional() }).optional(),
  }),
});

/** A subscription as Graph lists it: who bought it, and of which pool its licences are. */
export type Owned = z.infer<typeof owned>;

/** What became of one person's licence at the service. */
export type Given =
  | { readonly result: 'done' }
  | {
      readonly result: 'refused';
      readonly code: string | undefined;
      readonly said: string | undefined;
      readonly request: string | undefined;
    };

type Refused = Extract<Given, { result: 'refused' }>;

const EVENTUAL = { ConsistencyLevel: 'eventual' };
/** As many as Graph takes in one call (RULES S4). */
const MOST = 20;
const TRIES = 4;
const WAIT = 1_000;

export interface LicensingParts {
  /** Graph, called for the app itself in one organisation. */
  readonly graph: ServiceClient;
  readonly pause: (ms: number) => Promise<unknown>;
  readonly clock: () => number;
}

/**
 * Licences of one organisation, through Graph, for the app itself: it may write anybody's. Whoever calls has seen to it that
 * the licences are of who asks, and that those who get them are members.
 */
export class LicensingClient {
  readonly #parts: LicensingParts;

  constructor(parts: LicensingParts) {
    this.#parts = parts;
  }

  /** Every subscription of the organisation, whoever bought it. */
  subscriptions(): Promise<readonly Owned[]> {
    return this.#parts.graph.all(owned, 'directory/subscriptions');
  }

  /** Licences of a product that nobody has, over all the organisation's subscriptions of it. */
  async free(sku: string): Promise<number> {
    const all = await this.#parts.graph.all(pool, 'subscribedSkus');
    return all
      .filter(({ skuId }) => skuId === sku)
      .reduce((sum, { prepaidUnits, consumedUnits }) => sum + prepaidUnits.enabled - consumedUnits, 0);
  }

  /** Everybody in the organisation who has a licence of a product, whichever subscription it is of. */
  async holders(sku: string): Promise<ReadonlySet<string>> {
    const query = { $filter: `assignedLicenses/any(u:u/skuId eq ${sku})`, $select: 'id', $count: 'true' };
    return new Set((await this.#parts.graph.all(holder, 'users', query, EVENTUAL)).map(({ id }) => id));
  }

  async has(person: string, sku: string): Promise<boolean> {
    const query = { $select: 'assignedLicenses' };
    const { assignedLicenses } = await this.#parts.graph.get(licensed, `users/${encodeURIComponent(person)}`, query);
    return assignedLicenses.some(({ skuId }) => skuId === sku);
  }

  /** Gives licences to people, at most 20; each comes out by itself. Where nobody knows, it is looked up. */
  give(people: readonly string[], sku: string): Promise<ReadonlyMap<string, Given>> {
    return this.#write(people, sku, true);
  }

  /** Takes licences from people, at most 20; each comes out by itself. */
  take(people: readonly string[], sku: string): Promise<ReadonlyMap<string, Given>> {
    return this.#write(people, sku, false);
  }

  async #write(people: readonly string[], sku: string, give: boolean): Promise<ReadonlyMap<string, Given>> {
    if (people.length > MOST) throw new RangeError(`Graph takes ${MOST} at a time.`);
    const results = new Map<string, Given>();
    let left = people;
    for (let tries = 1; left.length > 0 && tries <= TRIES; tries++) {
      const round = await this.#batch(left, sku, give);
      for (const [person, given] of round.results) results.set(person, given);
      left = left.filter((person) => round.busy.has(person));
      if (left.length > 0 && tries < TRIES) await this.#parts.pause(Math.max(...round.busy.values()));
    }
    for (const person of left) {
      results.set(person, { result: 'refused', code: 'TooManyRequests', said: undefined, request: undefined });
    }
    for (const person of people.filter((one) => !results.has(one))) {
      results.set(person, await this.#asItIs(person, sku, give));
    }
    return results;
  }

  /** One call; whoever is in neither of the two is not known of. */
  async #batch(people: readonly string[], sku: string, give: boolean) {
    const requests = people.map((person) => ({
      id: person,
      method: 'POST',
      url: `/users/${encodeURIComponent(person)}/assignLicense`,
      headers: { 'content-type': 'application/json' },
      body: give
        ? { addLicenses: [{ skuId: sku, disabledPlans: [] }], removeLicenses: [] }
        : { addLicenses: [], removeLicenses: [sku] },
    }));
    const results = new Map<string, Given>();
    const busy = new Map<string, number>();
    const reply = await this.#parts.graph
      .send({ method: 'POST', path: '$batch', body: { requests } })
      .catch((error: unknown) => {
        // It may have been done: that is looked up for each.
        if (error instanceof ServiceFault && (error.kind === 'unanswered' || error.kind === 'unreadable'))
          return undefined;
        throw error;
      });
    for (const one of answers.safeParse(reply?.body).data?.responses ?? []) {
      if (!people.includes(one.id)) continue;
      if (one.status === 429) {
        const headers = new Headers(one.headers ?? {});
        busy.set(one.id, retryAfter(headers, this.#parts.clock()) ?? WAIT);
      } else if (one.status < 300) results.set(one.id, { result: 'done' });
      else if (one.status < 500) results.set(one.id, outcomeOf(refusedBy(one.body), give));
    }
    return { results, busy };
  }

  async #asItIs(person: string, sku: string, give: boolean): Promise<Given> {
    if ((await this.has(person, sku)) === give) return { result: 'done' };
    return { result: 'refused', code: undefined, said: undefined, request: undefined };
  }
}

/** What is to be taken from somebody who has it no more is as it should be: Graph has a sentence for that and no code. */
const outcomeOf = (refused: Refused, give: boolean): Given =>
  !give && /corresponding license/i.test(refused.said ?? '') ? { result: 'done' } : refused;

function refusedBy(body: unknown): Refused {
  const { error } = refusal.safeParse(body).data ?? {};
  return {
    result: 'refused',
    code: error?.code,
    said: error?.message,
    request: error?.innerError?.['request-id'],
  };
}
