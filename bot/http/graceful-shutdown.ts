import type { Server as HttpServer, ServerResponse } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import type { RequestHandler, Server } from 'restify';

/** Milliseconds in which responses announce that connections close, so that callers go to another process. */
const ANNOUNCE_TIME = 1_000;
/** Milliseconds that unfinished requests and tasks may take after that. */
const MAX_DRAIN_TIME = 20_000;
const POLL_INTERVAL = 20;

/**
 * Stops a server without losing requests. A request in transit is lost when its connection is closed, and the caller does not
 * know whether it was executed: so connections close with a response that announces it, and only idle ones are cut.
 */
export class GracefulShutdown {
  readonly #http: HttpServer;
  readonly #responses = new Set<ServerResponse>();
  readonly #tasks = new Set<Promise<unknown>>();
  #isDraining = false;

  /** Create it before the server's first route: it sees every request. */
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

  /** Whether the server accepts no more work. */
  get isDraining(): boolean {
    return this.#isDraining;
  }

  /** Tracks a task, so that draining waits for it even when its caller has disconnected. */
  async waitFor<T>(task: Promise<T>): Promise<T> {
    const settled: Promise<unknown> = task.catch(() => undefined).finally(() => this.#tasks.delete(settled));
    this.#tasks.add(settled);
    return task;
  }

  /** Waits for unfinished requests and tasks; cuts off those that take too long. */
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
