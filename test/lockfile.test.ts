import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';

interface Locked {
  readonly version: string;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly engines?: { readonly node?: string } | readonly string[];
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

test('npm warns of no unsupported Node.js version: every package accepts version 20', () => {
  const nodeOf = ({ engines }: Locked) => (engines && 'node' in engines ? engines.node : undefined) ?? '*';
  const accepts20 = (range: string) =>
    range.split('||').some((part) => {
      const lowest = Number(/\d+/.exec(part)?.[0] ?? 0);
      return /^\s*(\^|~|=)?\s*\d/.test(part) ? lowest === 20 : lowest <= 20;
    });
  const refused = Object.entries(packages).filter(([, locked]) => !accepts20(nodeOf(locked)));
  expect(refused.map(([at]) => at)).toEqual([]);
});
