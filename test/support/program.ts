import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { createInterface } from 'node:readline';

/** The product, running by itself as somebody started it. */
export interface RunningProgram {
  readonly url: string;
  readonly lines: readonly string[];
  /** Its exit code, once it has ended. */
  readonly exitCode: Promise<number | null>;
  /** Ends it in the middle of whatever it does. */
  kill(): Promise<void>;
  signal(signal: NodeJS.Signals): void;
  /** Stops it as an operator would, and gives its exit code. */
  stop(): Promise<number | null>;
}

export async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}

/** Starts the product with a command and waits until it says where everything is. */
export async function startProgram(command: readonly string[], env: Record<string, string>): Promise<RunningProgram> {
  const child = spawnProgram(command, env);
  const lines: string[] = [];
  await new Promise<void>((resolve, reject) => {
    createInterface({ input: child.stdout as NodeJS.ReadableStream }).on('line', (line) => {
      lines.push(line);
      if (line.startsWith('Data ')) resolve();
    });
    child.once('exit', (code) => reject(new Error(`It did not start (${code}): ${lines.join('\n')}`)));
  });
  // Whatever npm started has its outputs too: when they are closed, all of it is over.
  const ended = once(child, 'close').then(([code]) => code as number | null);
  child.stderr?.resume();
  // npm passes no signals on: the whole group is told.
  const sendSignal = (name: NodeJS.Signals) => process.kill(-(child.pid ?? 0), name);
  const url = /http\S+/.exec(lines.find((line) => line.startsWith('Chat page')) ?? '')?.[0] ?? '';
  return {
    url,
    lines,
    exitCode: ended,
    signal: sendSignal,
    async kill() {
      sendSignal('SIGKILL');
      await ended;
    },
    async stop() {
      sendSignal('SIGTERM');
      return ended;
    },
  };
}

/** Runs something that is meant to end by itself: its exit code and what it said. */
export async function runToExit(command: readonly string[], env: Record<string, string>) {
  const child = spawnProgram(command, env);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (data) => (output += data));
  const [code] = await once(child, 'close');
  return { code, output };
}

const spawnProgram = ([program = '', ...args]: readonly string[], env: Record<string, string>): ChildProcess =>
  // A slow machine is no reason for a word in between: that is tested for itself.
  spawn(program, args, {
    env: { ...process.env, ANSWER_WITHIN: '60', ...env },
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
