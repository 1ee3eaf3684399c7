import { z } from 'zod';
import { paged } from './paged.ts';
import { type Answered, type Asked, type Route, refused } from './stand-in.ts';
import { graphStatusOf, guidOf, iso, type Sold, skuOf, type World } from './world.ts';

const PERSON = '(?<id>[0-9a-f-]{36})';

const licences = z.strictObject({
  addLicenses: z.array(z.strictObject({ skuId: z.guid(), disabledPlans: z.array(z.guid()) })),
  removeLicenses: z.array(z.guid()),
});

const batch = z.strictObject({
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
const MOST = 20;

/**
 * What Graph says of licences, and does to them.
 * @param inside answers a call inside a batch
 */
export function licensingRoutes(world: World, inside: (asked: Asked) => Answered): readonly Route[] {
  return [
    {
      method: 'GET',
      path: /^directory\/subscriptions$/,
      query: ['$skiptoken'],
      answer: (asked) => {
        world.operations.settle();
        return paged(asked, world.sold, (one) => shown(world, one), '@odata.nextLink');
      },
    },
    { method: 'GET', path: /^subscribedSkus$/, query: [], answer: () => ({ json: { value: pools(world) } }) },
    {
      method: 'POST',
      path: new RegExp(`^users/${PERSON}/assignLicense$`),
      query: [],
      body: licences,
      answer: ({ at, body }) => assigned(world, at.id ?? '', licences.parse(body)),
    },
    { method: 'POST', path: /^\$batch$/, query: [], body: batch, answer: (asked) => batched(asked, inside) },
  ];
}

const shown = ({ tenant }: World, one: Sold) => ({
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

function pools(world: World) {
  world.operations.settle();
  return [...new Set(world.sold.map(({ product }) => product))].map((product) => {
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
function assigned(world: World, person: string, { addLicenses, removeLicenses }: z.infer<typeof licences>): Answered {
  world.operations.settle();
  const here = world.people.some(({ id, kind }) => id === person && kind !== 'left');
  if (!here) return refused(404, 'Request_ResourceNotFound', `Resource '${person}' does not exist.`);
  const held = world.licencesOf(person);
  const added = addLicenses.map(({ skuId }) => skuId).filter((sku) => !held.includes(sku));
  const refusal = why(world, person, added);
  if (refusal) return refusal;
  if (removeLicenses.some((sku) => !held.includes(sku)))
    return refused(400, 'Request_BadRequest', 'User does not have a corresponding license.');
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

function why(world: World, person: string, added: readonly string[]): Answered | undefined {
  if (added.length === 0) return undefined;
  if (world.withoutLocation.has(person))
    return refused(
      400,
      'Request_BadRequest',
      'License assignment cannot be done for user with invalid usage location.',
    );
  const own = world.unlicensable.get(person);
  if (own) return refused(400, own.code, own.message);
  for (const sku of added) {
    if (!world.sold.some(({ product }) => skuOf(product) === sku))
      return refused(400, 'Request_BadRequest', `License ${sku} does not correspond to a valid company License.`);
    const room = world.units(sku, 'Enabled') + world.units(sku, 'Warning') - (world.licences.get(sku)?.size ?? 0);
    if (room < 1)
      return refused(400, 'Request_BadRequest', `Subscription with SKU ${sku} does not have any available licenses.`);
  }
  return undefined;
}

function batched(asked: Asked, inside: (asked: Asked) => Answered): Answered {
  const { requests } = batch.parse(asked.body);
  if (requests.length > MOST)
    return refused(400, 'BadRequest', `The batch request contains ${requests.length} of at most ${MOST} requests.`);
  if (new Set(requests.map(({ id }) => id)).size < requests.length)
    return refused(400, 'BadRequest', 'Each request of a batch must have an id of its own.');
  const responses = requests.map(({ id, method, url, headers = {}, body }) => {
    const lower = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
    const typed = body === undefined || lower['content-type']?.startsWith('application/json');
    const { pathname, searchParams: query } = new URL(url.replace(/^\/?/, '/'), asked.base);
    const call = { ...asked, method, path: decodeURIComponent(pathname.slice(1)), query, body };
    const own = { ...lower, authorization: asked.headers.authorization ?? '' };
    const answer = typed
      ? inside({ ...call, headers: own })
      : refused(400, 'BadRequest', 'A body needs its Content-Type.');
    return inner(id, answer);
  });
  // In no order.
  return { json: { responses: responses.reverse() } };
}

const failed = z.object({ error: z.object({ code: z.string(), message: z.string() }) });

function inner(id: string, { status = 200, headers = {}, json }: Answered) {
  const { error } = failed.safeParse(json).data ?? {};
  const body = error ? { error: { ...error, innerError: { 'request-id': guidOf(`${id} ${error.code}`) } } } : json;
  return { id, status, headers: { 'Content-Type': 'application/json', ...headers }, body };
}
