import type { Server as HttpServer, ServerResponse } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import type { RequestHandler, Server } from 'restify';

/** How long callers have to notice that this server is stopping: whoever asks meanwhile is told, and goes elsewhere. */
const ANNOUNCE_TIME = 1_000;
/** How long what is under way may take after that. */
const MAX_DRAIN_TIME = 20_000;
const POLL_INTERVAL = 20;

/**
 * Ends a server without cutting anybody off. A connection that is closed while a request is on its way loses it, and nobody
 * knows whether it was carried out: so every connection is closed by an answer that announces it, and only who never asks is cut.
 */
export class GracefulShutdown {
  readonly #http: HttpServer;
  readonly #responses = new Set<ServerResponse>();
  readonly #tasks = new Set<Promise<unknown>>();
  #isDraining = false;

  /** To be made before the server's first route: it looks at every request. */
  constructor(server: Server) {
    this.#http = server.server as unknown as HttpServer;
    const trackResponse: RequestHandler = (_req, res, next) => {
      this.#responses.add(res);
      res.once('close', () => this.#responses.delete(res));
      if (this.#isDraining) announceClose(res);
      next();
    };
    server.pre(trackResponse);
  }

  /** Whether no more work is to be taken. */
  get isDraining(): boolean {
    return this.#isDraining;
  }

  /** Work that is finished even when whoever asked for it has gone away. */
  async waitFor<T>(task: Promise<T>): Promise<T> {
    const settled: Promise<unknown> = task.catch(() => undefined).finally(() => this.#tasks.delete(settled));
    this.#tasks.add(settled);
    return task;
  }

  /** Done when what was under way is answered; what takes too long is cut off. */
  async drain(): Promise<void> {
    this.#isDraining = true;
    for (const res of this.#responses) announceClose(res);
    const deadline = performance.now() + ANNOUNCE_TIME;
    while (performance.now() < deadline && (await this.#countConnections()) > 0) await pause(POLL_INTERVAL);
    const closed = new Promise<void>((resolve) => this.#http.close(() => resolve()));
    const cutOffTimer = new AbortController();
    const cutOff = pause(MAX_DRAIN_TIME, undefined, cutOffTimer).then(
      () => this.#http.closeAllConnections(),
      () => undefined,
    );
    await Promise.race([cutOff, Promise.all([closed, ...this.#tasks])]);
    cutOffTimer.abort();
  }

  #countConnections(): Promise<number> {
    return new Promise((resolve) => this.#http.getConnections((_error, count) => resolve(count)));
  }
}

function announceClose(res: ServerResponse): void {
  if (!res.headersSent) res.setHeader('Connection', 'close');
}
