// Copies static files and database migrations beside the compiled output. Files that did not change are skipped.
import { cpSync, existsSync, statSync } from 'node:fs';

const hasChanged = (from, to) =>
  !existsSync(to) || statSync(from).isDirectory() || statSync(from).mtimeMs !== statSync(to).mtimeMs;

for (const folder of [
  'bot/http/local/page',
  'bot/http/pages/static',
  'bot/http/admin/static',
  'src/state/postgres/migrations',
]) {
  cpSync(folder, `dist/${folder}`, { recursive: true, preserveTimestamps: true, filter: hasChanged });
}
