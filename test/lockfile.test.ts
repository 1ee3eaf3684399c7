import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';

interface Locked {
  readonly version: string;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const lock = JSON.parse(readFileSync(new URL('../package-lock.json', import.meta.url), 'utf8'));
const packages: Readonly<Record<string, Locked>> = lock.packages;

/** Whether the package at a place would find another in the folders above it. */
function holds(from: string, name: string): boolean {
  for (let at = from; ; at = at.replace(/(^|\/)node_modules\/(?:@[^/]+\/)?[^/]+$/, '')) {
    if (packages[`${at ? `${at}/` : ''}node_modules/${name}`]) return true;
    if (!at) return false;
  }
}

test('npm ci works on every platform: the lockfile holds every platform’s binaries', () => {
  const missing = Object.entries(packages).flatMap(([from, { version, optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies)
      .filter((name) => !holds(from, name))
      .map((name) => `${from}@${version} wants ${name}`),
  );
  expect(missing).toEqual([]);
});

test('what is installed is what was looked at: every package has its checksum, and none comes from elsewhere', () => {
  const loose = Object.entries(packages).filter(
    ([at, { integrity = '', resolved }]) => at && (!/^sha512-/.test(integrity) || resolved !== undefined),
  );
  expect(loose.map(([at]) => at)).toEqual([]);
});

test('no package runs a script when it is installed', () => {
  const settings = readFileSync(new URL('../.npmrc', import.meta.url), 'utf8').split('\n');
  expect(settings).toContain('ignore-scripts=true');
});
