// Copies what browsers load beside the compiled output: files that did not change are left alone.
import { cpSync, existsSync, statSync } from 'node:fs';

const changed = (from, to) =>
  !existsSync(to) || statSync(from).isDirectory() || statSync(from).mtimeMs !== statSync(to).mtimeMs;

for (const folder of [
  'bot/http/local/page',
  'bot/http/pages/static',
  'bot/http/admin/static',
  'src/state/postgres/migrations',
]) {
  cpSync(folder, `dist/${folder}`, { recursive: true, preserveTimestamps: true, filter: changed });
}
