import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { beforeAll, expect, test } from '@jest/globals';
import { runToExit } from './support/program.ts';

const text = readFileSync('CONTRIBUTING.md', 'utf8');
const tracked = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { encoding: 'utf8' })
  .split('\n')
  .filter((file) => file && existsSync(file));

/** One edit that CONTRIBUTING describes: a new file, or lines beside an existing line. */
interface Edit {
  readonly file: string;
  readonly position?: 'before' | 'after';
  readonly line?: string;
  readonly code: string;
}

/** The edits of the worked examples: a path, a place, and the indented code below it. */
function editsIn(section: string): readonly Edit[] {
  const pattern =
    /(?:`([\w./-]+\.ts)`, (before|after) `(.+)`|[Nn]ew file `([\w./-]+\.(?:ts|txt))`)[^\n]*\n\n((?: {4}.*\n|\n(?= {4}))+)/g;
  return [...section.matchAll(pattern)].map(([, file, position, line, created, code = '']) => ({
    file: file ?? created ?? '',
    ...(position && { position: position as 'before' | 'after', line: line ?? '' }),
    code: code.replace(/^ {4}/gm, ''),
  }));
}

function apply(folder: string, { file, position, line, code }: Edit): void {
  const path = join(folder, file);
  if (!position) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, code);
    return;
  }
  const lines = readFileSync(path, 'utf8').split('\n');
  const matches = lines.flatMap((one, at) => (one.trim() === line ? [at] : []));
  expect([file, line, matches.length]).toEqual([file, line, 1]);
  lines.splice((matches[0] ?? 0) + (position === 'after' ? 1 : 0), 0, code.trimEnd());
  writeFileSync(path, lines.join('\n'));
}

const [, show = '', change = ''] = text.split(/^## Example: .*$/m).map((section) => section.split(/^## /m)[0]);
let copy: string;

beforeAll(() => {
  copy = mkdtempSync(join(tmpdir(), 'contributing-'));
  for (const file of tracked.filter((one) => !/^docs\/.*png$/.test(one))) {
    mkdirSync(dirname(join(copy, file)), { recursive: true });
    cpSync(file, join(copy, file));
  }
  symlinkSync(resolve('node_modules'), join(copy, 'node_modules'));
});

test('both worked examples compile, and their conversations take place', async () => {
  const edits = [...editsIn(show), ...editsIn(change)];
  expect(edits.length).toBeGreaterThan(20);
  for (const edit of edits) apply(copy, edit);
  const training = await runToExit(['node', '--import', 'tsx', 'scripts/train.mts', '--quick'], {}, copy);
  expect(training).toMatchObject({ code: 0 });
  const types = await runToExit(['node', 'node_modules/typescript/bin/tsc', '--noEmit'], {}, copy);
  expect(types).toEqual({ code: 0, output: '' });
  const tests = edits.map(({ file }) => file).filter((file) => file.endsWith('.test.ts'));
  const jest = ['node', '--experimental-vm-modules', 'node_modules/jest/bin/jest.js', '--selectProjects', 'in process'];
  const { code, output } = await runToExit([...jest, '--', ...tests, 'test/conversation/input/help'], {}, copy);
  expect([code, output]).toEqual([0, expect.stringMatching(/Tests: +(\d+) passed, \1 total/)]);
});

test('the layout that CONTRIBUTING shows is the one there is', () => {
  const [, layout = ''] = text.split('\n## Layout\n');
  const picture = layout.split('\nImports point')[0] ?? '';
  const card = new Set([...picture.matchAll(/([\w-]+)\//g)].map(([, folder]) => folder));
  const folders = new Set(
    tracked.flatMap((file) => {
      const elements = file.split('/').slice(0, -1);
      return [
        elements[0],
        ...(/^(bot|cards|dialogs)$/.test(elements[0] ?? '') ? [elements[1]] : []),
        ...(elements[0] === 'src' ? elements.slice(1, 3) : []),
      ];
    }),
  );
  const missing = [...folders].filter((folder) => folder && !folder.startsWith('.') && !card.has(folder));
  expect(missing).toEqual([]);
  const all = new Set(tracked.flatMap((file) => file.split('/').slice(0, -1)));
  expect([...card].filter((folder) => !all.has(folder ?? ''))).toEqual([]);
});

test('the glossary holds at most forty lines', () => {
  const [, glossary = ''] = text.split('\n## Glossary\n');
  expect((glossary.split('\n## ')[0] ?? '').trim().split('\n').length).toBeLessThanOrEqual(40);
});
