import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';

interface LockedPackage {
  readonly version: string;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly engines?: { readonly node?: string } | readonly string[];
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const lock = JSON.parse(readFileSync(new URL('../package-lock.json', import.meta.url), 'utf8'));
const packages: Readonly<Record<string, LockedPackage>> = lock.packages;

/** Whether the package at a place would find another in the folders above it. */
function canResolve(from: string, name: string): boolean {
  for (let folder = from; ; folder = folder.replace(/(^|\/)node_modules\/(?:@[^/]+\/)?[^/]+$/, '')) {
    if (packages[`${folder ? `${folder}/` : ''}node_modules/${name}`]) return true;
    if (!folder) return false;
  }
}

test('npm ci works on every platform: the lockfile holds every platform’s binaries', () => {
  const missing = Object.entries(packages).flatMap(([from, { version, optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies)
      .filter((name) => !canResolve(from, name))
      .map((name) => `${from}@${version} wants ${name}`),
  );
  expect(missing).toEqual([]);
});

test('what is installed is what was looked at: every package has its checksum, and none comes from elsewhere', () => {
  const unverified = Object.entries(packages).filter(
    ([at, { integrity = '', resolved }]) => at && (!/^sha512-/.test(integrity) || resolved !== undefined),
  );
  expect(unverified.map(([at]) => at)).toEqual([]);
});

test('no package runs a script when it is installed', () => {
  const settings = readFileSync(new URL('../.npmrc', import.meta.url), 'utf8').split('\n');
  expect(settings).toContain('ignore-scripts=true');
});

test('npm warns of no unsupported Node.js version: every package accepts version 20', () => {
  const nodeRangeOf = ({ engines }: LockedPackage) => (engines && 'node' in engines ? engines.node : undefined) ?? '*';
  const accepts20 = (range: string) =>
    range.split('||').some((part) => {
      const lowest = Number(/\d+/.exec(part)?.[0] ?? 0);
      return /^\s*(\^|~|=)?\s*\d/.test(part) ? lowest === 20 : lowest <= 20;
    });
  const incompatible = Object.entries(packages).filter(([, locked]) => !accepts20(nodeRangeOf(locked)));
  expect(incompatible.map(([at]) => at)).toEqual([]);
});
