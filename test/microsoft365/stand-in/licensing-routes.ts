import { z } from 'zod';
import { pageReply } from './paged.ts';
import { type Route, refusedWith, type StandInReply, type StandInRequest } from './stand-in.ts';
import { graphStatusOf, guidOf, iso, type SoldSubscription, skuOf, type TenantState } from './world.ts';

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

/** As many as Graph takes in one call. */
const MAX_BATCH = 20;

/**
 * What Graph says of licences, and does to them.
 * @param answerInBatch answers a call inside a batch
 */
export function licensingRoutes(
  world: TenantState,
  answerInBatch: (asked: StandInRequest) => StandInReply,
): readonly Route[] {
  return [
    {
      method: 'GET',
      path: /^directory\/subscriptions$/,
      query: ['$skiptoken'],
      answer: (asked) => {
        world.operations.settle();
        return pageReply(asked, world.subscriptions, (one) => toGraphSubscription(world, one), '@odata.nextLink');
      },
    },
    { method: 'GET', path: /^subscribedSkus$/, query: [], answer: () => ({ json: { value: pools(world) } }) },
    {
      method: 'POST',
      path: new RegExp(`^users/${PERSON}/assignLicense$`),
      query: [],
      body: licencesSchema,
      answer: ({ params: at, body }) => assignLicense(world, at.id ?? '', licencesSchema.parse(body)),
    },
    {
      method: 'POST',
      path: /^\$batch$/,
      query: [],
      body: batchSchema,
      answer: (asked) => runBatch(asked, answerInBatch),
    },
  ];
}

const toGraphSubscription = ({ tenant }: TenantState, one: SoldSubscription) => ({
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

function pools(world: TenantState) {
  world.operations.settle();
  return [...new Set(world.subscriptions.map(({ product }) => product))].map((product) => {
    const skuId = skuOf(product);
    return {
      id: `${world.tenant}_${skuId}`,
      skuId,
      skuPartNumber: `SKU_${product}`,
      appliesTo: 'User',
      capabilityStatus: world.units(skuId, 'Enabled') > 0 ? 'Enabled' : 'Warning',
      consumedUnits: world.licences.get(skuId)?.size ?? 0,
      prepaidUnits: {
        enabled: world.units(skuId, 'Enabled'),
        warning: world.units(skuId, 'Warning'),
        suspended: world.units(skuId, 'Suspended'),
        lockedOut: world.units(skuId, 'LockedOut'),
      },
      servicePlans: [],
    };
  });
}

/** All of it is done, or nothing is. */
function assignLicense(
  world: TenantState,
  person: string,
  { addLicenses, removeLicenses }: z.infer<typeof licencesSchema>,
): StandInReply {
  world.operations.settle();
  const isActive = world.people.some(({ id, kind }) => id === person && kind !== 'left');
  if (!isActive) return refusedWith(404, 'Request_ResourceNotFound', `Resource '${person}' does not exist.`);
  const currentSkus = world.licencesOf(person);
  const added = addLicenses.map(({ skuId }) => skuId).filter((sku) => !currentSkus.includes(sku));
  const refusal = refusalFor(world, person, added);
  if (refusal) return refusal;
  if (removeLicenses.some((sku) => !currentSkus.includes(sku)))
    return refusedWith(400, 'Request_BadRequest', 'User does not have a corresponding license.');
  for (const sku of added) {
    world.licences.set(sku, (world.licences.get(sku) ?? new Set()).add(person));
    world.changes.push(`graph gives ${person} ${sku}`);
  }
  for (const sku of removeLicenses) {
    world.licences.get(sku)?.delete(person);
    world.changes.push(`graph takes ${person} ${sku}`);
  }
  const assignedLicenses = world.licencesOf(person).map((skuId) => ({ skuId, disabledPlans: [] }));
  return { json: { id: person, assignedLicenses } };
}

function refusalFor(world: TenantState, person: string, added: readonly string[]): StandInReply | undefined {
  if (added.length === 0) return undefined;
  if (world.withoutLocation.has(person))
    return refusedWith(
      400,
      'Request_BadRequest',
      'License assignment cannot be done for user with invalid usage location.',
    );
  const personalRefusal = world.unlicensable.get(person);
  if (personalRefusal) return refusedWith(400, personalRefusal.code, personalRefusal.message);
  for (const sku of added) {
    if (!world.subscriptions.some(({ product }) => skuOf(product) === sku))
      return refusedWith(400, 'Request_BadRequest', `License ${sku} does not correspond to a valid company License.`);
    const room = world.units(sku, 'Enabled') + world.units(sku, 'Warning') - (world.licences.get(sku)?.size ?? 0);
    if (room < 1)
      return refusedWith(
        400,
        'Request_BadRequest',
        `Subscription with SKU ${sku} does not have any available licenses.`,
      );
  }
  return undefined;
}

function runBatch(asked: StandInRequest, answerInBatch: (asked: StandInRequest) => StandInReply): StandInReply {
  const { requests } = batchSchema.parse(asked.body);
  if (requests.length > MAX_BATCH)
    return refusedWith(
      400,
      'BadRequest',
      `The batch request contains ${requests.length} of at most ${MAX_BATCH} requests.`,
    );
  if (new Set(requests.map(({ id }) => id)).size < requests.length)
    return refusedWith(400, 'BadRequest', 'Each request of a batch must have an id of its own.');
  const responses = requests.map(({ id, method, url, headers = {}, body }) => {
    const lower = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
    const hasContentType = body === undefined || lower['content-type']?.startsWith('application/json');
    const { pathname, searchParams: query } = new URL(url.replace(/^\/?/, '/'), asked.base);
    const call = { ...asked, method, path: decodeURIComponent(pathname.slice(1)), query, body };
    const own = { ...lower, authorization: asked.headers.authorization ?? '' };
    const answer = hasContentType
      ? answerInBatch({ ...call, headers: own })
      : refusedWith(400, 'BadRequest', 'A body needs its Content-Type.');
    return toBatchResponse(id, answer);
  });
  // In no order.
  return { json: { responses: responses.reverse() } };
}

const failureSchema = z.object({ error: z.object({ code: z.string(), message: z.string() }) });

function toBatchResponse(id: string, { status = 200, headers = {}, json }: StandInReply) {
  const { error } = failureSchema.safeParse(json).data ?? {};
  const body = error ? { error: { ...error, innerError: { 'request-id': guidOf(`${id} ${error.code}`) } } } : json;
  return { id, status, headers: { 'Content-Type': 'application/json', ...headers }, body };
}
