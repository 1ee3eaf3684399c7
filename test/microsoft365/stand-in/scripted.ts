import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { ServiceClient } from '../../../src/providers/microsoft365/services/service-client.ts';

/** A request, as far as tests inspect it. */
interface RecordedRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** A scripted reply to one request. */
export interface ScriptedReply {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly json?: unknown;
  /** A text in place of JSON. */
  readonly text?: string;
  /** The connection is reset instead. */
  readonly reset?: boolean;
  /** The response never comes. */
  readonly never?: boolean;
}

/** A service that sends scripted replies in order, and then repeats the last one. */
export class ScriptedService {
  readonly requests: RecordedRequest[] = [];
  /** The waits before retries, in milliseconds. */
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
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
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
  // The links of a service are full URLs.
  res.end(json === undefined ? (plain ?? '') : JSON.stringify(json).replaceAll('{base}', base));
}
