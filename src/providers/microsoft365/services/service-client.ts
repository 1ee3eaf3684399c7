import { z } from 'zod';
import { ServiceError, type ServiceErrorKind } from './service-error.ts';

/** How one of Microsoft's services is called with one identity. */
export interface ServiceClientDeps {
  /** The base URL; every call goes to its origin and to no other. */
  readonly base: string;
  /** Returns an access token; a new one where the cached token is no longer accepted. */
  readonly token: (renew: boolean) => Promise<string>;
  readonly fetch: typeof fetch;
  /** Resolves after this many milliseconds. */
  readonly pause: (ms: number) => Promise<unknown>;
  /** A number from 0 up to 1, as jitter for retries. */
  readonly random: () => number;
  /** Milliseconds since the epoch, to compare `Retry-After` dates with. */
  readonly clock: () => number;
  /** Milliseconds that one attempt may take. */
  readonly timeLimit?: number;
}

/** A request to the service. */
export interface Call {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** A path below the base URL, or a full URL that the service itself returned. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string | undefined>>;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** Whether the call changes nothing; it is then retried when its outcome is unknown. */
  readonly isReadOnly?: boolean;
}

/** A successful response, with status 200 to 299, and its JSON if it has any. */
export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
  readonly request: string | undefined;
}

const DEFAULT_TIME_LIMIT = 10_000;
const MAX_ATTEMPTS = 4;
/** Milliseconds before the first retry where the service does not say how long; doubled with each retry. */
const INITIAL_BACKOFF = 500;
/** Milliseconds that a retry may wait; a service that asks for more counts as busy. */
const MAX_WAIT = 10_000;
/** Pages of one list. */
const MAX_PAGES = 1_000;
const MAX_BODY_BYTES = 20_000_000;

/** How Graph and Resource Manager describe an error. */
export const errorBodySchema = z.object({
  error: z.object({
    code: z.string().optional(),
    message: z.string().optional(),
    innerError: z.object({ 'request-id': z.string().optional() }).optional(),
  }),
});

const pageSchema = z.object({
  value: z.array(z.unknown()),
  nextLink: z.string().optional(),
  '@odata.nextLink': z.string().optional(),
});

/**
 * Calls one service with a token and a timeout, and retries where that is safe. A call that changes something is retried only
 * if the service said that it did not do it; after `unanswered` the caller has to read the state back before it reports or
 * repeats anything.
 */
export class ServiceClient {
  readonly #deps: ServiceClientDeps;
  readonly #base: URL;

  constructor(deps: ServiceClientDeps) {
    this.#deps = deps;
    this.#base = new URL(deps.base.replace(/\/?$/, '/'));
  }

  /** @throws {ServiceError} */
  async get<T>(
    schema: z.ZodType<T>,
    path: string,
    query: Call['query'] = {},
    headers: Call['headers'] = {},
  ): Promise<T> {
    return parseReply(schema, await this.send({ path, query, headers }));
  }

  /**
   * Returns all items of a list, over all its pages.
   * @throws {ServiceError} also when the links of its pages form a circle
   */
  async all<T>(
    schema: z.ZodType<T>,
    path: string,
    query: Call['query'] = {},
    headers: Call['headers'] = {},
  ): Promise<T[]> {
    const items: T[] = [];
    const visited = new Set<string>();
    for (let next: Call | undefined = { path, query, headers }; next; ) {
      const reply = await this.send(next);
      const { value, ...links } = parseReply(pageSchema, reply);
      for (const item of value) items.push(parseReply(schema, { ...reply, body: item }));
      const link: string | undefined = links.nextLink ?? links['@odata.nextLink'];
      if (link === undefined || link === '') return items;
      if (visited.has(link) || visited.size === MAX_PAGES)
        throw new ServiceError('unreadable', { code: 'nextLink', request: reply.request });
      visited.add(link);
      next = { path: link, headers };
      this.#urlFor(next, reply.request);
    }
    return items;
  }

