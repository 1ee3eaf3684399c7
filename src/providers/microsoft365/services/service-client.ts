import { z } from 'zod';
import { type FaultKind, ServiceFault } from './service-fault.ts';

/** One of Microsoft's services, called as somebody. */
export interface ServiceParts {
  /** Where it is: every call goes to this origin and to no other. */
  readonly base: string;
  /** A token for it; a new one where the one there was is not taken any more. */
  readonly token: (renew: boolean) => Promise<string>;
  readonly fetch: typeof fetch;
  /** Resolves after so many milliseconds. */
  readonly pause: (ms: number) => Promise<unknown>;
  /** From 0 up to 1: spreads out what is tried again. */
  readonly random: () => number;
  /** Milliseconds since the epoch: what `Retry-After` dates are compared with. */
  readonly clock: () => number;
  /** Milliseconds a call may take. */
  readonly timeLimit?: number;
}

/** What is asked of it. */
export interface Call {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Below the service's base, or a whole address that the service gave itself. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string | undefined>>;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** Whether it changes nothing: then it may be asked again where nobody knows what became of it. */
  readonly reads?: boolean;
}

/** What came back: a status from 200 to 299, and its JSON if there is any. */
export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
  readonly request: string | undefined;
}

const TIME_LIMIT = 10_000;
const TRIES = 4;
/** Milliseconds: the first wait where the service does not say how long, doubled each time. */
const WAIT = 500;
/** Nobody waits longer than this in one go: what is asked for later is said to be busy. */
const LONGEST_WAIT = 10_000;
/** Pages of one list. */
const MOST_PAGES = 1_000;
const MOST_BYTES = 20_000_000;

const said = z.object({
  error: z.object({
    code: z.string().optional(),
    message: z.string().optional(),
    innerError: z.object({ 'request-id': z.string().optional() }).optional(),
  }),
});

const page = z.object({
  value: z.array(z.unknown()),
  nextLink: z.string().optional(),
  '@odata.nextLink': z.string().optional(),
});

/**
 * Calls one service: with a token, within a time, again where that is safe. What changes something is asked again only where
 * the service said that it did not do it; whoever gets `unanswered` has to look before saying or repeating anything.
 */
export class ServiceClient {
  readonly #parts: ServiceParts;
  readonly #base: URL;

  constructor(parts: ServiceParts) {
    this.#parts = parts;
    this.#base = new URL(parts.base.replace(/\/?$/, '/'));
  }

  /** @throws {ServiceFault} */
  async get<T>(
    schema: z.ZodType<T>,
    path: string,
    query: Call['query'] = {},
    headers: Call['headers'] = {},
  ): Promise<T> {
    return parsed(schema, await this.send({ path, query, headers }));
  }

  /**
   * Everything of a list, over all its pages.
   * @throws {ServiceFault} also when its pages lead in a circle
   */
  async all<T>(
    schema: z.ZodType<T>,
    path: string,
    query: Call['query'] = {},
    headers: Call['headers'] = {},
  ): Promise<T[]> {
    const items: T[] = [];
    const seen = new Set<string>();
    for (let next: Call | undefined = { path, query, headers }; next; ) {
      const reply = await this.send(next);
      const { value, ...links } = parsed(page, reply);
      for (const item of value) items.push(parsed(schema, { ...reply, body: item }));
      const link: string | undefined = links.nextLink ?? links['@odata.nextLink'];
      if (link === undefined || link === '') return items;
      if (seen.has(link) || seen.size === MOST_PAGES)
        throw new ServiceFault('unreadable', { code: 'nextLink', request: reply.request });
      seen.add(link);
      next = { path: link, headers };
      this.#address(next, reply.request);
    }
    return items;
  }

