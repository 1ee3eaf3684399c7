// Makes release/ of what was built: all that a server needs, and nothing else. It is copied there as it is.
import { execSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

rmSync('release', { recursive: true, force: true });
mkdirSync('release');
for (const name of ['package.json', 'package-lock.json', '.npmrc']) cpSync(name, `release/${name}`);
// Beside what was compiled dist/ has what only compiling needs, and app packages.
cpSync('dist', 'release/dist', { recursive: true, filter: (from) => !/\.(?:tsbuildinfo|zip)$/.test(from) });
execSync('npm ci --omit=dev --omit=optional --no-audit --no-fund', { cwd: 'release', stdio: 'inherit' });

// What only compilers and debuggers of packages read is a third of them.
for (const file of readdirSync('release/node_modules', { recursive: true, withFileTypes: true })) {
  if (file.isFile() && /\.(?:map|d\.[cm]?ts)$/.test(file.name)) rmSync(join(file.parentPath, file.name));
}
