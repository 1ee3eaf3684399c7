import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

/** Licences that let anybody use, change and pass on what is under them, for naming who made it. */
const PERMISSIVE = new Set([
  '0BSD',
  'AFL-2.1',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC0-1.0',
  'ISC',
  'MIT',
  'Python-2.0',
  'Unlicense',
]);

/** Packages that were looked at one by one: each with its version, so that the next one is looked at again, and why it may be used. */
const LOOKED_AT: Readonly<Record<string, string>> = {
  '@expo-google-fonts/noto-sans@0.4.2':
    'OFL-1.1 for the font itself: it may be put into documents and passed on with a program',
  'axe-core@4.14.1': 'MPL-2.0: used as it is, by tests only, and not passed on',
  'cldrjs@0.5.5': 'MIT, in the older field "licenses" and in LICENSE-MIT',
  'escape-regexp-component@1.0.2': 'MIT, in Readme.md',
  'jspath@0.4.0': 'MIT, in LICENSE',
  'png-js@2.0.0': 'MIT, in LICENSE',
};

interface Lockfile {
  readonly packages: Readonly<Record<string, { readonly version?: string; readonly license?: string }>>;
}

/** Whether an SPDX expression leaves a permissive way: AND needs all, OR needs one. */
export function isPermissive(expression = ''): boolean {
  const tokens = expression.match(/[()]|[^\s()]+/g) ?? [];
  const one = (): boolean => {
    const token = tokens.shift() ?? '';
    if (token !== '(') return PERMISSIVE.has(token);
    const allowed = either();
    return tokens.shift() === ')' && allowed;
  };
  const both = (): boolean => {
    let allowed = one();
    while (tokens[0] === 'AND' && tokens.shift()) allowed = one() && allowed;
    return allowed;
  };
  const either = (): boolean => {
    let allowed = both();
    while (tokens[0] === 'OR' && tokens.shift()) allowed = both() || allowed;
    return allowed;
  };
  return either() && tokens.length === 0;
}

/** What is wrong with the licences of a lockfile's packages, those of other platforms too, as sentences. */
export function problemsOf({ packages }: Lockfile, lookedAt = LOOKED_AT): readonly string[] {
  const all = Object.entries(packages).flatMap(([place, { version, license }]) =>
    place ? [{ id: `${place.split('node_modules/').at(-1)}@${version}`, license }] : [],
  );
  const open = new Map(all.filter(({ license }) => !isPermissive(license)).map(({ id, license }) => [id, license]));
  const unknown = [...open].filter(([id]) => !(id in lookedAt));
  const idle = Object.keys(lookedAt).filter((id) => !open.has(id));
  return [
    ...unknown.map(
      ([id, licence]) =>
        `${id} is under ${licence ?? 'no licence it names'}: read it, then name it in scripts/licences.ts or leave it out`,
    ),
    ...idle.map((id) => `${id} needs no exception any more: take it out of scripts/licences.ts`),
  ];
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const problems = problemsOf(JSON.parse(readFileSync(new URL('../package-lock.json', import.meta.url), 'utf8')));
  for (const problem of problems) console.error(problem);
  process.exitCode = problems.length > 0 ? 1 : 0;
}
