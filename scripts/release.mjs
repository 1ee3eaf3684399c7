// Builds release/ from dist/: everything that a server needs, to be copied there unchanged.
import { execSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

rmSync('release', { recursive: true, force: true });
mkdirSync('release');
for (const name of ['package.json', 'package-lock.json', '.npmrc']) cpSync(name, `release/${name}`);
// dist/ also has the compiler's build information and app packages, which a server does not need.
cpSync('dist', 'release/dist', { recursive: true, filter: (from) => !/\.(?:tsbuildinfo|zip)$/.test(from) });
execSync('npm ci --omit=dev --omit=optional --no-audit --no-fund', { cwd: 'release', stdio: 'inherit' });

// Source maps and type declarations are a third of the packages, and only compilers and debuggers read them.
for (const file of readdirSync('release/node_modules', { recursive: true, withFileTypes: true })) {
  if (file.isFile() && /\.(?:map|d\.[cm]?ts)$/.test(file.name)) rmSync(join(file.parentPath, file.name));
}
