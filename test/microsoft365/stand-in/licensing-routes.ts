import { z } from 'zod';
import { pageReply } from './page-reply.ts';
import { errorReply, type Route, type StandInReply, type StandInRequest } from './stand-in.ts';
import { graphStatusOf, guidOf, iso, type StandInSubscription, skuOf, type TenantState } from './tenant-state.ts';

const PERSON = '(?<id>[0-9a-f-]{36})';

const licencesSchema = z.strictObject({
  addLicenses: z.array(z.strictObject({ skuId: z.guid(), disabledPlans: z.array(z.guid()) })),
  removeLicenses: z.array(z.guid()),
});

const batchSchema = z.strictObject({
  requests: z.array(
    z.strictObject({
      id: z.string().min(1),
      method: z.enum(['GET', 'POST', 'PATCH', 'DELETE']),
      url: z.string().regex(/^\/?[^/:]/, 'It must be relative'),
      headers: z.record(z.string(), z.string()).optional(),
      body: z.record(z.string(), z.unknown()).optional(),
    }),
  ),
});

/** Requests that Graph accepts in one batch. */
const MAX_BATCH = 20;

/**
 * The routes of Graph for subscriptions and licences.
 * @param answerInBatch answers a request inside a batch
 */
export function licensingRoutes(
  state: TenantState,
  answerInBatch: (request: StandInRequest) => StandInReply,
): readonly Route[] {
  return [
    {
      method: 'GET',
      path: /^directory\/subscriptions$/,
      query: ['$skiptoken'],
      answer: (request) => {
        state.operations.settle();
        return pageReply(request, state.subscriptions, (one) => toGraphSubscription(state, one), '@odata.nextLink');
      },
    },
    { method: 'GET', path: /^subscribedSkus$/, query: [], answer: () => ({ json: { value: pools(state) } }) },
    {
      method: 'POST',
      path: new RegExp(`^users/${PERSON}/assignLicense$`),
      query: [],
      body: licencesSchema,
      answer: ({ params, body }) => assignLicense(state, params.id ?? '', licencesSchema.parse(body)),
    },
    {
      method: 'POST',
      path: /^\$batch$/,
      query: [],
      body: batchSchema,
      answer: (request) => runBatch(request, answerInBatch),
    },
  ];
}

const toGraphSubscription = ({ tenant }: TenantState, one: StandInSubscription) => ({
  id: guidOf(`${one.name} in Graph`),
  commerceSubscriptionId: one.name,
  skuId: skuOf(one.product),
  skuPartNumber: `SKU_${one.product}`,
  status: graphStatusOf(one.status),
  totalLicenses: one.quantity,
  isTrial: one.trial ?? false,
  ownerId: one.owner,
  ownerTenantId: tenant,
  ownerType: one.ownerType ?? 'User',
  createdDateTime: iso(one.start),
  nextLifecycleDateTime: iso(one.end),
  serviceStatus: [],
});

function pools(state: TenantState) {
  state.operations.settle();
  return [...new Set(state.subscriptions.map(({ product }) => product))].map((product) => {
    const skuId = skuOf(product);
    return {
      id: `${state.tenant}_${skuId}`,
      skuId,
      skuPartNumber: `SKU_${product}`,
      appliesTo: 'User',
      capabilityStatus: state.units(skuId, 'Enabled') > 0 ? 'Enabled' : 'Warning',
      consumedUnits: state.licences.get(skuId)?.size ?? 0,
      prepaidUnits: {
        enabled: state.units(skuId, 'Enabled'),
        warning: state.units(skuId, 'Warning'),
        suspended: state.units(skuId, 'Suspended'),
        lockedOut: state.units(skuId, 'LockedOut'),
      },
      servicePlans: [],
    };
  });
}

