import { z } from 'zod';
import { errorBodySchema, retryAfter, type ServiceClient } from './service-client.ts';
import { ServiceError } from './service-error.ts';

const text = z.string();

const subscriptionSchema = z.object({
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

const skuSchema = z.object({
  skuId: text,
  consumedUnits: z.number().int(),
  prepaidUnits: z.object({ enabled: z.number().int() }),
});

const userSchema = z.object({ id: text });
const licensedUserSchema = z.object({ assignedLicenses: z.array(z.object({ skuId: text })) });

const batchReplySchema = z.object({
  responses: z.array(
    z.object({
      id: text,
      status: z.number().int(),
      headers: z.record(text, text).nullish(),
      body: z.unknown().optional(),
    }),
  ),
});

/** A subscription as Graph lists it, with its purchaser and the SKU of its licences. */
export type GraphSubscription = z.infer<typeof subscriptionSchema>;

/** The result of assigning or removing one person's licence. */
export type LicenceResult =
  | { readonly result: 'done' }
  | {
      readonly result: 'refused';
      readonly code: string | undefined;
      readonly serviceMessage: string | undefined;
      readonly request: string | undefined;
    };

type LicenceRefusal = Extract<LicenceResult, { result: 'refused' }>;

const EVENTUAL_HEADERS = { ConsistencyLevel: 'eventual' };
/** Requests that Graph accepts in one batch (RULES S4). */
const MAX_BATCH = 20;
const MAX_ATTEMPTS = 4;
const DEFAULT_WAIT = 1_000;

export interface LicensingClientDeps {
  /** Graph, called as the app in one organisation. */
  readonly graph: ServiceClient;
  readonly pause: (ms: number) => Promise<unknown>;
  readonly clock: () => number;
}

/**
 * Reads and writes the licences of one organisation through Graph, as the app, which may write everybody's. The caller checks
 * that the licences belong to the purchaser who asks, and that they are assigned to members.
 */
export class LicensingClient {
  readonly #deps: LicensingClientDeps;

  constructor(deps: LicensingClientDeps) {
    this.#deps = deps;
  }

  /** Returns every subscription of the organisation, of all purchasers. */
  subscriptions(): Promise<readonly GraphSubscription[]> {
    return this.#deps.graph.all(subscriptionSchema, 'directory/subscriptions');
  }

  /** Counts the unassigned licences of a SKU, over all the organisation's subscriptions. */
  async countFree(sku: string): Promise<number> {
    const all = await this.#deps.graph.all(skuSchema, 'subscribedSkus');
    return all
      .filter(({ skuId }) => skuId === sku)
      .reduce((sum, { prepaidUnits, consumedUnits }) => sum + prepaidUnits.enabled - consumedUnits, 0);
  }

  /** Returns the ids of the people who have a licence of a SKU, from whichever subscription. */
  async holders(sku: string): Promise<ReadonlySet<string>> {
    const query = { $filter: `assignedLicenses/any(u:u/skuId eq ${sku})`, $select: 'id', $count: 'true' };
    return new Set((await this.#deps.graph.all(userSchema, 'users', query, EVENTUAL_HEADERS)).map(({ id }) => id));
  }

  async hasLicence(person: string, sku: string): Promise<boolean> {
    const query = { $select: 'assignedLicenses' };
    const { assignedLicenses } = await this.#deps.graph.get(
      licensedUserSchema,
      `users/${encodeURIComponent(person)}`,
      query,
    );
    return assignedLicenses.some(({ skuId }) => skuId === sku);
  }

  /**
   * Assigns a licence to each of at most 20 people, with a result for each. Where Graph does not answer, the result is read
   * back.
   */
  assign(people: readonly string[], sku: string): Promise<ReadonlyMap<string, LicenceResult>> {
    return this.#write(people, sku, true);
  }

  /** Removes a licence from each of at most 20 people, with a result for each. */
  unassign(people: readonly string[], sku: string): Promise<ReadonlyMap<string, LicenceResult>> {
    return this.#write(people, sku, false);
  }

  async #write(people: readonly string[], sku: string, isAssign: boolean): Promise<ReadonlyMap<string, LicenceResult>> {
    if (people.length > MAX_BATCH) throw new RangeError(`Graph takes ${MAX_BATCH} at a time.`);
    const results = new Map<string, LicenceResult>();
    let remaining = people;
    for (let attempt = 1; remaining.length > 0 && attempt <= MAX_ATTEMPTS; attempt++) {
      const batch = await this.#sendBatch(remaining, sku, isAssign);
      for (const [person, result] of batch.results) results.set(person, result);
      remaining = remaining.filter((person) => batch.busy.has(person));
      if (remaining.length > 0 && attempt < MAX_ATTEMPTS) await this.#deps.pause(Math.max(...batch.busy.values()));
    }
    for (const person of remaining) {
      results.set(person, {
        result: 'refused',
        code: 'TooManyRequests',
        serviceMessage: undefined,
        request: undefined,
      });
    }
    for (const person of people.filter((person) => !results.has(person))) {
      results.set(person, await this.#readResult(person, sku, isAssign));
    }
    return results;
  }

  /** Sends one batch. The result of a person in neither of the two maps is unknown. */
  async #sendBatch(people: readonly string[], sku: string, isAssign: boolean) {
    const requests = people.map((person) => ({
      id: person,
      method: 'POST',
      url: `/users/${encodeURIComponent(person)}/assignLicense`,
      headers: { 'content-type': 'application/json' },
      body: isAssign
        ? { addLicenses: [{ skuId: sku, disabledPlans: [] }], removeLicenses: [] }
        : { addLicenses: [], removeLicenses: [sku] },
    }));
    const results = new Map<string, LicenceResult>();
    const busy = new Map<string, number>();
    const reply = await this.#deps.graph
      .send({ method: 'POST', path: '$batch', body: { requests } })
      .catch((error: unknown) => {
        // The batch may have been carried out: the result is read back for each person.
        if (error instanceof ServiceError && (error.kind === 'unanswered' || error.kind === 'unreadable'))
          return undefined;
        throw error;
      });
    for (const response of batchReplySchema.safeParse(reply?.body).data?.responses ?? []) {
      if (!people.includes(response.id)) continue;
      if (response.status === 429) {
        const headers = new Headers(response.headers ?? {});
        busy.set(response.id, retryAfter(headers, this.#deps.clock()) ?? DEFAULT_WAIT);
      } else if (response.status < 300) results.set(response.id, { result: 'done' });
      else if (response.status < 500) results.set(response.id, resultOfRefusal(parseRefusal(response.body), isAssign));
    }
    return { results, busy };
  }

  async #readResult(person: string, sku: string, isAssign: boolean): Promise<LicenceResult> {
    if ((await this.hasLicence(person, sku)) === isAssign) return { result: 'done' };
    return { result: 'refused', code: undefined, serviceMessage: undefined, request: undefined };
  }
}

/** Removing a licence that the person no longer has counts as done; Graph has a message for that and no code. */
const resultOfRefusal = (refusal: LicenceRefusal, isAssign: boolean): LicenceResult =>
  !isAssign && /corresponding license/i.test(refusal.serviceMessage ?? '') ? { result: 'done' } : refusal;

function parseRefusal(body: unknown): LicenceRefusal {
  const { error } = errorBodySchema.safeParse(body).data ?? {};
  return {
    result: 'refused',
    code: error?.code,
    serviceMessage: error?.message,
    request: error?.innerError?.['request-id'],
  };
}
