import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

/** Permissive licences: using, changing and distributing is allowed with attribution. */
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

/** Packages that were reviewed, by version, and why they can be used. A new version must be reviewed again. */
const REVIEWED: Readonly<Record<string, string>> = {
  '@expo-google-fonts/noto-sans@0.4.2':
    'OFL-1.1 for the font itself: it can be embedded in documents and distributed with a program',
  'axe-core@4.14.1': 'MPL-2.0: unchanged, for tests only, not distributed',
  'cldrjs@0.5.5': 'MIT, in the older field "licenses" and in LICENSE-MIT',
  'escape-regexp-component@1.0.2': 'MIT, in Readme.md',
  'jspath@0.4.0': 'MIT, in LICENSE',
  'png-js@2.0.0': 'MIT, in LICENSE',
};

interface Lockfile {
  readonly packages: Readonly<Record<string, { readonly version?: string; readonly license?: string }>>;
}

/** Whether an SPDX expression can be satisfied with permissive licences: AND needs all, OR needs one. */
export function isPermissive(expression = ''): boolean {
  const tokens = expression.match(/[()]|[^\s()]+/g) ?? [];
  const term = (): boolean => {
    const token = tokens.shift() ?? '';
    if (token !== '(') return PERMISSIVE.has(token);
    const allowed = disjunction();
    return tokens.shift() === ')' && allowed;
  };
  const conjunction = (): boolean => {
    let allowed = term();
    while (tokens[0] === 'AND' && tokens.shift()) allowed = term() && allowed;
    return allowed;
  };
  const disjunction = (): boolean => {
    let allowed = conjunction();
    while (tokens[0] === 'OR' && tokens.shift()) allowed = conjunction() || allowed;
    return allowed;
  };
  return disjunction() && tokens.length === 0;
}

/** The problems with the licences of a lockfile's packages, including those of other platforms, as sentences. */
export function problemsOf({ packages }: Lockfile, reviewed = REVIEWED): readonly string[] {
  const all = Object.entries(packages).flatMap(([path, { version, license }]) =>
    path ? [{ id: `${path.split('node_modules/').at(-1)}@${version}`, license }] : [],
  );
  const notPermissive = new Map(
    all.filter(({ license }) => !isPermissive(license)).map(({ id, license }) => [id, license]),
  );
  const unknown = [...notPermissive].filter(([id]) => !(id in reviewed));
  const unneeded = Object.keys(reviewed).filter((id) => !notPermissive.has(id));
  return [
    ...unknown.map(
      ([id, licence]) =>
        `${id} is under ${licence ?? 'an unnamed licence'}: review it, then add it to scripts/licences.ts or remove the package`,
    ),
    ...unneeded.map((id) => `${id} no longer needs an exception: remove it from scripts/licences.ts`),
  ];
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const problems = problemsOf(JSON.parse(readFileSync(new URL('../package-lock.json', import.meta.url), 'utf8')));
  for (const problem of problems) console.error(problem);
  process.exitCode = problems.length > 0 ? 1 : 0;
}