/** Assigns and removes all of the licences, or none. */
function assignLicense(
  state: TenantState,
  person: string,
  { addLicenses, removeLicenses }: z.infer<typeof licencesSchema>,
): StandInReply {
  state.operations.settle();
  const isActive = state.people.some(({ id, kind }) => id === person && kind !== 'left');
  if (!isActive) return errorReply(404, 'Request_ResourceNotFound', `Resource '${person}' does not exist.`);
  const currentSkus = state.licencesOf(person);
  const newSkus = addLicenses.map(({ skuId }) => skuId).filter((sku) => !currentSkus.includes(sku));
  const refusal = refusalFor(state, person, newSkus);
  if (refusal) return refusal;
  if (removeLicenses.some((sku) => !currentSkus.includes(sku)))
    return errorReply(400, 'Request_BadRequest', 'User does not have a corresponding license.');
  for (const sku of newSkus) {
    state.licences.set(sku, (state.licences.get(sku) ?? new Set()).add(person));
    state.changes.push(`graph gives ${person} ${sku}`);
  }
  for (const sku of removeLicenses) {
    state.licences.get(sku)?.delete(person);
    state.changes.push(`graph takes ${person} ${sku}`);
  }
  const assignedLicenses = state.licencesOf(person).map((skuId) => ({ skuId, disabledPlans: [] }));
  return { json: { id: person, assignedLicenses } };
}

function refusalFor(state: TenantState, person: string, newSkus: readonly string[]): StandInReply | undefined {
  if (newSkus.length === 0) return undefined;
  if (state.withoutLocation.has(person))
    return errorReply(
      400,
      'Request_BadRequest',
      'License assignment cannot be done for user with invalid usage location.',
    );
  const personalRefusal = state.unlicensable.get(person);
  if (personalRefusal) return errorReply(400, personalRefusal.code, personalRefusal.message);
  for (const sku of newSkus) {
    if (!state.subscriptions.some(({ product }) => skuOf(product) === sku))
      return errorReply(400, 'Request_BadRequest', `License ${sku} does not correspond to a valid company License.`);
    const available = state.units(sku, 'Enabled') + state.units(sku, 'Warning') - (state.licences.get(sku)?.size ?? 0);
    if (available < 1)
      return errorReply(
        400,
        'Request_BadRequest',
        `Subscription with SKU ${sku} does not have any available licenses.`,
      );
  }
  return undefined;
}

function runBatch(
  request: StandInRequest,
  answerInBatch: (batchRequest: StandInRequest) => StandInReply,
): StandInReply {
  const { requests } = batchSchema.parse(request.body);
  if (requests.length > MAX_BATCH)
    return errorReply(
      400,
      'BadRequest',
      `The batch request contains ${requests.length} of at most ${MAX_BATCH} requests.`,
    );
  if (new Set(requests.map(({ id }) => id)).size < requests.length)
    return errorReply(400, 'BadRequest', 'Each request of a batch must have an id of its own.');
  const responses = requests.map(({ id, method, url, headers = {}, body }) => {
    const lowerCaseHeaders = Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]),
    );
    const hasContentType = body === undefined || lowerCaseHeaders['content-type']?.startsWith('application/json');
    const { pathname, searchParams: query } = new URL(url.replace(/^\/?/, '/'), request.base);
    const call = { ...request, method, path: decodeURIComponent(pathname.slice(1)), query, body };
    const batchHeaders = { ...lowerCaseHeaders, authorization: request.headers.authorization ?? '' };
    const answer = hasContentType
      ? answerInBatch({ ...call, headers: batchHeaders })
      : errorReply(400, 'BadRequest', 'A body needs its Content-Type.');
    return toBatchResponse(id, answer);
  });
  // Graph answers in no particular order.
  return { json: { responses: responses.reverse() } };
}

const failureSchema = z.object({ error: z.object({ code: z.string(), message: z.string() }) });

function toBatchResponse(id: string, { status = 200, headers = {}, json }: StandInReply) {
  const { error } = failureSchema.safeParse(json).data ?? {};
  const body = error ? { error: { ...error, innerError: { 'request-id': guidOf(`${id} ${error.code}`) } } } : json;
  return { id, status, headers: { 'Content-Type': 'application/json', ...headers }, body };
}