  /** @throws {ServiceError} */
  async send(call: Call): Promise<Reply> {
    const { random, pause } = this.#deps;
    const isReadOnly = call.isReadOnly ?? (call.method ?? 'GET') === 'GET';
    let isRenewed = false;
    for (let attempt = 1; ; attempt++) {
      const result = await this.#sendOnce(call, isRenewed).catch((cause: unknown) =>
        cause instanceof ServiceError ? cause : new ServiceError('unanswered', { cause }),
      );
      if (!(result instanceof ServiceError)) return result;
      if (result.status === 401 && !isRenewed) {
        isRenewed = true;
        continue;
      }
      const canRetry = result.kind === 'busy' || (isReadOnly && result.kind === 'unanswered');
      const wait =
        result instanceof RetryAfterError ? result.wait : INITIAL_BACKOFF * 2 ** (attempt - 1) * (0.5 + random());
      if (!canRetry || attempt === MAX_ATTEMPTS || wait > MAX_WAIT) throw result;
      await pause(wait);
    }
  }

  async #sendOnce(call: Call, renew: boolean): Promise<Reply> {
    const { token, fetch, timeLimit = DEFAULT_TIME_LIMIT } = this.#deps;
    const { method = 'GET', body, headers = {} } = call;
    const url = this.#urlFor(call);
    const bearer = await token(renew);
    const response = await fetch(url, {
      method,
      // A redirect could lead to any server.
      redirect: 'manual',
      signal: AbortSignal.timeout(timeLimit),
      headers: {
        accept: 'application/json',
        authorization: `Bearer ${bearer}`,
        ...headers,
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await readText(response);
    const json = parseJson(response, text);
    const request = requestIdOf(response, json);
    const { status } = response;
    if (response.ok) {
      if (json === undefined && text !== '') throw new ServiceError('unreadable', { status, request });
      return { status, headers: response.headers, body: json, request };
    }
    throw this.#errorFor(response, { json, request });
  }

  /** @param request the id of the call that returned the URL */
  #urlFor({ path, query = {} }: Call, request?: string): URL {
    const url = new URL(path.replace(/^\/(?!\/)/, ''), this.#base);
    // The token is sent to this origin only, whatever the links of a service say.
    if (url.origin !== this.#base.origin || url.username !== '')
      throw new ServiceError('unreadable', { code: 'origin', request });
    for (const [name, value] of Object.entries(query)) if (value !== undefined) url.searchParams.set(name, value);
    return url;
  }

  #errorFor(
    { status, headers }: Response,
    { json, request }: { json: unknown; request: string | undefined },
  ): ServiceError {
    const { error } = errorBodySchema.safeParse(json).data ?? {};
    const details = { status, code: error?.code, serviceMessage: error?.message, request };
    const after = retryAfter(headers, this.#deps.clock());
    const kind = errorKindOf(status, error?.code);
    return after === undefined ? new ServiceError(kind, details) : new RetryAfterError(kind, details, after);
  }
}

/** An error for which the service said how long to wait. */
class RetryAfterError extends ServiceError {
  readonly wait: number;

  constructor(kind: ServiceErrorKind, details: ConstructorParameters<typeof ServiceError>[1], wait: number) {
    super(kind, details);
    this.wait = wait;
  }
}

function errorKindOf(status: number, code: string | undefined): ServiceErrorKind {
  if (status === 429) return 'busy';
  if (status === 401 || status === 403) return 'forbidden';
  if (status === 404 || status === 410) return 'not-found';
  if (status === 409 || status === 412 || status === 423 || code === 'LockedForUpdate') return 'conflict';
  // A redirect is not documented and leaves the outcome unknown, as an internal error does.
  return status >= 400 && status < 500 && status !== 408 ? 'refused' : 'unanswered';
}

/** Milliseconds that the service wants to wait; `undefined` where it does not say. */
export function retryAfter(headers: Headers, now: number): number | undefined {
  const value = headers.get('retry-after')?.trim() ?? '';
  if (/^\d{1,6}(\.\d+)?$/.test(value)) return Number(value) * 1_000;
  const at = Date.parse(value);
  return Number.isNaN(at) ? undefined : Math.max(0, at - now);
}

async function readText(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of response.body ?? []) {
    length += chunk.length;
    if (length > MAX_BODY_BYTES) throw new ServiceError('unreadable', { status: response.status, code: 'size' });
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function parseJson({ headers }: Response, text: string): unknown {
  if (!/^application\/(?:[\w.+-]+\+)?json\b/i.test(headers.get('content-type') ?? '')) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The request id for the service's support; each service has a header of its own for it. */
function requestIdOf({ headers }: Response, json: unknown): string | undefined {
  const headerIds = ['request-id', 'x-ms-request-id', 'x-ms-correlation-request-id'].map((name) => headers.get(name));
  const bodyId = errorBodySchema.safeParse(json).data?.error.innerError?.['request-id'];
  return headerIds.find((id) => id !== null) ?? bodyId;
}

/** @throws {ServiceError} where the body does not match the schema */
export function parseReply<T>(
  schema: z.ZodType<T>,
  { body, status, request }: Pick<Reply, 'body' | 'status' | 'request'>,
): T {
  const result = schema.safeParse(body);
  if (result.success) return result.data;
  // The path of the field, not its value.
  const code = result.error.issues[0]?.path.join('.') || 'body';
  throw new ServiceError('unreadable', { status, request, code });
}
