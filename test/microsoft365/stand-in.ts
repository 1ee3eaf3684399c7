import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';

/** A call, as far as a route of the stand-in needs it. */
export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage['headers'];
  readonly body: unknown;
  /** Whose token it came with. */
  readonly who: string;
  /** What the path's pattern names. */
  readonly at: Readonly<Record<string, string>>;
}

export interface Answered {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly json?: unknown;
  /** A page in the place of JSON. */
  readonly text?: string;
}

/** One documented call: what it may be asked with, and what it answers. */
export interface Route {
  readonly method: string;
  readonly path: RegExp;
  /** Every parameter that is documented for it and used; any other is an error. */
  readonly query: readonly string[];
  /** Headers it must come with. */
  readonly needs?: Readonly<Record<string, string>>;
  /** The audience of its token. */
  readonly answer: (asked: Asked) => Answered;
}

export const refused = (status: number, code: string, message = code): Answered => ({
  status,
  json: { error: { code, message } },
});

/**
 * A stand-in for Microsoft's services, which behaves as they are documented to and is strict: a path, parameter or method that
 * is not documented, a missing header or a wrong token is an error, so that a test fails instead of passing by luck.
 */
export class StandIn {
  readonly asked: { readonly method: string; readonly url: string }[] = [];
  /** Answers before its routes do, where a test wants a fault. */
  fault: (asked: Asked) => Answered | undefined = () => undefined;
  /** Whether an answer is lost on its way, after what was asked is done. */
  lost: (asked: Asked) => boolean = () => false;
  readonly #routes: readonly Route[];
  readonly #who: (bearer: string) => string | undefined;
  readonly #server = createServer((req, res) => void this.#take(req, res));
  url = '';

  /** @param who whose a token is; nobody's is refused */
  constructor(routes: readonly Route[], who: (bearer: string) => string | undefined) {
    this.#routes = routes;
    this.#who = who;
  }

  async open(): Promise<void> {
    await new Promise<void>((done) => this.#server.listen(0, '127.0.0.1', done));
    this.url = `http://127.0.0.1:${(this.#server.address() as { port: number }).port}/`;
  }

  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  async #take(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const { method = '', url = '', headers } = req;
    this.asked.push({ method, url });
    const { pathname, searchParams } = new URL(url, this.url);
    const body = await text(req);
    const path = decodeURIComponent(pathname)
      .slice(1)
      .replace(/^v1\.0\//, '');
    const json = body === '' ? undefined : JSON.parse(body);
    const asked = { method, path, query: searchParams, headers, body: json, at: {}, who: '' };
    const answer = this.answer(asked);
    if (this.lost(asked)) return void res.destroy();
    this.#say(res, answer);
  }

  #say(res: ServerResponse, { status = 200, headers: own = {}, json, text: plain }: Answered): void {
    if (plain !== undefined)
      return void res
        .writeHead(status, { 'content-type': 'text/html', 'request-id': `r-${this.asked.length}`, ...own })
        .end(plain);
    res.writeHead(status, { 'content-type': 'application/json', 'request-id': `r-${this.asked.length}`, ...own });
    res.end(json === undefined ? undefined : JSON.stringify(json));
  }

  /** What is answered to a call, also to one inside a batch. */
  answer(asked: Asked): Answered {
    const { method, path, query, headers } = asked;
    const who = this.#who(headers.authorization?.replace(/^Bearer /, '') ?? '');
    if (who === undefined) return refused(401, 'InvalidAuthenticationToken');
    const route = this.#routes.find((one) => one.method === method && one.path.test(path));
    if (!route) return refused(400, 'StandIn', `Not documented: ${method} ${path}`);
    const odd = [...query.keys()].find((name) => !route.query.includes(name));
    if (odd !== undefined) return refused(400, 'StandIn', `Not documented: ${odd} of ${method} ${path}`);
    const lacks = Object.entries(route.needs ?? {}).find(([name, value]) => headers[name.toLowerCase()] !== value);
    if (lacks) return refused(400, 'Request_UnsupportedQuery', `It must come with ${lacks.join(': ')}`);
    const full = { ...asked, who, at: route.path.exec(path)?.groups ?? {} };
    return this.fault(full) ?? route.answer(full);
  }
}
