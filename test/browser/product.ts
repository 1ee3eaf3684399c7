import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const BUILDING = 120_000;

/** How a program ended, and all it said on the way. */
export interface Ending {
  readonly code: number | null;
  readonly output: string;
}

interface Start {
  readonly port: number;
  readonly folder: string;
  /** `npm start` builds first, as README says; the other takes what was built. */
  readonly as?: 'npm start' | 'built';
}

/** The product as somebody starts it: a process of its own, with a port and a data folder. */
export class Product {
  readonly url: string;
  readonly #process: ChildProcess;

  private constructor(process: ChildProcess, url: string) {
    this.#process = process;
    this.url = url;
  }

  /** Comes back when the product says where its page is. */
  static async start(start: Start): Promise<Product> {
    const program = launch(start);
    const ended = endOf(program).then(({ code, output }) => {
      throw new Error(`The product ended with ${code} instead of starting:\n${output}`);
    });
    const product = new Product(program, await Promise.race([pageIn(program), ended]));
    ended.catch(() => undefined);
    return product;
  }

  /** Asks it to stop, as whoever runs it does, and waits until all of it is gone. */
  async stop(): Promise<number | null> {
    const { pid, exitCode } = this.#process;
    if (pid === undefined || exitCode !== null) return exitCode;
    const closed = once(this.#process, 'close');
    // The whole group, as Ctrl+C does: npm does not pass a signal on to what it runs.
    process.kill(-pid, 'SIGTERM');
    const [code] = await closed;
    return code;
  }
}

/** Runs the product until it ends by itself. */
export const ending = (start: Start): Promise<Ending> => endOf(launch(start));

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address ? address.port : 0;
}

function launch({ port, folder, as = 'built' }: Start): ChildProcess {
  const [command, ...args] = as === 'built' ? [process.execPath, 'dist/bot/main.js'] : ['npm', 'start'];
  // What the tester's own shell has set is not the test's.
  const unset = { MicrosoftAppId: '', MicrosoftAppPassword: '', PUBLIC_URL: '', NODE_ENV: '', NODE_OPTIONS: '' };
  return spawn(command as string, args, {
    cwd: ROOT,
    env: { ...process.env, ...unset, PORT: String(port), DATA_DIR: folder, LOG_LEVEL: 'error' },
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

async function endOf(program: ChildProcess): Promise<Ending> {
  let output = '';
  for (const stream of [program.stdout, program.stderr]) {
    stream?.setEncoding('utf8').on('data', (text) => {
      output += text;
    });
  }
  const [code] = await once(program, 'close');
  return { code, output };
}

function pageIn(program: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    program.stdout?.on('data', (text) => {
      said += text;
      const [, url] = /^Chat page\s+(http\S+)$/m.exec(said) ?? [];
      if (url) resolve(url);
    });
    setTimeout(() => reject(new Error('The product did not start in time')), BUILDING).unref();
  });
}
