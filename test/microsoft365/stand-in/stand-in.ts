import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import type { z } from 'zod';
import type { Fixtures } from './fixtures.ts';

/** A request, as far as the routes need it. */
export interface StandInRequest {
  readonly method: string;
  readonly path: string;
  /** The base URL of the paths. */
  readonly base: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage['headers'];
  readonly body: unknown;
  /** The identity of the token. */
  readonly caller: string;
  /** The named groups of the route's path. */
  readonly params: Readonly<Record<string, string>>;
}

export interface StandInReply {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly json?: unknown;
  /** A page in place of JSON. */
  readonly text?: string;
  /** A file in place of JSON. */
  readonly bytes?: Uint8Array;
  /** The connection is reset instead. */
  readonly reset?: boolean;
  /** The response never comes. */
  readonly never?: boolean;
}

/** A documented call: the requests that it accepts, and its response. */
export interface Route {
  readonly method: string;
  readonly path: RegExp;
  /** The documented parameters that are used; any other is an error. */
  readonly query: readonly string[];
  /** The required headers. */
  readonly needs?: Readonly<Record<string, string>>;
  /** The required api-version. */
  readonly version?: string;
  /** The schema of the body; without one the request must have no body. */
  readonly body?: z.ZodType;
  /** The route needs no token. */
  readonly open?: boolean;
  readonly answer: (request: StandInRequest) => StandInReply;
}

export const errorReply = (status: number, code: string, message = code): StandInReply => ({
  status,
  json: { error: { code, message } },
});

interface StandInOptions {
  /** The prefix of every path, such as `v1.0/`. */
  readonly prefix?: string;
  /** The header for the request id. */
  readonly requestHeader?: string;
  readonly fixtures?: Fixtures | undefined;
}

/**
 * A stand-in for Microsoft's services that behaves as documented and is strict: an undocumented path, parameter, method or
 * body, a missing header or a wrong token is an error, so that a test fails instead of passing by luck.
 */
export class StandIn {
  readonly requests: { readonly method: string; readonly url: string }[] = [];
  /** Answers before the routes where a test simulates an error; requests inside a batch pass here too. */
  fault: (request: StandInRequest) => StandInReply | undefined = () => undefined;
  /** Whether the response is lost after the request was carried out. */
  loseReply: (request: StandInRequest) => boolean = () => false;
  readonly #routes: readonly Route[];
  readonly #callerOf: (bearer: string) => string | undefined;
  readonly #options: StandInOptions;
  readonly #server = createServer((req, res) => void this.#handle(req, res));
  url = '';

  /** @param callerOf returns the identity of a token; a token without one is rejected */
  constructor(
    routes: readonly Route[],
    callerOf: (bearer: string) => string | undefined,
    options: StandInOptions = {},
  ) {
    this.#routes = routes;
    this.#callerOf = callerOf;
    this.#options = options;
  }

  /** @param port 0 for any free port */
  async open(port = 0): Promise<void> {
    await new Promise<void>((resolve, reject) => this.#server.once('error', reject).listen(port, '127.0.0.1', resolve));
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
    const answer = typeof request === 'string' ? errorReply(400, 'BadRequest', request) : this.answer(request);
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

  /** Answers a request, also one inside a batch. */
  answer(request: StandInRequest): StandInReply {
    const { method, path, headers } = request;
    const route = this.#routes.find((one) => one.method === method && one.path.test(path));
    const [, bearer = ''] = /^Bearer (.+)$/.exec(headers.authorization ?? '') ?? [];
    const caller = route?.open ? '' : this.#callerOf(bearer);
    if (caller === undefined)
      return errorReply(401, 'InvalidAuthenticationToken', 'The access token is not valid here.');
    if (!route) return errorReply(400, 'StandIn', `Not documented: ${method} ${path}`);
    const routedRequest = { ...request, caller, params: route.path.exec(path)?.groups ?? {} };
    return (
      documentationError(route, routedRequest) ??
      this.fault(routedRequest) ??
      this.#options.fixtures?.(routedRequest) ??
      route.answer(routedRequest)
    );
  }
}

/** The error for a request that is not as documented; `undefined` where it is. */
function documentationError(
  route: Route,
  { method, path, query, headers, body }: StandInRequest,
): StandInReply | undefined {
  const { version } = route;
  const documented = version === undefined ? route.query : [...route.query, 'api-version'];
  const undocumented = [...query.keys()].find((name) => !documented.includes(name));
  if (undocumented !== undefined)
    return errorReply(400, 'StandIn', `Not documented: ${undocumented} of ${method} ${path}`);
  const apiVersion = query.get('api-version');
  if (version !== undefined && apiVersion === null) return errorReply(400, 'MissingApiVersionParameter');
  if (version !== undefined && apiVersion !== version)
    return errorReply(400, 'InvalidApiVersionParameter', `${method} ${path} is not documented in ${apiVersion}`);
  const missingHeader = Object.entries(route.needs ?? {}).find(
    ([name, value]) => headers[name.toLowerCase()] !== value,
  );
  if (missingHeader)
    return errorReply(400, 'Request_UnsupportedQuery', `It must come with ${missingHeader.join(': ')}`);
  if (!route.body)
    return body === undefined ? undefined : errorReply(400, 'BadRequest', `${method} ${path} has no body`);
  const issue = route.body.safeParse(body).error?.issues[0];
  return issue && errorReply(400, 'BadRequest', `${issue.path.join('.') || 'body'}: ${issue.message}`);
}
