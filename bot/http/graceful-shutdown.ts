import type { Server as HttpServer, ServerResponse } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import type { RequestHandler, Server } from 'restify';

/** How long callers have to notice that this server is stopping: whoever asks meanwhile is told, and goes elsewhere. */
const NOTICE = 1_000;
/** How long what is under way may take after that. */
const LAST_CALL = 20_000;
const LOOK = 20;

/**
 * Ends a server without cutting anybody off. A connection that is closed while a request is on its way loses it, and nobody
 * knows whether it was carried out: so every connection is closed by an answer that announces it, and only who never asks is cut.
 */
export class GracefulShutdown {
  readonly #http: HttpServer;
  readonly #answers = new Set<ServerResponse>();
  readonly #work = new Set<Promise<unknown>>();
  #started = false;

  /** To be made before the server's first route: it looks at every request. */
  constructor(server: Server) {
    this.#http = server.server as unknown as HttpServer;
    const watch: RequestHandler = (_req, res, next) => {
      this.#answers.add(res);
      res.once('close', () => this.#answers.delete(res));
      if (this.#started) announce(res);
      next();
    };
    server.pre(watch);
  }

  /** Whether no more work is to be taken. */
  get started(): boolean {
    return this.#started;
  }

  /** Work that is finished even when whoever asked for it has gone away. */
  async finish<T>(work: Promise<T>): Promise<T> {
    const done: Promise<unknown> = work.catch(() => undefined).finally(() => this.#work.delete(done));
    this.#work.add(done);
    return work;
  }

  /** Done when what was under way is answered; what takes too long is cut off. */
  async drain(): Promise<void> {
    this.#started = true;
    for (const res of this.#answers) announce(res);
    const noticed = performance.now() + NOTICE;
    while (performance.now() < noticed && (await this.#connections()) > 0) await pause(LOOK);
    const closed = new Promise<void>((resolve) => this.#http.close(() => resolve()));
    const late = new AbortController();
    const lastCall = pause(LAST_CALL, undefined, late).then(
      () => this.#http.closeAllConnections(),
      () => undefined,
    );
    await Promise.race([lastCall, Promise.all([closed, ...this.#work])]);
    late.abort();
  }

  #connections(): Promise<number> {
    return new Promise((resolve) => this.#http.getConnections((_error, count) => resolve(count)));
  }
}

function announce(res: ServerResponse): void {
  if (!res.headersSent) res.setHeader('Connection', 'close');
}