  /** @throws {ServiceFault} */
  async send(call: Call): Promise<Reply> {
    const { random, pause } = this.#parts;
    const reads = call.reads ?? (call.method ?? 'GET') === 'GET';
    let renewed = false;
    for (let tries = 1; ; tries++) {
      const outcome = await this.#once(call, renewed).catch((cause: unknown) =>
        cause instanceof ServiceFault ? cause : new ServiceFault('unanswered', { cause }),
      );
      if (!(outcome instanceof ServiceFault)) return outcome;
      if (outcome.status === 401 && !renewed) {
        renewed = true;
        continue;
      }
      const again = outcome.kind === 'busy' || (reads && outcome.kind === 'unanswered');
      const wait = outcome instanceof Delayed ? outcome.wait : WAIT * 2 ** (tries - 1) * (0.5 + random());
      if (!again || tries === TRIES || wait > LONGEST_WAIT) throw outcome;
      await pause(wait);
    }
  }

  async #once(call: Call, renew: boolean): Promise<Reply> {
    const { token, fetch, timeLimit = TIME_LIMIT } = this.#parts;
    const { method = 'GET', body, headers = {} } = call;
    const url = this.#address(call);
    const bearer = await token(renew);
    const answer = await fetch(url, {
      method,
      // An address it leads on to might be anybody's.
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
    const text = await textOf(answer);
    const json = jsonIn(answer, text);
    const request = requestOf(answer, json);
    const { status } = answer;
    if (answer.ok) {
      if (json === undefined && text !== '') throw new ServiceFault('unreadable', { status, request });
      return { status, headers: answer.headers, body: json, request };
    }
    throw this.#fault(answer, { json, request });
  }

  /** @param request the call that gave the address */
  #address({ path, query = {} }: Call, request?: string): URL {
    const url = new URL(path.replace(/^\/(?!\/)/, ''), this.#base);
    // A token of ours goes nowhere else, whatever a service's own links say.
    if (url.origin !== this.#base.origin || url.username !== '')
      throw new ServiceFault('unreadable', { code: 'origin', request });
    for (const [name, value] of Object.entries(query)) if (value !== undefined) url.searchParams.set(name, value);
    return url;
  }

  #fault(
    { status, headers }: Response,
    { json, request }: { json: unknown; request: string | undefined },
  ): ServiceFault {
    const { error } = said.safeParse(json).data ?? {};
    const details = { status, code: error?.code, said: error?.message, request };
    const after = retryAfter(headers, this.#parts.clock());
    const kind = kindOf(status, error?.code);
    return after === undefined ? new ServiceFault(kind, details) : new Delayed(kind, details, after);
  }
}

/** A fault whose service said how long to wait. */
class Delayed extends ServiceFault {
  readonly wait: number;

  constructor(kind: FaultKind, details: ConstructorParameters<typeof ServiceFault>[1], wait: number) {
    super(kind, details);
    this.wait = wait;
  }
}

function kindOf(status: number, code: string | undefined): FaultKind {
  if (status === 429) return 'busy';
  if (status === 401 || status === 403) return 'forbidden';
  if (status === 404 || status === 410) return 'not-found';
  if (status === 409 || status === 412 || status === 423 || code === 'LockedForUpdate') return 'conflict';
  // A redirect is not as documented, and says nothing of what was asked; so does whatever failed inside.
  return status >= 400 && status < 500 && status !== 408 ? 'refused' : 'unanswered';
}

/** Milliseconds that a service wants to be left alone; nothing where it does not say. */
export function retryAfter(headers: Headers, now: number): number | undefined {
  const value = headers.get('retry-after')?.trim() ?? '';
  if (/^\d{1,6}(\.\d+)?$/.test(value)) return Number(value) * 1_000;
  const at = Date.parse(value);
  return Number.isNaN(at) ? undefined : Math.max(0, at - now);
}

async function textOf(answer: Response): Promise<string> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of answer.body ?? []) {
    length += part.length;
    if (length > MOST_BYTES) throw new ServiceFault('unreadable', { status: answer.status, code: 'size' });
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

function jsonIn({ headers }: Response, text: string): unknown {
  if (!/^application\/(?:[\w.+-]+\+)?json\b/i.test(headers.get('content-type') ?? '')) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** What the service's own support finds a call by: each has its own header for it. */
function requestOf({ headers }: Response, json: unknown): string | undefined {
  const own = ['request-id', 'x-ms-request-id', 'x-ms-correlation-request-id'].map((name) => headers.get(name));
  const inner = said.safeParse(json).data?.error.innerError?.['request-id'];
  return own.find((id) => id !== null) ?? inner;
}

/** @throws {ServiceFault} where it lacks what is used of it, or has it in another form */
export function parsed<T>(
  schema: z.ZodType<T>,
  { body, status, request }: Pick<Reply, 'body' | 'status' | 'request'>,
): T {
  const result = schema.safeParse(body);
  if (result.success) return result.data;
  // Where it is, and not what stands there.
  const code = result.error.issues[0]?.path.join('.') || 'body';
  throw new ServiceFault('unreadable', { status, request, code });
}
