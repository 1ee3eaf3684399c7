import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, posix } from 'node:path';
import { expect, test } from '@jest/globals';

const tracked = execFileSync('git', ['ls-files'], { encoding: 'utf8' })
  .split('\n')
  .filter((file) => existsSync(file));
const sources = tracked.filter((file) => /^(bot|cards|dialogs|src)\/.*\.ts$/.test(file));

/** The files that a file imports, `import type` included. */
const importsOf = (file: string): readonly string[] =>
  [...readFileSync(file, 'utf8').matchAll(/(?:from|import)\s+'(\.[^']+\.ts)'/g)].map(([, path = '']) =>
    posix.join(posix.dirname(file), path),
  );

/** The sets of files that import each other, directly or through others (Tarjan's strongly connected components). */
function importCircles(files: readonly string[]): readonly string[][] {
  const order = new Map<string, number>();
  const low = new Map<string, number>();
  const stack: string[] = [];
  const circles: string[][] = [];
  const visit = (file: string): void => {
    order.set(file, order.size);
    low.set(file, order.size - 1);
    stack.push(file);
    for (const target of importsOf(file)) {
      if (!order.has(target)) visit(target);
      if (stack.includes(target)) low.set(file, Math.min(low.get(file) ?? 0, low.get(target) ?? 0));
    }
    if (low.get(file) === order.get(file)) {
      const circle = stack.splice(stack.indexOf(file));
      if (circle.length > 1) circles.push(circle);
    }
  };
  for (const file of files) if (!order.has(file)) visit(file);
  return circles;
}

test('no file imports itself through others, not even for a type', () => {
  expect(sources.length).toBeGreaterThan(300);
  expect(importCircles(sources)).toEqual([]);
});

test('no folder holds more than 18 source files', () => {
  const counts = new Map<string, number>();
  for (const file of tracked.filter((one) => /\.(m?[jt]s|json|css)$/.test(one) && one.includes('/'))) {
    counts.set(dirname(file), (counts.get(dirname(file)) ?? 0) + 1);
  }
  expect([...counts].filter(([, count]) => count > 18)).toEqual([]);
});

/** Words of earlier versions that the glossary in CONTRIBUTING replaced; refused in the name of any declaration. */
const RETIRED_NOUNS = /(tidings|newsroom|acquaintance|surroundings|whoever|somebody|nobody)/i;
/** Participles and vague words that name nothing by themselves. */
const RETIRED_NAMES = new Set(
  'asked told kept says heard given taken here came happened happening meant watched made deed flaw letter pace barred'.split(
    ' ',
  ),
);

test('no declaration is named with a retired word', () => {
  const declarations =
    /^\s*(?:export |default |abstract |readonly |static |async )*(?:const|let|function|class|interface|type|enum|async|get|set) #?([A-Za-z_$][\w$]*)/gm;
  const retired = sources.flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(declarations)]
      .map(([, name = '']) => name)
      .filter((name) => RETIRED_NOUNS.test(name) || RETIRED_NAMES.has(name.toLowerCase()))
      .map((name) => `${file}: ${name}`),
  );
  expect(retired).toEqual([]);
});
