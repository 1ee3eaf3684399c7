import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { createInterface } from 'node:readline';

/** The program, running as a separate process. */
export interface RunningProgram {
  readonly url: string;
  readonly lines: readonly string[];
  /** Its exit code. */
  readonly exitCode: Promise<number | null>;
  /** Kills it with SIGKILL. */
  kill(): Promise<void>;
  signal(signal: NodeJS.Signals): void;
  /** Stops it with SIGTERM and returns its exit code. */
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

/** Starts the program and waits until it prints its addresses. */
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
  // Child processes share the output streams: `close` means that all of them have ended.
  const exitCode = once(child, 'close').then(([code]) => code as number | null);
  child.stderr?.resume();
  // The signal goes to the whole process group.
  const sendSignal = (name: NodeJS.Signals) => process.kill(-(child.pid ?? 0), name);
  const url = /http\S+/.exec(lines.find((line) => line.startsWith('Chat page')) ?? '')?.[0] ?? '';
  return {
    url,
    lines,
    exitCode,
    signal: sendSignal,
    async kill() {
      sendSignal('SIGKILL');
      await exitCode;
    },
    async stop() {
      sendSignal('SIGTERM');
      return exitCode;
    },
  };
}

/** Runs a command until it exits: its exit code and output. */
export async function runToExit(command: readonly string[], env: Record<string, string>, cwd?: string) {
  const child = spawnProgram(command, env, cwd);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (data) => (output += data));
  const [code] = await once(child, 'close');
  return { code, output };
}

const spawnProgram = (
  [program = '', ...args]: readonly string[],
  env: Record<string, string>,
  cwd?: string,
): ChildProcess =>
  // No interim reply on a slow machine: other tests cover it.
  spawn(program, args, {
    env: { ...process.env, ANSWER_WITHIN: '60', ...env },
    ...(cwd && { cwd }),
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
