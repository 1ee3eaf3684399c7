import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/** A PostgreSQL server of a test's own. */
export class Server {
  readonly #child: ChildProcess;
  readonly #heard: string[] = [];
  url = '';

  private constructor(child: ChildProcess) {
    this.#child = child;
    createInterface({ input: child.stdout as NodeJS.ReadableStream }).on('line', (line) => this.#heard.push(line));
  }

  static async start(): Promise<Server> {
    const child = spawn('node', ['test/postgres/server.mjs'], { stdio: ['pipe', 'pipe', 'inherit'] });
    const server = new Server(child);
    server.url = (await server.#hear('up')).slice('up '.length);
    return server;
  }

  /** Lets it go down: as an operator does, or in the middle of whatever it does. */
  async goDown(how: 'down' | 'kill'): Promise<void> {
    this.#child.stdin?.write(`${how}\n`);
    await this.#hear('down');
  }

  async goUp(): Promise<void> {
    this.#child.stdin?.write('up\n');
    await this.#hear('up');
  }

  async stop(): Promise<void> {
    const closed = once(this.#child, 'close');
    this.#child.stdin?.end();
    await closed;
  }

  async #hear(what: string): Promise<string> {
    for (;;) {
      const line = this.#heard.shift();
      if (line?.startsWith(what)) return line;
      if (line === undefined) {
        if (this.#child.exitCode !== null) throw new Error('The database server ended.');
        await new Promise((over) => setTimeout(over, 10));
      }
    }
  }
}
