import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { ServiceClient } from '../../../src/providers/microsoft365/services/service-client.ts';

/** What came in, as far as a test looks at it. */
interface RecordedRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** How a service answers one call. */
export interface ScriptedReply {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly json?: unknown;
  /** In the place of JSON. */
  readonly text?: string;
  /** The connection is cut instead. */
  readonly reset?: boolean;
  /** It never comes. */
  readonly never?: boolean;
}

/** A service that answers as a test wrote down, in that order; the last answer is given again and again. */
export class ScriptedService {
  readonly requests: RecordedRequest[] = [];
  /** Milliseconds that were waited before something was asked again. */
  readonly waits: number[] = [];
  readonly tokens: boolean[] = [];
  readonly service: ServiceClient;
  readonly url: string;
  readonly #stop: () => void;

  private constructor(url: string, stop: () => void, now: () => number) {
    this.url = url;
    this.#stop = stop;
    this.service = new ServiceClient({
      base: url,
      token: async (renew) => {
        this.tokens.push(renew);
        return renew ? 'renewed' : 'held';
      },
      fetch,
      pause: async (ms) => {
        this.waits.push(ms);
      },
      random: () => 0.5,
      clock: now,
      timeLimit: 2_000,
    });
  }

  static async start(answers: readonly ScriptedReply[], now: () => number = Date.now): Promise<ScriptedService> {
    const handle = async (req: IncomingMessage, res: ServerResponse) => {
      const { method = '', url = '', headers } = req;
      scripted.requests.push({ method, url, headers, body: await text(req) });
      respond(res, answers[Math.min(scripted.requests.length, answers.length) - 1] ?? {}, scripted.url);
    };
    const server = createServer((req, res) => void handle(req, res));
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const { port } = server.address() as { port: number };
    const stop = () => {
      server.closeAllConnections();
      server.close();
    };
    const scripted = new ScriptedService(`http://127.0.0.1:${port}/base`, stop, now);
    return scripted;
  }

  stop(): void {
    this.#stop();
  }
}

function respond(
  res: ServerResponse,
  { status = 200, headers = {}, json, text: plain, reset, never }: ScriptedReply,
  base: string,
) {
  if (never) return;
  if (reset) {
    res.destroy();
    return;
  }
  res.statusCode = status;
  if (json !== undefined) res.setHeader('content-type', 'application/json; charset=utf-8');
  for (const [name, value] of Object.entries(headers)) res.setHeader(name, value);
  // A service's own links are whole addresses.
  res.end(json === undefined ? (plain ?? '') : JSON.stringify(json).replaceAll('{base}', base));
}
