import { randomUUID } from 'node:crypto';
import { createServer, type Server as HttpServer } from 'node:http';
import { text } from 'node:stream/consumers';
import type { RunningProgram } from '../../support/program.ts';

/** A card as a channel sees it. */
type SentMessage = { readonly conversation: string; readonly body: string };

/** Teams, as far as processes that run by themselves need it: it keeps what they say. */
export class Channel {
  readonly messages: SentMessage[] = [];
  readonly #http: HttpServer;
  readonly #tenant: string;
  #url = '';
  #blocker: Promise<void> | undefined;

  constructor(tenant: string) {
    this.#tenant = tenant;
    this.#http = createServer(async (req, res) => {
      const body = await text(req);
      this.messages.push({ conversation: decodeURIComponent(req.url?.split('/')[3] ?? ''), body });
      await this.#blocker;
      res.setHeader('content-type', 'application/json').end('{"id":"1"}');
    });
  }

  async open(): Promise<void> {
    await new Promise<void>((resolve) => this.#http.listen(0, '127.0.0.1', resolve));
    this.#url = `http://127.0.0.1:${(this.#http.address() as { port: number }).port}/`;
  }

  close(): void {
    this.#http.closeAllConnections();
    this.#http.close();
  }

  /** From now on it hears, but does not answer before what this gives is called. */
  holdReplies(): () => void {
    let release = (): void => undefined;
    this.#blocker = new Promise((resolve) => {
      release = resolve;
    });
    return release;
  }

  /** Waits until the bot sends a matching activity. */
  async waitForMessage(person: string, pattern: RegExp, from: number): Promise<void> {
    while (!this.messages.slice(from).some(({ conversation, body }) => conversation === person && pattern.test(body))) {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  /** @param signal aborts when the client disconnects */
  say(product: RunningProgram | undefined, person: string, text: string, signal?: AbortSignal): Promise<Response> {
    return this.#post(product, person, { type: 'message', text }, signal);
  }

  press(product: RunningProgram | undefined, person: string, button: unknown): Promise<Response> {
    return this.#post(product, person, {
      type: 'invoke',
      name: 'adaptiveCard/action',
      value: { action: { type: 'Action.Execute', ...(button as object) } },
    });
  }

  /** The button of this title on the last card that a user got. */
  buttonFor(person: string, title: RegExp): unknown {
    return buttonIn(this.messages.filter(({ conversation }) => conversation === person).at(-1)?.body ?? '', title);
  }

  #post(
    product: RunningProgram | undefined,
    person: string,
    activity: object,
    signal: AbortSignal | null = null,
  ): Promise<Response> {
    return fetch(`${product?.url}api/messages`, {
      method: 'POST',
      signal,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        id: randomUUID(),
        channelId: 'msteams',
        serviceUrl: this.#url,
        from: { id: person, aadObjectId: person },
        recipient: { id: 'bot' },
        conversation: { id: person, conversationType: 'personal', tenantId: this.#tenant },
        locale: 'en-GB',
        ...activity,
      }),
    });
  }
}

/** A button of this title on a card. */
export function buttonIn(card: string, title: RegExp): unknown {
  let button: unknown;
  JSON.parse(card, (_name, value) => {
    if (value && typeof value === 'object' && title.test(value.title ?? '') && value.data) button = value;
    return value;
  });
  return button;
}
