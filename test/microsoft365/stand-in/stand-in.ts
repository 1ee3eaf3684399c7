import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import type { z } from 'zod';
import type { Fixtures } from './fixtures.ts';

/** A call, as far as a route of the stand-in needs it. */
export interface StandInRequest {
  readonly method: string;
  readonly path: string;
  /** The address that paths are below. */
  readonly base: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage['headers'];
  readonly body: unknown;
  /** Whose token it came with. */
  readonly caller: string;
  /** What the path's pattern names. */
  readonly params: Readonly<Record<string, string>>;
}

export interface StandInReply {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly json?: unknown;
  /** A page in the place of JSON. */
  readonly text?: string;
  /** A file in the place of JSON. */
  readonly bytes?: Uint8Array;
  /** The connection is cut instead. */
  readonly reset?: boolean;
  /** It never comes. */
  readonly never?: boolean;
}

/** One documented call: what it may be asked with, and what it answers. */
export interface Route {
  readonly method: string;
  readonly path: RegExp;
  /** Every parameter that is documented for it and used; any other is an error. */
  readonly query: readonly string[];
  /** Headers it must come with. */
  readonly needs?: Readonly<Record<string, string>>;
  /** The api-version it must come with. */
  readonly version?: string;
  /** What its body must be; without one it may have none. */
  readonly body?: z.ZodType;
  /** It needs no token. */
  readonly open?: boolean;
  readonly answer: (asked: StandInRequest) => StandInReply;
}

export const refusedWith = (status: number, code: string, message = code): StandInReply => ({
  status,
  json: { error: { code, message } },
});

interface StandInOptions {
  /** What every path begins with, such as `v1.0/`. */
  readonly prefix?: string;
  /** The header that says by which id the service's support finds a call. */
  readonly requestHeader?: string;
  readonly fixtures?: Fixtures | undefined;
}

/**
 * A stand-in for Microsoft's services, which behaves as they are documented to and is strict: a path, parameter, method or body
 * that is not documented, a missing header or a wrong token is an error, so that a test fails instead of passing by luck.
 */
export class StandIn {
  readonly requests: { readonly method: string; readonly url: string }[] = [];
  /** Answers before its routes do, where a test wants a fault; calls inside a batch come by here too. */
  fault: (asked: StandInRequest) => StandInReply | undefined = () => undefined;
  /** Whether an answer is lost on its way, after what was asked is done. */
  loseReply: (asked: StandInRequest) => boolean = () => false;
  readonly #routes: readonly Route[];
  readonly #callerOf: (bearer: string) => string | undefined;
  readonly #options: StandInOptions;
  readonly #server = createServer((req, res) => void this.#handle(req, res));
  url = '';

  /** @param callerOf whose a token is; nobody's is refused */
  constructor(
    routes: readonly Route[],
    callerOf: (bearer: string) => string | undefined,
    options: StandInOptions = {},
  ) {
    this.#routes = routes;
    this.#callerOf = callerOf;
    this.#options = options;
  }

  /** @param port any free one where it is 0 */
  async open(port = 0): Promise<void> {
    await new Promise<void>((done, fail) => this.#server.once('error', fail).listen(port, '127.0.0.1', done));
    this.url = `http://127.0.0.1:${(this.#server.address() as { port: number }).port}/`;
  }

  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  async #handle(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const { method = '', url = '', headers } = req;
    this.requests.push({ method, url });
    const body = await text(req);
    const request = this.#read(method, url, headers, body);
    const answer = typeof request === 'string' ? refusedWith(400, 'BadRequest', request) : this.answer(request);
    if (answer.never) return;
    if (answer.reset || (typeof request !== 'string' && this.loseReply(request))) return void res.destroy();
    this.#respond(res, answer);
  }

  #read(method: string, url: string, headers: IncomingMessage['headers'], body: string): StandInRequest | string {
    const { prefix = '' } = this.#options;
    const { pathname, searchParams: query } = new URL(url, this.url);
    if (!pathname.startsWith(`/${prefix}`)) return `It must be below ${prefix}`;
    if (body !== '' && !/^application\/json\b/.test(headers['content-type'] ?? ''))
      return 'It must be application/json';
    const path = decodeURIComponent(pathname.slice(1 + prefix.length));
    try {
      const json: unknown = body === '' ? undefined : JSON.parse(body);
      return { method, path, base: `${this.url}${prefix}`, query, headers, body: json, params: {}, caller: '' };
    } catch {
      return 'Its body is no JSON';
    }
  }

  #respond(
    res: ServerResponse,
    { status = 200, headers: ownHeaders = {}, json, text: plain, bytes }: StandInReply,
  ): void {
    const { requestHeader = 'request-id' } = this.#options;
    const type = plain === undefined ? 'application/json; charset=utf-8' : 'text/html';
    res.writeHead(status, { 'content-type': type, [requestHeader]: `r-${this.requests.length}`, ...ownHeaders });
    res.end(bytes ?? plain ?? (json === undefined ? undefined : JSON.stringify(json)));
  }

  /** What is answered to a call, also to one inside a batch. */
  answer(request: StandInRequest): StandInReply {
    const { method, path, headers } = request;
    const route = this.#routes.find((one) => one.method === method && one.path.test(path));
    const [, bearer = ''] = /^Bearer (.+)$/.exec(headers.authorization ?? '') ?? [];
    const caller = route?.open ? '' : this.#callerOf(bearer);
    if (caller === undefined)
      return refusedWith(401, 'InvalidAuthenticationToken', 'The access token is not valid here.');
    if (!route) return refusedWith(400, 'StandIn', `Not documented: ${method} ${path}`);
    const routed = { ...request, who: caller, at: route.path.exec(path)?.groups ?? {} };
    return (
      documentationError(route, routed) ??
      this.fault(routed) ??
      this.#options.fixtures?.(routed) ??
      route.answer(routed)
    );
  }
}

/** What is not as documented of a call; nothing where all is. */
function documentationError(
  route: Route,
  { method, path, query, headers, body }: StandInRequest,
): StandInReply | undefined {
  const { version } = route;
  const documented = version === undefined ? route.query : [...route.query, 'api-version'];
  const undocumented = [...query.keys()].find((name) => !documented.includes(name));
  if (undocumented !== undefined)
    return refusedWith(400, 'StandIn', `Not documented: ${undocumented} of ${method} ${path}`);
  const apiVersion = query.get('api-version');
  if (version !== undefined && apiVersion === null) return refusedWith(400, 'MissingApiVersionParameter');
  if (version !== undefined && apiVersion !== version)
    return refusedWith(400, 'InvalidApiVersionParameter', `${method} ${path} is not documented in ${apiVersion}`);
  const missingHeader = Object.entries(route.needs ?? {}).find(
    ([name, value]) => headers[name.toLowerCase()] !== value,
  );
  if (missingHeader)
    return refusedWith(400, 'Request_UnsupportedQuery', `It must come with ${missingHeader.join(': ')}`);
  if (!route.body)
    return body === undefined ? undefined : refusedWith(400, 'BadRequest', `${method} ${path} has no body`);
  const issue = route.body.safeParse(body).error?.issues[0];
  return issue && refusedWith(400, 'BadRequest', `${issue.path.join('.') || 'body'}: ${issue.message}`);
}
