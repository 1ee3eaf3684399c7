import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from '@jest/globals';
import { settingNames } from '../bot/settings.ts';
import product from '../package.json' with { type: 'json' };

const folders = ['.', 'docs', 'docs/decisions'];
const documents = folders.flatMap((folder) =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.md'))
    .map((name) => join(folder, name)),
);
const textOf = (document: string) => readFileSync(document, 'utf8');

/** The headings of a document, as addresses name them. */
const anchorsOf = (document: string) =>
  [...textOf(document).matchAll(/^#+ (.*)$/gm)].map(([, title = '']) =>
    title
      .toLowerCase()
      .replace(/[^\p{L}\p{N} -]/gu, '')
      .replaceAll(' ', '-'),
  );

test.each(documents)('%s leads nowhere that is not there', (document) => {
  const links = [...textOf(document).matchAll(/\]\((?!https?:|mailto:)([^)#]*)(?:#([^)]*))?\)/g)];
  const broken = links.filter(([, path = '', anchor]) => {
    const to = path ? join(dirname(document), path) : document;
    return !existsSync(to) || (anchor !== undefined && !anchorsOf(to).includes(anchor));
  });
  expect(broken.map(([link]) => link)).toEqual([]);
});

test('every command that a document names is there', () => {
  const commands = documents.flatMap((document) => [...textOf(document).matchAll(/npm run (?:--silent )?([\w:]+)/g)]);
  expect(commands.map(([, script = '']) => script).filter((script) => !(script in product.scripts))).toEqual([]);
});

test('what can be set is what the operator is told of, and nothing else', () => {
  const [, table = ''] = textOf('docs/operate.md').split('\n## Settings\n');
  const rows = (table.split('\n## ')[0] ?? '').matchAll(/^\| (`[^|]*) \|/gm);
  const documentedSettings = [...rows].flatMap(([, names = '']) =>
    [...names.matchAll(/`(\w+)`/g)].map(([, name = '']) => name),
  );
  expect(documentedSettings.toSorted()).toEqual(settingNames.toSorted());
});

/** Each part of a quoted title between its placeholders: the values of `test.each` and shortened ends. */
const partsOf = (title: string) => title.split(/…|%\w/).map((part) => part.trim());

test('every test that the threat model quotes exists', () => {
  const plain = (text: string) => text.replaceAll(/\\?[’']/g, "'");
  const tests = readdirSync('test', { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
  const sources = plain(tests.map((file) => textOf(join('test', file))).join('\n'));
  const rows = textOf('docs/threats.md')
    .split('\n')
    .filter((line) => line.startsWith('| '));
  const titles = rows.flatMap((row) =>
    [...(row.split(' | ').at(-1) ?? '').matchAll(/[“"]([^”"]+)[”"]/g)].map(([, title = '']) => title),
  );
  expect(titles.length).toBeGreaterThan(10);
  expect(titles.filter((title) => !partsOf(plain(title)).every((part) => sources.includes(part)))).toEqual([]);
});
